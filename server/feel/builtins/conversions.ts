import { FeelDate } from '../temporal/date.ts'
import { FeelDateTime } from '../temporal/date-time.ts'
import { monthsBetween } from '../temporal/days.ts'
import { YearsMonthsDuration } from '../temporal/durations.ts'
import { parseDate, parseDateTime, parseDuration, parseTime } from '../temporal/parse.ts'
import { FeelTime } from '../temporal/time.ts'
import { parseZone } from '../temporal/zones.ts'
import type { FeelValue } from '../types.ts'
import { decimal } from '../values/numbers.ts'
import { fullText } from './full-text.ts'
import { type BuiltIns, type Outcome, overload, Refusal } from './overload.ts'

const shown = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text)

function parsed<T extends FeelValue>(parse: (text: string) => T | undefined, kind: string): (text: string) => Outcome {
  return (text) => parse(text) ?? new Refusal(`Failed to parse ${kind} from '${shown(text)}'`)
}

const numberPattern = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/

function parseNumber(text: string): Outcome {
  const value = numberPattern.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? decimal(value) : new Refusal(`Can't parse '${shown(text)}' as a number`)
}

/** Reads a number in which one sign groups digits and another begins the fraction. */
function parseGrouped(text: string, grouping: string | null, point: string | null): Outcome {
  const isGrouping = grouping === null || [' ', ',', '.'].includes(grouping)
  const isPoint = point === null || [',', '.'].includes(point)
  if (!isGrouping || !isPoint || (grouping !== null && grouping === point)) {
    return new Refusal("illegal arguments for grouping or decimal. Must be one of ' ' (grouping only), ',' or '.'")
  }
  const ungrouped = grouping === null ? text : text.replaceAll(grouping, '')
  return parseNumber(point === null ? ungrouped : ungrouped.replaceAll(point, '.'))
}

function timeOf(hour: number, minute: number, second: number, offset?: number): Outcome {
  const whole = Math.trunc(second)
  const nanos = Math.round((second - whole) * 1e9)
  const isTime = Number.isInteger(hour) && Number.isInteger(minute) && hour >= 0 && hour < 24 && minute >= 0
  if (!isTime || minute > 59 || second < 0 || whole > 59 || Math.abs(offset ?? 0) > 18 * 3600) {
    return new Refusal(`Failed to parse time from: hour=${hour}, minute=${minute}, second=${second}`)
  }
  return new FeelTime(hour * 3600 + minute * 60 + whole, nanos, offset === undefined ? undefined : { offset })
}

const dateOf = (value: FeelDate | FeelDateTime): FeelDate => (value instanceof FeelDate ? value : value.date)

function inZone(dateTime: FeelDateTime, name: string): Outcome {
  const zone = parseZone(name)
  return (zone && dateTime.inZone(zone)) ?? new Refusal(`Unknown time zone '${shown(name)}'`)
}

export const conversions: BuiltIns = {
  date: [
    overload([['from', 'string']], ([from]) => parsed(parseDate, 'date')(from)),
    overload([['from', 'date', 'dateTime']], ([from]) => dateOf(from)),
    overload(
      [
        ['year', 'number'],
        ['month', 'number'],
        ['day', 'number'],
      ],
      ([year, month, day]) =>
        FeelDate.of({ year, month, day }) ??
        new Refusal(`Failed to parse date from: year=${year}, month=${month}, day=${day}`),
    ),
  ],
  'date and time': [
    overload([['from', 'string']], ([from]) => parsed(parseDateTime, 'date-time')(from)),
    overload(
      [
        ['date', 'date', 'dateTime'],
        ['time', 'time'],
      ],
      ([date, time]) => FeelDateTime.of(dateOf(date), time) ?? null,
    ),
    overload(
      [
        ['date', 'dateTime'],
        ['timezone', 'string'],
      ],
      ([dateTime, zone]) => inZone(dateTime, zone),
    ),
  ],
  time: [
    overload([['from', 'string']], ([from]) => parsed(parseTime, 'time')(from)),
    overload([['from', 'dateTime']], ([from]) => from.time),
    overload([['from', 'date']], () => new FeelTime(0, 0, { offset: 0 })),
    overload(
      [
        ['hour', 'number'],
        ['minute', 'number'],
        ['second', 'number'],
      ],
      ([hour, minute, second]) => timeOf(hour, minute, second),
    ),
    overload(
      [
        ['hour', 'number'],
        ['minute', 'number'],
        ['second', 'number'],
        ['offset', 'seconds', 'null'],
      ],
      ([hour, minute, second, offset]) => timeOf(hour, minute, second, offset?.seconds),
    ),
  ],
  number: [
    overload([['from', 'string']], ([from]) => parseNumber(from)),
    overload(
      [
        ['from', 'string'],
        ['grouping separator', 'string'],
      ],
      ([from, grouping]) => parseGrouped(from, grouping, null),
    ),
    overload(
      [
        ['from', 'string'],
        ['grouping separator', 'string', 'null'],
        ['decimal separator', 'string', 'null'],
      ],
      ([from, grouping, point]) => parseGrouped(from, grouping, point),
    ),
  ],
  string: [
    overload([['from', 'any']], ([from], run) =>
      from === null || typeof from === 'string' ? from : fullText(from, run),
    ),
  ],
  duration: [overload([['from', 'string']], ([from]) => parsed(parseDuration, 'duration')(from))],
  'years and months duration': [
    overload(
      [
        ['from', 'date', 'dateTime'],
        ['to', 'date', 'dateTime'],
      ],
      ([from, to]) => YearsMonthsDuration.of(monthsBetween(dateOf(from).day, dateOf(to).day)) ?? null,
    ),
  ],
}
