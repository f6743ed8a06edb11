import { describe, expect, test } from '@jest/globals'
import { inTurn, mayMove } from '../../../scripts/load/places.ts'
import { growthOf, percentile, stepTimes } from '../../../scripts/load/times.ts'
import { turnOf } from '../../../scripts/load/ways.ts'

describe('percentiles', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at)
  test('are the smallest number that so large a share does not exceed', () => {
    expect(percentile(hundred, 0.5)).toBe(50)
    expect(percentile(hundred, 0.95)).toBe(95)
    expect(percentile(hundred, 0.99)).toBe(99)
    expect(percentile([7], 0.99)).toBe(7)
    expect(percentile([1, 2], 0.01)).toBe(1)
  })
  test('of nothing are no number', () => expect(percentile([], 0.5)).toBeNaN())
})

describe('the table of steps', () => {
  const taken = Array.from({ length: 2500 }, (_, n) => ({ step: 'submit', n, ms: n < 1000 ? 10 : 20 }))
  test('has a row for each thousand dossiers and one for all', () => {
    expect(stepTimes(taken, ['submit', 'decide']).map(({ dossiers, count, p50 }) => [dossiers, count, p50])).toEqual([
      ['1–1000', 1000, 10],
      ['1001–2000', 1000, 20],
      ['2001–3000', 500, 20],
      ['all', 2500, 20],
    ])
  })
  test('of a single group has one row', () => {
    expect(stepTimes(taken.slice(0, 5), ['submit'])).toEqual([
      { step: 'submit', dossiers: 'all', count: 5, p50: 10, p95: 10, p99: 10 },
    ])
  })
})

describe('growth', () => {
  const grown = Array.from({ length: 3100 }, (_, n) => ({ step: 'submit', n, ms: n < 1000 ? 20 : n < 2000 ? 10 : 30 }))
  test('is the last whole group beside the first and the fastest', () => {
    expect(growthOf(stepTimes(grown, ['submit']))).toEqual([
      { step: 'submit', first: 20, last: 30, ratio: 1.5, byFastest: 3 },
    ])
  })
  test('is nothing of a single group', () => {
    expect(growthOf(stepTimes(grown.slice(0, 900), ['submit']))).toEqual([])
  })
})

describe('where a sample is filed', () => {
  const lookup = (register: string) => ({ register, key: {}, compare: [] })
  test('anywhere, when only registers that know everybody are asked about one person', () => {
    expect(mayMove({ lookups: { person: lookup('population.person'), entry: lookup('civil.entry') } })).toBe(true)
  })
  test('where its things are, when other registers are asked or two people', () => {
    expect(mayMove({ lookups: { person: lookup('population.person'), parcel: lookup('land.parcel') } })).toBe(false)
    expect(mayMove({ lookups: { a: lookup('population.person'), b: lookup('population.person') } })).toBe(false)
    expect(mayMove({ lookups: {} })).toBe(false)
  })
  test('goes through the places first and through the people of each then', () => {
    const groups = [['a1', 'a2'], [], ['b1']]
    expect([0, 1, 2, 3, 4].map((turn) => inTurn(groups, turn))).toEqual(['a1', 'b1', 'a2', 'b1', 'a1'])
    expect(inTurn([], 3)).toBeUndefined()
  })
})

test('turns come in their shares, most go straight', () => {
  const turns = Array.from({ length: 1000 }, (_, at) => turnOf(at / 1000))
  const count = (turn: string) => turns.filter((one) => one === turn).length
  expect([count('supplemented'), count('refused'), count('not competent'), count('withdrawn')]).toEqual([
    80, 50, 30, 20,
  ])
  expect(count('straight')).toBe(820)
})
