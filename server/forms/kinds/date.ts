import { type Day, formatDay, parseDay } from '#calendar'
import { asDay, boundNow, dayBound } from '../bound.ts'
import type { Component } from '../component.ts'
import { feelDate } from '../feel-names.ts'
import type { Answer } from '../form.ts'
import { tidyText } from '../hygiene.ts'
import { judged } from '../judged.ts'
import { textAnswer, textSchema } from './plain-text.ts'

/** A day `YYYY-MM-DD` within the bounds of the form. */
export function date(component: Component): Answer {
  const [notBefore, notAfter] = [dayBound(component, 'notBefore'), dayBound(component, 'notAfter')]
  const schema = textSchema(40)
    .test(
      'day',
      judged((text) => (isDay(text) ? undefined : 'form.not-a-date')),
    )
    .test(
      'bounds',
      judged((day, scope) => {
        if (!isDay(day)) return undefined
        const [min, max] = [boundNow(notBefore, scope, asDay), boundNow(notAfter, scope, asDay)]
        if (min !== undefined && day < min) return ['form.date-too-early', { min }]
        return max !== undefined && day > max ? ['form.date-too-late', { max }] : undefined
      }),
    )
  return {
    ...textAnswer(schema, asIsoDay),
    toFeel: (value) => (typeof value === 'string' && isDay(value) ? feelDate(value) : null),
    print: (value) => (typeof value === 'string' ? formatDay(value) : ''),
  }
}

/** Years below 1000 are typing mistakes: `85` for `1985`. */
function isDay(text: string): text is Day {
  return text >= '1000' && parseDay(text) !== undefined
}

/** `12/7/2016`, `12.7.2016` and `2016-7-12` as `2016-07-12`; what is no such text stays as it is. */
function asIsoDay(text: string): string {
  const typed = tidyText(text, 'one')
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed) ?? []
  if (year && month && day) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const [, dayFirst, monthNext, yearLast] = /^(\d{1,2})[/. ](\d{1,2})[/. ](\d{4})$/.exec(typed) ?? []
  if (dayFirst && monthNext && yearLast) return `${yearLast}-${monthNext.padStart(2, '0')}-${dayFirst.padStart(2, '0')}`
  return typed
}
