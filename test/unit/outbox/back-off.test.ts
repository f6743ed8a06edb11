import { describe, expect, test } from '@jest/globals'
import { backOff } from '../../../server/outbox/outbox.ts'

describe('waiting before the next try', () => {
  const now = new Date('2017-08-15T02:00:00Z')
  const waits = (attempts: number): number[] =>
    Array.from({ length: 50 }, () => backOff(now, attempts).getTime() - now.getTime())

  test.each([
    [1, 1000],
    [2, 2000],
    [5, 16_000],
    [9, 256_000],
    [10, 300_000],
    [1000, 300_000],
  ])('after %i tries is about %i ms, an eighth more or less', (attempts, ms) => {
    for (const wait of waits(attempts)) {
      expect(wait).toBeGreaterThanOrEqual(Math.floor(ms * 0.875))
      expect(wait).toBeLessThanOrEqual(Math.ceil(ms * 1.125))
    }
  })

  test('differs from row to row', () => {
    expect(new Set(waits(8)).size).toBeGreaterThan(10)
  })
})
