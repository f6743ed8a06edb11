import { describe, expect, test } from '@jest/globals'
import { percentile, stepTimes } from '../../../scripts/load/times.ts'
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

test('turns come in their shares, most go straight', () => {
  const turns = Array.from({ length: 1000 }, (_, at) => turnOf(at / 1000))
  const count = (turn: string) => turns.filter((one) => one === turn).length
  expect([count('supplemented'), count('refused'), count('not competent'), count('withdrawn')]).toEqual([
    80, 50, 30, 20,
  ])
  expect(count('straight')).toBe(820)
})
