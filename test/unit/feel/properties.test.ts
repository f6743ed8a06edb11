import { describe, expect, test } from '@jest/globals'
import { addDuration, compileExpression, compileUnaryTests, durationOf, type JsonValue, lookupIn, toJson } from '#feel'
import { builtIns } from '../../../server/feel/builtins/table.ts'
import fc from '../../support/properties.ts'
import { evaluation, now, result } from './evaluating.ts'

const words = [
  ...Object.keys(builtIns),
  ...[
    'for',
    'in',
    'return',
    'if',
    'then',
    'else',
    'some',
    'every',
    'satisfies',
    'and',
    'or',
    'between',
    'instance',
    'of',
    'function',
    'null',
    'true',
    'not',
  ],
  ...[
    '+',
    '-',
    '*',
    '/',
    '**',
    '=',
    '!=',
    '<',
    '<=',
    '>',
    '>=',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '.',
    '..',
    ',',
    ':',
    '?',
    '@',
    '`',
  ],
  ...[
    '1',
    '0.5',
    '"a"',
    '"2024-01-31"',
    '@"P1M"',
    '@"2024-01-31"',
    'x',
    'y',
    'item',
    'partial',
    'list',
    '__proto__',
    'constructor',
    '"',
    '//',
    '/*',
  ],
]
const wordSoup = fc.array(fc.constantFrom(...words), { maxLength: 25 }).map((parts) => parts.join(' '))

/** Expressions that parse, so that evaluation is reached every time. */
const wellFormed: fc.Arbitrary<string> = fc.letrec<{ e: string }>((tie) => {
  const e = tie('e')
  const literal = fc.constantFrom(
    '1',
    '-2.5',
    '"a"',
    'null',
    'true',
    'x',
    'y',
    'list',
    'ctx.k',
    'missing',
    '@"2024-01-31"',
    '@"P1M"',
    '@"PT1H"',
    '@"2024-01-31T10:00:00Z"',
    'now()',
    '[1..3]',
  )
  const operator = fc.constantFrom('+', '-', '*', '/', '**', '=', '!=', '<', '>=', 'and', 'or')
  return {
    e: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      literal,
      fc.tuple(e, operator, e).map(([a, sign, b]) => `(${a}) ${sign} (${b})`),
      fc.tuple(e, e, e).map(([a, b, c]) => `if ${a} then ${b} else ${c}`),
      fc.tuple(e, e).map(([a, b]) => `for i in ${a} return [i, ${b}]`),
      fc.tuple(fc.constantFrom('some', 'every'), e, e).map(([kind, a, b]) => `(${kind} i in ${a} satisfies ${b})`),
      fc.tuple(e, e).map(([a, b]) => `(${a})[${b}]`),
      fc.tuple(e, e).map(([a, b]) => `(${a}) in (${b}, > 1)`),
      fc.tuple(e, e).map(([a, b]) => `{k: ${a}, l: [k, ${b}]}`),
      fc.tuple(e, fc.constantFrom('k', 'year', 'days', 'x')).map(([a, key]) => `(${a}).${key}`),
      fc
        .tuple(
          fc.constantFrom(...Object.keys(builtIns).filter((name) => !['assert', 'random number'].includes(name))),
          fc.array(e, { maxLength: 3 }),
        )
        .map(([name, args]) => `${name}(${args.join(', ')})`),
      fc.tuple(e, e).map(([a, b]) => `(function(x) ${a})(${b})`),
    ),
  }
}).e

const json = fc.jsonValue({ maxDepth: 3 }).map((value): JsonValue => JSON.parse(JSON.stringify(value)))
const variables = fc.record({ x: json, y: json, list: fc.array(json, { maxLength: 4 }), ctx: fc.record({ k: json }) })

function isClean(value: JsonValue): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0)
  if (value === null || typeof value !== 'object') return true
  return Object.values(value).every(isClean)
}

describe('Whatever is written', () => {
  test('words in any order are compiled or refused with a reason, and evaluation never throws', () => {
    fc.assert(
      fc.property(wordSoup, variables, (source, given) => {
        for (const compiled of [compileExpression(source), compileUnaryTests(source)]) {
          if (!compiled.ok) expect(compiled.error).toMatch(/^failed to parse expression '/)
          else {
            const { expression } = compiled
            const evaluated =
              'test' in expression
                ? expression.test(given.x, lookupIn(given), { now })
                : expression.evaluate(lookupIn(given), { now })
            if (evaluated.ok) expect(isClean(toJson(evaluated.value))).toBe(true)
            else expect(evaluated.failure).not.toBe('')
          }
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('any text is compiled or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (source) => {
        const compiled = compileExpression(source)
        if (!compiled.ok) expect(compiled.error).toMatch(/^failed to parse expression '/)
      }),
      { numRuns: 2000 },
    )
  })

  test('well-formed expressions of any data give clean JSON, the same each time', () => {
    fc.assert(
      fc.property(wellFormed, variables, (source, given) => {
        const compiled = compileExpression(source)
        if (!compiled.ok) throw new Error(compiled.error)
        const first = compiled.expression.evaluate(lookupIn(given), { now })
        const second = compiled.expression.evaluate(lookupIn(given), { now })
        if (!first.ok) return expect(first.failure).toMatch(/too many steps|too big|longer than/)
        expect(isClean(toJson(first.value))).toBe(true)
        expect(second.ok && toJson(second.value)).toEqual(toJson(first.value))
        expect(second.warnings).toEqual(first.warnings)
      }),
      { numRuns: 3000 },
    )
  })

  test('evaluation does not change the data that it is given', () => {
    fc.assert(
      fc.property(wellFormed, variables, (source, given) => {
        const before = JSON.stringify(given)
        evaluation(source, given)
        expect(JSON.stringify(given)).toBe(before)
      }),
      { numRuns: 500 },
    )
  })
})

describe('Dates reckon as the calendar does', () => {
  const day = fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))

  test('days between two dates are those of UTC', () => {
    fc.assert(
      fc.property(day, day, (from, to) => {
        const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
        expect(result('(date(b) - date(a)) / duration("P1D")', { a: from, b: to })).toBe(days)
        expect(result(`date(a) + duration("P${days}D") = date(b)`, { a: from, b: to })).toBe(true)
      }),
    )
  })

  test('weekdays are those of Date', () => {
    fc.assert(
      fc.property(day, (date) => {
        expect(result('date(d).weekday', { d: date })).toBe(new Date(date).getUTCDay() || 7)
      }),
    )
  })

  test('months later the day is the same, or the last of its month', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), (date, months) => {
        const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number)
        const shown = result(`date(d) + duration("${months < 0 ? '-' : ''}P${Math.abs(months)}M")`, { d: date })
        const last = new Date(Date.UTC(2000, 0, 1))
        last.setUTCFullYear(year, month - 1 + months + 1, 0)
        const expected = Math.min(dayOfMonth, last.getUTCDate())
        if (last.getUTCFullYear() > 0 && last.getUTCFullYear() <= 9999) {
          expect(shown).toBe(`${last.toISOString().slice(0, 8)}${String(expected).padStart(2, '0')}`)
        }
      }),
    )
  })

  test('a date and time in any zone writes and reads as the same instant', () => {
    const zone = fc.constantFrom(
      'Asia/Ho_Chi_Minh',
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'UTC',
      'Asia/Kathmandu',
    )
    const instant = fc.date({
      min: new Date('1950-01-01T00:00:00Z'),
      max: new Date('2090-01-01T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instant, zone, (date, name) => {
        const text = result('date and time(date and time(t), z)', { t: date.toISOString(), z: name })
        expect(Date.parse(String(text))).toBe(date.getTime())
      }),
    )
  })

  test('adding a duration of time to an instant is exact', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }),
        fc.integer({ min: -1e9, max: 1e9 }),
        (date, seconds) => {
          const length = durationOf(`${seconds < 0 ? '-' : ''}PT${Math.abs(seconds)}S`)
          expect(length && addDuration(date, length).getTime()).toBe(date.getTime() + seconds * 1000)
        },
      ),
    )
  })
})

describe('Money', () => {
  test('sums of tenths and hundredths are exact', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 30 }),
        (cents) => {
          const amounts = cents.map((cent) => cent / 100)
          const total = cents.reduce((sum, cent) => sum + cent, 0) / 100
          expect(result('sum(amounts)', { amounts })).toBe(total === 0 ? 0 : total)
          expect(result('for a in amounts return round half up(a * 100, 0)', { amounts })).toEqual(
            cents.map((cent) => cent || 0),
          )
        },
      ),
    )
  })
})
