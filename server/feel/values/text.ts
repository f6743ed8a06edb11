import type { FeelValue } from '../types.ts'
import { digits } from './numbers.ts'
import { isContext, SpecialValue } from './special-value.ts'

/** How messages show a value: strings in quotes, long ones cut. Reads at most `room` characters deep into it. */
export function textOf(value: FeelValue, room = 200): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return value.length > room ? `"${value.slice(0, room)}…"` : `"${value}"`
  if (typeof value === 'number') return digits(value)
  if (typeof value === 'boolean') return String(value)
  if (value instanceof SpecialValue) return value.text
  if (Array.isArray(value)) return `[${joined(value, room, (item, left) => textOf(item, left))}]`
  if (!isContext(value)) return value.toString()
  return `{${joined(Object.keys(value), room, (key, left) => `${key}:${textOf(value[key] ?? null, left)}`)}}`
}

function joined<T>(items: readonly T[], room: number, show: (item: T, left: number) => string): string {
  let text = ''
  for (const item of items) {
    if (text.length >= room) return `${text}, …`
    text += (text === '' ? '' : ', ') + show(item, room - text.length - 1)
  }
  return text
}

/** How messages show a value, cut after some 200 characters. */
export const displayText = (value: FeelValue): string => textOf(value)
