import { type StringSchema, string } from 'yup'
import type { Component } from '../component.ts'
import type { Answer } from '../form.ts'
import { hasForbiddenCharacter, type Lines, tidyText } from '../hygiene.ts'
import { judged } from '../judged.ts'
import { readPattern } from '../pattern.ts'

/** The longest text that any form takes, whatever it says itself. */
const LONGEST_TEXT = 20_000

export interface TextRules {
  lines: Lines
  /** Where the form states none. */
  maxLength: number
}

/** Longest answer of a text component. */
export function maxLengthOf(component: Component, rules: TextRules): number {
  return Math.min(component.part('validate').number('maxLength') ?? rules.maxLength, LONGEST_TEXT)
}

/** A string without forbidden characters and not longer than `max`; kinds add what is theirs. */
export function textSchema(max: number): StringSchema {
  return string()
    .strict(true)
    .typeError('form.not-text')
    .test(
      'characters',
      judged((text) => (hasForbiddenCharacter(text) ? 'form.forbidden-character' : undefined)),
    )
    .test(
      'longest',
      judged((text) => (text.length > max ? ['form.too-long', { length: text.length, max }] : undefined)),
    )
}

/** What all answers that are texts share. */
export function textAnswer(schema: StringSchema, tidy: (text: string) => string): Answer {
  return {
    normalise: (input) => {
      if (typeof input !== 'string') return input ?? undefined
      // A text far beyond any limit is refused by its length as it came: tidying it would only cost time.
      const text = input.length > 2 * LONGEST_TEXT ? input : tidy(input)
      return text === '' ? undefined : text
    },
    schema,
    toFeel: (value) => (typeof value === 'string' ? value : null),
    print: (value) => (typeof value === 'string' ? value : ''),
    asks: 'fill',
  }
}

/** A text as the form describes it: lengths and pattern. */
export function plainText(component: Component, rules: TextRules): Answer {
  const validate = component.part('validate')
  const min = validate.number('minLength') ?? 0
  const pattern = readPattern(validate, component.property('patternErrorMessage:en'))
  const schema = textSchema(maxLengthOf(component, rules))
    .test(
      'shortest',
      judged((text) => (text.length < min ? ['form.too-short', { length: text.length, min }] : undefined)),
    )
    .test(
      'pattern',
      judged((text) => (pattern && !pattern.test(text) ? ['form.pattern', pattern.message] : undefined)),
    )
  return textAnswer(schema, (text) => tidyText(text, rules.lines))
}
