/** What a process test expected and what was instead. */
export class ProcessTestFailure extends Error {
  override readonly name = 'ProcessTestFailure'
}

/** Throws unless both are the same value as JSON, whatever the order of their names. */
export function expectSame(what: string, actual: unknown, expected: unknown): void {
  const [is, shall] = [canonical(actual), canonical(expected)]
  if (is !== shall) throw new ProcessTestFailure(`Expected ${what} to be ${shall}, but it is ${is}`)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}
