import type { FeelValue } from '../types.ts'
import type { SpecialValue } from '../values/special-value.ts'
import { FeelDate } from './date.ts'
import { FeelDateTime } from './date-time.ts'
import { weekday } from './days.ts'
import { DaysTimeDuration, YearsMonthsDuration } from './durations.ts'
import { FeelTime } from './time.ts'

type Properties = ReadonlyMap<string, FeelValue>

function ofDate(date: FeelDate): [string, FeelValue][] {
  const { year, month, day } = date.parts
  return [
    ['year', year],
    ['month', month],
    ['day', day],
    ['weekday', weekday(date.day)],
  ]
}

function ofTime(time: FeelTime, offset: number): [string, FeelValue][] {
  const { second, zone } = time
  return [
    ['hour', Math.floor(second / 3600)],
    ['minute', Math.floor(second / 60) % 60],
    ['second', second % 60],
    ['time offset', zone ? new DaysTimeDuration(offset) : null],
    ['timezone', zone && 'region' in zone ? zone.region : null],
  ]
}

function ofSeconds(duration: DaysTimeDuration): [string, FeelValue][] {
  // Like the text: a negative duration has negative parts.
  const sign = duration.seconds < 0 ? -1 : 1
  const size = (sign < 0 ? duration.negated() : duration).seconds
  const parts = [Math.floor(size / 86_400), Math.floor(size / 3600) % 24, Math.floor(size / 60) % 60, size % 60]
  return ['days', 'hours', 'minutes', 'seconds'].map((name, index) => [name, (parts[index] ?? 0) * sign || 0])
}

function ofMonths({ months }: YearsMonthsDuration): [string, FeelValue][] {
  return [
    ['years', Math.trunc(months / 12) || 0],
    ['months', months % 12 || 0],
  ]
}

/** The properties that a path reads from a temporal value; undefined for values without any. */
export function propertiesOf(value: SpecialValue): Properties | undefined {
  if (value instanceof FeelDate) return new Map(ofDate(value))
  if (value instanceof FeelTime) return new Map(ofTime(value, value.offset))
  if (value instanceof FeelDateTime) return new Map([...ofDate(value.date), ...ofTime(value.time, value.offset)])
  if (value instanceof YearsMonthsDuration) return new Map(ofMonths(value))
  return value instanceof DaysTimeDuration ? new Map(ofSeconds(value)) : undefined
}
