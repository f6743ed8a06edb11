import type { Answer } from '../form.ts'
import { tidyText } from '../hygiene.ts'
import { judged } from '../judged.ts'
import { textAnswer, textSchema } from './plain-text.ts'

export const EMAIL_LENGTH = 120

/** One address: no blanks, quotes, commas or angle brackets, so that it can't become two recipients or a header. */
export function email(): Answer {
  const schema = textSchema(EMAIL_LENGTH).test(
    'address',
    judged((text) => {
      const [name, host, ...rest] = text.split('@')
      const plain = !/[\s"'(),:;<>[\]\\]/.test(text)
      const dotted = host !== undefined && host.split('.').length > 1 && host.split('.').every((label) => label !== '')
      return plain && name && dotted && rest.length === 0 ? undefined : 'form.not-an-email'
    }),
  )
  return textAnswer(schema, (text) => tidyText(text, 'one'))
}
