/** Whether two values are the same JSON, whatever the order of their keys; what is undefined is absent. */
export function sameAnswers(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [new Map(entriesOf(a)), new Map(entriesOf(b))]
  return (
    left.size === right.size && [...left].every(([key, value]) => right.has(key) && sameAnswers(value, right.get(key)))
  )
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, entry]) => entry !== undefined)
}
