import { useEffect, useState } from 'react'
import type { AdminUnit, UnitLevel } from '#forms'
import { useFormPage } from '../form-page.ts'

interface Answer {
  /** The question that it answers. */
  asked: string
  list: readonly AdminUnit[] | undefined
}

/** The units of a level below a parent; `list` is undefined until they are there. */
export function useUnits(level: UnitLevel, parent: string | undefined) {
  const { units } = useFormPage()
  const [attempt, setAttempt] = useState(0)
  const [answer, setAnswer] = useState<Answer | undefined>(undefined)
  const asked = `${level}/${parent ?? ''}/${attempt}`

  useEffect(() => {
    let current = true
    units.list(level, parent).then(
      (list) => current && setAnswer({ asked, list }),
      () => current && setAnswer({ asked, list: undefined }),
    )
    return () => {
      current = false
    }
  }, [units, level, parent, asked])

  const answered = answer?.asked === asked ? answer : undefined
  return {
    list: answered?.list,
    failed: answered !== undefined && answered.list === undefined,
    retry: () => setAttempt((last) => last + 1),
  }
}
