import type { Component } from '../component.ts'
import type { Answer } from '../form.ts'
import { tidyText } from '../hygiene.ts'
import { judged } from '../judged.ts'
import { textAnswer, textSchema } from './plain-text.ts'

const MOBILE = /^0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}$/
/** Mobile numbers of 11 digits, which ended on 14/11/2018. */
const OLD_MOBILE = /^0(12\d|16[2-9]|18[68]|199)\d{7}$/
const OLD_MOBILE_UNTIL = '2018-11-14'
const LANDLINE = /^0(2\d{9}|4\d{8})$/

export function phone(component: Component): Answer {
  const landline = component.property('landline') === 'true'
  const schema = textSchema(20).test(
    'number',
    judged((number, scope) => {
      if (MOBILE.test(number) || (landline && LANDLINE.test(number))) return undefined
      if (!OLD_MOBILE.test(number)) return 'form.not-a-phone'
      return (scope.context.submittedOn ?? scope.today) <= OLD_MOBILE_UNTIL ? undefined : 'form.phone-too-old'
    }),
  )
  return { ...textAnswer(schema, asDialled), print: (value) => (typeof value === 'string' ? grouped(value) : '') }
}

/** `+84 912 345 678`, `0084…` and `84…` as `0912345678`. */
function asDialled(text: string): string {
  const number = tidyText(text, 'one').replace(/[\s.()-]/g, '')
  const abroad = /^(?:\+|00)?84(\d{9,10})$/.exec(number)
  return abroad ? `0${abroad[1]}` : number
}

/** `0912 345 678` */
function grouped(number: string): string {
  return number.length === 10 ? `${number.slice(0, 4)} ${number.slice(4, 7)} ${number.slice(7)}` : number
}
