/** Entry numbers as people write them: `41`, `041`, `41/1986`, `Số 41`. */
export interface EntryNumber {
  number: number
  /** Null when only the number was written. */
  year: number | null
}

export function readEntryNumber(text: string): EntryNumber | null {
  const match = /^\s*(?:số\s*)?0*(\d{1,6})(?:\s*[/-]\s*((?:19|20)\d{2}))?\s*$/iu.exec(text.normalize('NFC'))
  if (!match?.[1]) return null
  return { number: Number(match[1]), year: match[2] ? Number(match[2]) : null }
}

/** Whether two writings may mean one entry: the numbers are equal, and the years where both give one. */
export function sameEntryNumber(a: string, b: string): boolean {
  const first = readEntryNumber(a)
  const second = readEntryNumber(b)
  if (!first || !second || first.number !== second.number) return false
  return first.year === null || second.year === null || first.year === second.year
}
