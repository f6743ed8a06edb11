import { parseTimeOfDay } from '#calendar'
import type { Answer } from '../form.ts'
import { tidyText } from '../hygiene.ts'
import { judged } from '../judged.ts'
import { textAnswer, textSchema } from './plain-text.ts'

/** `HH:MM`, 00:00 to 23:59. */
export function time(): Answer {
  const schema = textSchema(20).test(
    'time',
    judged((text) => (parseTimeOfDay(text) !== undefined && text !== '24:00' ? undefined : 'form.not-a-time')),
  )
  return textAnswer(schema, (text) => {
    const typed = /^(\d{1,2})\s*[:hg.]\s*(\d{2})?$/i.exec(tidyText(text, 'one'))
    return typed ? `${(typed[1] ?? '').padStart(2, '0')}:${typed[2] ?? '00'}` : tidyText(text, 'one')
  })
}
