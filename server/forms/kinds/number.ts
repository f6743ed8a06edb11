import { number as numberSchema } from 'yup'
import { asNumber, boundNow, numberBound } from '../bound.ts'
import type { Component } from '../component.ts'
import type { Answer } from '../form.ts'
import { judged } from '../judged.ts'
import { printNumber, readNumber } from '../numerals.ts'
import { sameText, type Text } from '../text.ts'

/** Digits behind the point where the form states none. */
const DEFAULT_DECIMALS = 6

export interface NumberRules {
  decimalDigits: number
  /** Stands behind the number: `m²`. */
  unit: Text | undefined
  money: boolean
}

export function numberRules(component: Component): NumberRules {
  const money = component.property('kind') === 'money'
  const stated = component.number('decimalDigits') ?? (money ? 0 : DEFAULT_DECIMALS)
  if (!Number.isInteger(stated) || stated < 0 || stated > 10) component.fault('decimalDigits must be 0 to 10')
  const unit = component.property('unit') ?? component.part('appearance').text('suffixAdorner')
  return {
    decimalDigits: Math.max(0, Math.min(10, Math.trunc(stated))),
    unit: money
      ? sameText('₫')
      : unit === undefined
        ? undefined
        : { vi: unit, en: component.property('unit:en') ?? unit },
    money,
  }
}

export function number(component: Component, rules: NumberRules): Answer {
  const validate = component.part('validate')
  const [least, most] = [numberBound(validate, 'min'), numberBound(validate, 'max')]
  const schema = numberSchema()
    .strict(true)
    .typeError('form.not-a-number')
    .test(
      'finite',
      judged((value) => (Number.isFinite(value) ? undefined : 'form.not-a-number')),
    )
    .test(
      'bounds',
      judged((value, scope) => {
        const min = boundNow(least, scope, asNumber) ?? -Number.MAX_SAFE_INTEGER
        const max = boundNow(most, scope, asNumber) ?? Number.MAX_SAFE_INTEGER
        if (value < min) return ['form.too-small', { min }]
        return value > max ? ['form.too-large', { max }] : undefined
      }),
    )
    .test(
      'decimals',
      judged((value) =>
        Number(value.toFixed(rules.decimalDigits)) === value
          ? undefined
          : ['form.too-many-decimals', { digits: rules.decimalDigits }],
      ),
    )
  return {
    normalise: (input) => {
      const value = typeof input === 'string' ? readNumber(input) : (input ?? undefined)
      if (typeof value !== 'number') return value
      return Number.isNaN(value) ? undefined : value === 0 ? 0 : value
    },
    schema,
    toFeel: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null),
    print: (value, { language }) => {
      if (typeof value !== 'number') return ''
      const text = printNumber(value, language)
      // A no-break space keeps the unit beside its number.
      return rules.unit ? `${text}\u00a0${rules.unit[language]}` : text
    },
    asks: 'fill',
  }
}
