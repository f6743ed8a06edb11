import type { Pattern } from './conversation.ts'

/** What texts in braces stand for; a key is bound where it is first met. */
export type Bindings = Map<string, string>

const KEY = /^\d{16,19}$/

/** The pattern with all names in braces replaced; throws for one that is not bound. */
export function filled(pattern: Pattern, bindings: Bindings): Pattern {
  if (typeof pattern === 'string') return filledText(pattern, bindings)
  if (Array.isArray(pattern)) return pattern.map((part) => filled(part, bindings))
  if (typeof pattern !== 'object' || pattern === null) return pattern
  if ('$json' in pattern) return JSON.stringify(filled(pattern.$json ?? null, bindings))
  return Object.fromEntries(Object.entries(pattern).map(([name, part]) => [name, filled(part, bindings)]))
}

export function filledText(text: string, bindings: Bindings): string {
  return text.replace(/\{\{(?:key:)?([\w-]+)\}\}/g, (_all, name: string) => {
    const value = bindings.get(name)
    if (value === undefined) throw new Error(`'${name}' stands for nothing yet`)
    return value
  })
}

/**
 * What does not fit the pattern, as sentences; none if all fits. Objects may hold more than the pattern names, lists must
 * be as long as its own. Keys are bound only when the whole fits.
 */
export function mismatches(pattern: Pattern, actual: unknown, bindings: Bindings): string[] {
  const bound: Bindings = new Map(bindings)
  const faults = compare(pattern, actual, bound, 'answer')
  if (faults.length === 0) for (const [name, value] of bound) bindings.set(name, value)
  return faults
}

function compare(pattern: Pattern, actual: unknown, bindings: Bindings, at: string): string[] {
  if (typeof pattern === 'string') return compareText(pattern, actual, bindings, at)
  if (Array.isArray(pattern)) {
    if (!Array.isArray(actual)) return [`${at} is ${JSON.stringify(actual)} and no list`]
    const [is, shall] = [actual.length, pattern.length]
    if (is !== shall) return [`${at} has ${is} items instead of ${shall}: ${JSON.stringify(actual)}`]
    return pattern.flatMap((part, index) => compare(part, actual[index], bindings, `${at}[${index}]`))
  }
  if (typeof pattern === 'object' && pattern !== null) {
    if ('$json' in pattern) return compareJson(pattern.$json ?? null, actual, bindings, at)
    if (typeof actual !== 'object' || actual === null) return [`${at} is ${JSON.stringify(actual)} and no object`]
    const parts: { [name: string]: unknown } = { ...actual }
    return Object.entries(pattern).flatMap(([name, part]) => compare(part, parts[name], bindings, `${at}.${name}`))
  }
  return actual === pattern ? [] : [`${at} is ${JSON.stringify(actual)} instead of ${JSON.stringify(pattern)}`]
}

/** JSON within a text must be the same as a whole, in whatever order of names. */
function compareJson(pattern: Pattern, actual: unknown, bindings: Bindings, at: string): string[] {
  if (typeof actual !== 'string') return [`${at} is ${JSON.stringify(actual)} and no text with JSON`]
  const value: unknown = JSON.parse(actual)
  const [is, shall] = [sorted(value), sorted(filled(pattern, bindings))]
  return is === shall ? [] : [`${at} holds ${is} instead of ${shall}`]
}

function compareText(pattern: string, actual: unknown, bindings: Bindings, at: string): string[] {
  if (pattern === '{{any}}') return actual === undefined ? [`${at} is not there`] : []
  const key = /^\{\{key:([\w-]+)\}\}$/.exec(pattern)?.[1]
  if (key !== undefined && !bindings.has(key)) {
    if (typeof actual !== 'string' || !KEY.test(actual)) return [`${at} is ${JSON.stringify(actual)} and no key`]
    bindings.set(key, actual)
    return []
  }
  const text = filledText(pattern, bindings)
  return actual === text ? [] : [`${at} is ${JSON.stringify(actual)} instead of ${JSON.stringify(text)}`]
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}
