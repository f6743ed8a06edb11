import { useMemo, useRef } from 'react'
import type { Problem } from '#forms'
import type { TypedAnswers } from './FormStep.tsx'

/** The server's problems, without those whose answers have changed since. */
export function useServerProblems(problems: readonly Problem[] | undefined, values: TypedAnswers): readonly Problem[] {
  const told = useRef<{ problems: readonly Problem[] | undefined; values: TypedAnswers }>({
    problems: undefined,
    values,
  })
  if (told.current.problems !== problems) told.current = { problems, values }
  const before = told.current.values
  return useMemo(
    () =>
      (problems ?? []).filter(({ path, fields }) =>
        [path, ...(fields ?? [])].every((each) => {
          const key = each.split(/[.[]/, 1)[0] ?? each
          return values[key] === before[key]
        }),
      ),
    [problems, values, before],
  )
}
