import type { Text } from '../text.ts'

/** By ending, as `.pdf`, or by type, as `image/*`. An empty list takes all. */
export function isKindTaken(file: { name: string; mime: string }, accept: readonly string[]): boolean {
  const [name, mime] = [file.name.toLowerCase(), file.mime.toLowerCase()]
  return (
    accept.length === 0 ||
    accept.some((kind) =>
      kind.startsWith('.')
        ? name.endsWith(kind)
        : kind.endsWith('/*')
          ? mime.startsWith(kind.slice(0, -1))
          : mime === kind,
    )
  )
}

/** What a list of endings takes as people say it: `PDF, JPG hoặc PNG`. Undefined for an empty list, which takes all. */
export function kindsInWords(accept: readonly string[]): Text | undefined {
  const names = new Set(accept.map(nameOf))
  if (names.size === 0) return undefined
  return { vi: either([...names], 'hoặc'), en: either([...names], 'or') }
}

/** `.jpeg` and `image/jpeg` are both the JPG that people know. */
function nameOf(kind: string): string {
  const name = (kind.split(/[./]/).at(-1) ?? kind).toUpperCase()
  return name === 'JPEG' ? 'JPG' : name
}

function either(names: readonly string[], or: string): string {
  const last = names.at(-1) ?? ''
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} ${or} ${last}` : last
}
