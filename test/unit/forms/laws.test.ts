import { execFileSync } from 'node:child_process'
import { describe, expect, test } from '@jest/globals'
import { check, describe as describeAnswers, settle } from '#forms'
import fc from '../../support/properties.ts'
import { aContext, kept } from './a-form.ts'
import { everyKind, goodAnswers } from './every-kind.ts'

const form = everyKind()
const context = aContext({ names: { case: { originals: ['a', 'b'] } } })
const keys = [...form.fields.keys()]

/** Answers that are right, nearly right, or anything at all. */
const near = fc.oneof(
  fc.constantFrom(...Object.values(goodAnswers)),
  fc.constantFrom(
    '',
    ' ',
    null,
    'buu-dien',
    'cmnd',
    '12/7/2016',
    '1.000',
    '+84912345678',
    'Lê  An',
    ['xe-may'],
    [{}],
    [{ place: 'x' }],
    0,
    -1,
    Number.NaN,
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.anything({
    maxDepth: 3,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  }),
)
const input = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .dictionary(fc.constantFrom(...keys), near, { maxKeys: 4 })
      .map((some) => ({ ...goodAnswers, ...some })),
  },
  {
    weight: 3,
    arbitrary: fc.dictionary(fc.oneof(fc.constantFrom(...keys, '__proto__', 'constructor'), fc.string()), near),
  },
  { weight: 1, arbitrary: fc.anything() },
)

describe('laws of the check', () => {
  test('it never throws, and what it accepts it accepts again unchanged', () => {
    let accepted = 0
    fc.assert(
      fc.property(input, (answers) => {
        const first = check(form, answers, context)
        if (!first.ok) {
          expect(first.problems.length).toBeGreaterThan(0)
          return
        }
        accepted += 1
        expect(check(form, first.value, context)).toEqual(first)
        expect(JSON.parse(JSON.stringify(first.value))).toEqual(first.value)
      }),
      { numRuns: 500 },
    )
    // A law about accepted inputs says nothing if none is accepted.
    expect(accepted).toBeGreaterThan(50)
  })

  test('the same input gives the same answer', () => {
    fc.assert(
      fc.property(input, (answers) => {
        expect(check(form, answers, context)).toEqual(check(form, answers, context))
      }),
    )
  })

  test('settling what was settled changes nothing', () => {
    fc.assert(
      fc.property(input, (answers) => {
        const once = settle(form, answers, context)
        const values = Object.fromEntries([...once.settled].map(([key, { value }]) => [key, value]))
        const twice = settle(form, values, context)
        for (const [key, { hidden, value }] of twice.settled) {
          expect({ hidden, value }).toEqual({
            hidden: once.settled.get(key)?.hidden,
            value: once.settled.get(key)?.value,
          })
        }
      }),
    )
  })

  test('anything can be described in both languages', () => {
    fc.assert(
      fc.property(input, fc.constantFrom('vi' as const, 'en' as const), (answers, language) => {
        for (const { rows } of describeAnswers(form, answers, context, language)) {
          for (const row of rows) expect(typeof row.text).toBe('string')
        }
      }),
    )
  })

  test('a field that is hidden is never in the value', () => {
    fc.assert(
      fc.property(input, (answers) => {
        const checked = check(form, answers, context)
        if (checked.ok && checked.value.pickup !== 'buu-dien') expect(checked.value).not.toHaveProperty('address')
      }),
    )
  })

  test('the good answers are good', () => {
    expect(kept(form, goodAnswers, context)).toEqual(goodAnswers)
  })
})

describe('time zones', () => {
  test('the answer does not depend on the zone of the machine', () => {
    const inZone = (zone: string) =>
      execFileSync(process.execPath, ['--import', 'tsx', 'test/unit/forms/check-in-zone.ts'], {
        env: { ...process.env, TZ: zone, NODE_OPTIONS: '' },
        encoding: 'utf8',
      })
    const hanoi = inZone('Asia/Ho_Chi_Minh')
    expect(hanoi).toContain('date-too-late')
    expect(inZone('Pacific/Honolulu')).toBe(hanoi)
    expect(inZone('Pacific/Kiritimati')).toBe(hanoi)
  })
})
