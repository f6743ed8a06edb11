import type { Component } from '../component.ts'
import type { Answer } from '../form.ts'
import { tidyText } from '../hygiene.ts'
import { idFormatHelp, idFormatOk, isIdType } from '../identity-number.ts'
import { judged } from '../judged.ts'
import { textAnswer, textSchema } from './plain-text.ts'

/** A CMND, CCCD or passport number; the answer at `typeKey` says which. */
export function nationalId(component: Component): Answer {
  const typeKey = component.property('typeKey')
  const schema = textSchema(20).test(
    'format',
    judged((number, scope) => {
      const type = typeKey === undefined ? undefined : scope.answer(typeKey)
      if (!isIdType(type)) return idFormatOk(undefined, number) ? undefined : 'form.not-an-id'
      return idFormatOk(type, number) ? undefined : ['form.not-an-id', idFormatHelp(type, number)]
    }),
  )
  return textAnswer(schema, (text) =>
    tidyText(text, 'one')
      .replace(/[\s.-]/g, '')
      .toUpperCase(),
  )
}
