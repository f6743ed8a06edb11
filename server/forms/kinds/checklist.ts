import { mixed } from 'yup'
import type { Answer, Options } from '../form.ts'
import { judged, type Verdict } from '../judged.ts'
import type { Scope } from '../scope.ts'
import { asOptionValue, labelOf } from './choice.ts'

/** Some of the options, each once, in the order of the answer. */
export function checklist(options: Options): Answer {
  return {
    normalise: (input) => {
      if (!Array.isArray(input)) return asOptionValue(input)
      return input.length === 0 ? undefined : input.length > LONGEST ? input : input.map(asOptionValue)
    },
    schema: mixed().test(
      'options',
      judged((value, scope) => judge(value, options, scope)),
    ),
    toFeel: (value) => (isTexts(value) ? value : null),
    print: (value, { options: list, language }) =>
      isTexts(value) ? value.map((entry) => labelOf(list, entry, language)).join(', ') : '',
    asks: 'choose',
  }
}

const LONGEST = 1000

function judge(value: unknown, options: Options, scope: Scope): Verdict {
  if (!isTexts(value)) return Array.isArray(value) ? 'form.not-an-option' : 'form.not-a-list'
  const known = new Set(scope.options(options).map((option) => option.value))
  if (value.some((entry) => !known.has(entry))) return 'form.not-an-option'
  return new Set(value).size < value.length ? 'form.chosen-twice' : undefined
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= LONGEST && value.every((entry) => typeof entry === 'string')
}
