import { DaysTimeDuration, YearsMonthsDuration } from '../temporal/durations.ts'
import { decimal, plus, type RoundingMode, round, roundingModes } from '../values/numbers.ts'
import { type BuiltIns, type Outcome, type Overload, overload, Refusal } from './overload.ts'

function finite(value: number, name: string): Outcome {
  return Number.isFinite(value) ? decimal(value) : new Refusal(`${name} has no result for this number`)
}

function roundBy(name: string): Overload {
  const mode: RoundingMode = roundingModes[name] ?? Math.trunc
  return overload(
    [
      ['n', 'number'],
      ['scale', 'number'],
    ],
    ([n, scale]) => finite(round(n, scale, mode), 'rounding'),
  )
}

function whole(name: string): Overload {
  const mode: RoundingMode = roundingModes[name] ?? Math.trunc
  return overload([['n', 'number']], ([n]) => finite(round(n, 0, mode), 'rounding'))
}

function decimalBy(n: number, scale: number, name: string): Outcome {
  const key = name.toUpperCase()
  const mode = Object.hasOwn(roundingModes, key) ? roundingModes[key] : undefined
  if (mode) return finite(round(n, scale, mode), 'rounding')
  const known = Object.keys(roundingModes).join(', ')
  return new Refusal(`Illegal argument '${name}' for rounding mode. Must be one of: ${known}`)
}

function absolute(name: string): Overload {
  return overload([[name, 'number', 'months', 'seconds']], ([value]) => {
    if (typeof value === 'number') return Math.abs(value)
    if (value instanceof YearsMonthsDuration) return new YearsMonthsDuration(Math.abs(value.months))
    return value instanceof DaysTimeDuration && value.seconds < 0 ? value.negated() : value
  })
}

const ofNumber = (name: string, reckon: (n: number) => number): readonly Overload[] => [
  overload([['number', 'number']], ([n]) => finite(reckon(n), name)),
]

export const numbers: BuiltIns = {
  decimal: [
    roundBy('HALF_EVEN'),
    overload(
      [
        ['n', 'number'],
        ['scale', 'number'],
        ['mode', 'string'],
      ],
      ([n, scale, mode]) => decimalBy(n, scale, mode),
    ),
  ],
  floor: [whole('FLOOR'), roundBy('FLOOR')],
  ceiling: [whole('CEILING'), roundBy('CEILING')],
  'round up': [roundBy('UP')],
  'round down': [roundBy('DOWN')],
  'round half up': [roundBy('HALF_UP')],
  'round half down': [roundBy('HALF_DOWN')],
  abs: [absolute('number'), absolute('n')],
  modulo: [
    overload(
      [
        ['dividend', 'number'],
        ['divisor', 'number'],
      ],
      // The sign of the divisor, as the standard has it: modulo(-12, 5) is 3.
      ([dividend, divisor]) =>
        divisor === 0
          ? new Refusal('Division by zero')
          : finite(plus(dividend, -decimal(divisor * Math.floor(decimal(dividend / divisor)))), 'modulo'),
    ),
  ],
  sqrt: [overload([['number', 'number']], ([n]) => (n < 0 ? null : decimal(Math.sqrt(n))))],
  log: ofNumber('log', Math.log),
  exp: ofNumber('exp', Math.exp),
  odd: [overload([['number', 'number']], ([n]) => Math.abs(n % 2) === 1)],
  even: [overload([['number', 'number']], ([n]) => n % 2 === 0)],
  // The only built-in whose result does not follow from its arguments and the clock.
  'random number': [overload([], () => Math.random())],
}
