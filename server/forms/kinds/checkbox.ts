import { boolean } from 'yup'
import type { Answer } from '../form.ts'

const WORDS = { vi: ['Có', 'Không'], en: ['Yes', 'No'] } as const

/** Ticked or not; where it is required it must be ticked (`isMissing` in the check). */
export function checkbox(): Answer {
  return {
    normalise: (input) => (input === '' ? undefined : (input ?? undefined)),
    schema: boolean().strict(true).typeError('form.not-a-yes-or-no'),
    toFeel: (value) => (typeof value === 'boolean' ? value : null),
    print: (value, { language }) => (typeof value === 'boolean' ? WORDS[language][value ? 0 : 1] : ''),
    asks: 'tick',
  }
}
