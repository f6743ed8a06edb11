import type { Answer } from '../form.ts'
import { singleSpaces, tidyText } from '../hygiene.ts'
import { judged } from '../judged.ts'
import { textAnswer, textSchema } from './plain-text.ts'

export const NAME_LENGTH = { min: 2, max: 80 }

/** Letters of any script, space, `'`, `.`, `-` (services.md, Personal data). Marks follow a letter that NFC can't compose. */
const NAME = /^\p{L}[\p{L}\p{M} '.-]*$/u

export function personName(): Answer {
  const { min, max } = NAME_LENGTH
  const schema = textSchema(max)
    .test(
      'letters',
      judged((name) => (NAME.test(name) ? undefined : 'form.not-a-name')),
    )
    .test(
      'shortest',
      judged((name) => (name.length < min ? ['form.too-short', { length: name.length, min }] : undefined)),
    )
  // The typographic apostrophe is what phones type; registers hold the plain one.
  return textAnswer(schema, (text) => singleSpaces(tidyText(text, 'one')).replace(/[’‘ʼ]/g, "'"))
}
