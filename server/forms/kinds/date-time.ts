import { formatDay, parseDay, parseTimeOfDay } from '#calendar'
import { feelInstant } from '../feel-names.ts'
import type { Answer } from '../form.ts'
import { tidyText } from '../hygiene.ts'
import { judged } from '../judged.ts'
import { textAnswer, textSchema } from './plain-text.ts'

/** A day and time on the city's clocks, `YYYY-MM-DDTHH:MM`. */
export function dateTime(): Answer {
  const schema = textSchema(40).test(
    'instant',
    judged((text) => (isDateTime(text) ? undefined : 'form.not-a-date')),
  )
  return {
    ...textAnswer(schema, (text) => tidyText(text, 'one').replace(/^(\S{10}) (\S{5})$/, '$1T$2')),
    toFeel: (value) =>
      typeof value === 'string' && isDateTime(value) ? feelInstant(new Date(`${value}:00+07:00`)) : null,
    print: (value) => (typeof value === 'string' ? `${formatDay(value.slice(0, 10))}, ${value.slice(11)}` : ''),
  }
}

function isDateTime(text: string): boolean {
  const time = text.slice(11)
  return text >= '1000' && text[10] === 'T' && parseDay(text.slice(0, 10)) !== undefined && isTime(time)
}

function isTime(text: string): boolean {
  return text !== '24:00' && parseTimeOfDay(text) !== undefined
}
