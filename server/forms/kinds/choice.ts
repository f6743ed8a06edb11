import { mixed } from 'yup'
import type { Answer, Option, Options } from '../form.ts'
import { judged } from '../judged.ts'

/** One of the options. */
export function choice(options: Options): Answer {
  const schema = mixed().test(
    'option',
    judged((value, scope) =>
      typeof value === 'string' && isOption(scope.options(options), value) ? undefined : 'form.not-an-option',
    ),
  )
  return {
    normalise: asOptionValue,
    schema,
    toFeel: (value) => (typeof value === 'string' ? value : null),
    print: (value, { options: list, language }) => (typeof value === 'string' ? labelOf(list, value, language) : ''),
    asks: 'choose',
  }
}

/** Option values are texts; a form-js that knows numbers or booleans as values sends those. */
export function asOptionValue(input: unknown): unknown {
  if (typeof input === 'number' || typeof input === 'boolean') return String(input)
  return input === '' ? undefined : (input ?? undefined)
}

export function isOption(options: readonly Option[], value: string): boolean {
  return options.some((option) => option.value === value)
}

export function labelOf(options: readonly Option[], value: string, language: 'vi' | 'en'): string {
  return options.find((option) => option.value === value)?.label[language] ?? value
}
