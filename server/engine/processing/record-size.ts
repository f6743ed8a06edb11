import type { JsonValue } from '../contract.ts'

/** The most that the variables of one scope may take: Zeebe's limit of a record. */
const MAX_BYTES = 4 * 1024 * 1024

/** Thrown where a change would make a record too big: the command is rejected, or the element's step is an incident. */
export class RecordTooBig extends Error {
  constructor() {
    super(`Expected the variables of a scope to take at most ${MAX_BYTES} bytes, but they take more`)
  }
}

/** Throws RecordTooBig if the value takes more as JSON than a record may. */
export function checkSize(value: JsonValue): void {
  if (bytesWithin(value, MAX_BYTES) > MAX_BYTES) throw new RecordTooBig()
}

/** The size as JSON, near enough; counts no further than the limit. */
function bytesWithin(value: JsonValue, limit: number): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 2
  if (typeof value !== 'object' || value === null) return 8
  let bytes = 2
  const add = (more: number) => {
    bytes += more + 1
    return bytes <= limit
  }
  if (Array.isArray(value)) {
    for (const item of value) if (!add(bytesWithin(item, limit - bytes))) break
  } else {
    for (const [name, item] of Object.entries(value))
      if (!add(Buffer.byteLength(name) + 3 + bytesWithin(item, limit - bytes))) break
  }
  return bytes
}
