import type { Component } from '../component.ts'
import type { AdminUnit, FormContext, UnitLevel } from '../context.ts'
import type { Answer } from '../form.ts'
import { tidyText } from '../hygiene.ts'
import { judged } from '../judged.ts'
import type { Language } from '../text.ts'
import { textAnswer, textSchema } from './plain-text.ts'

export interface UnitRules {
  /** `hanoi`: the city's units only. `vn`: a place elsewhere is written as a text. */
  scope: 'vn' | 'hanoi'
  /** The steps of the choice; the answer is a unit of the last. */
  levels: readonly UnitLevel[]
}

const LEVELS: readonly UnitLevel[] = ['province', 'district', 'commune']
const ELSEWHERE = { min: 3, max: 200 }

export function unitRules(component: Component): UnitRules {
  const scope = component.property('scope') ?? 'hanoi'
  if (scope !== 'vn' && scope !== 'hanoi') component.fault('scope must be vn or hanoi')
  const names = (component.property('levels') ?? 'district commune').split(/\s+/)
  const levels = LEVELS.filter((level) => names.includes(level))
  if (levels.length === 0 || levels.join(' ') !== names.join(' ')) {
    component.fault('levels must be some of province, district, commune in this order')
  }
  return { scope: scope === 'vn' ? 'vn' : 'hanoi', levels: levels.length > 0 ? levels : ['commune'] }
}

export function adminUnit(rules: UnitRules): Answer {
  const level = rules.levels.at(-1)
  const schema = textSchema(ELSEWHERE.max).test(
    'unit',
    judged((value, { context }) => {
      if (isCode(value)) {
        if (!context.unit) return undefined
        return context.unit(value)?.level === level ? undefined : 'form.unknown-unit'
      }
      if (rules.scope === 'hanoi') return 'form.unknown-unit'
      const length = value.length
      return length < ELSEWHERE.min ? ['form.too-short', { length, min: ELSEWHERE.min }] : undefined
    }),
  )
  return {
    ...textAnswer(schema, (text) => tidyText(text, 'one')),
    print: (value, { context, language }) => (typeof value === 'string' ? unitPath(value, context, language) : ''),
    asks: 'choose',
  }
}

/** Codes of units are digits; a place outside the city is told in words. */
export function isCode(value: string): boolean {
  return /^\d{1,10}$/.test(value)
}

/** `xã Đông Mỹ, huyện Thanh Trì, Hà Nội`: the unit and those above it. */
function unitPath(value: string, context: FormContext, language: Language): string {
  const names: string[] = []
  let unit: AdminUnit | undefined = isCode(value) ? context.unit?.(value) : undefined
  while (unit && names.length < LEVELS.length) {
    names.push(unit.name[language])
    unit = unit.parent === undefined ? undefined : context.unit?.(unit.parent)
  }
  return names.length > 0 ? names.join(', ') : value
}
