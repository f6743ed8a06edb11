/**
 * Message texts with named placeholders: `Ho so {dossierCode} da duoc tiep nhan.` Nothing else is understood, and a
 * value is never read as a template again.
 */
export type PlaceholderValues = { readonly [name: string]: string | number }

export type FilledText =
  | { state: 'filled'; text: string }
  /** Placeholders without a value; the text must not be sent. */
  | { state: 'unknownPlaceholders'; names: string[] }
  /** A brace that opens or closes nothing; `at` is its place in the template. */
  | { state: 'strayBrace'; at: number }

const placeholder = /\{([^{}]*)\}/g

/** The placeholders that a template names, each once, in order. */
export function placeholdersOf(template: string): string[] {
  return [...new Set([...template.matchAll(placeholder)].map((match) => match[1] ?? ''))]
}

/**
 * Fills every placeholder. Line ends and control characters of values become spaces: a citizen's text must not be able
 * to draw lines of its own in an official message.
 */
export function fillTemplate(template: string, values: PlaceholderValues): FilledText {
  const names = placeholdersOf(template)
  const stray = template.replace(placeholder, (found) => ' '.repeat(found.length)).search(/[{}]/)
  if (stray >= 0) return { state: 'strayBrace', at: stray }
  const unknown = names.filter((name) => !Object.hasOwn(values, name))
  if (unknown.length > 0) return { state: 'unknownPlaceholders', names: unknown }
  return { state: 'filled', text: template.replace(placeholder, (_, name: string) => oneLine(values[name])) }
}

function oneLine(value: string | number | undefined): string {
  return String(value)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
}
