import { describe, expect, test } from '@jest/globals'
import { decideRestart } from '../../../server/supervisor/restart-policy.ts'

describe('a part that ended by itself', () => {
  test('is started again at once nearly, then after longer and longer', () => {
    expect(decideRestart([10_000])).toEqual({ act: 'restart', afterMs: 100 })
    expect(decideRestart([10_000, 12_000])).toEqual({ act: 'restart', afterMs: 1000 })
    expect(decideRestart([10_000, 12_000, 15_000])).toEqual({ act: 'restart', afterMs: 4000 })
  })

  test('is given up at the fourth end within a minute', () => {
    expect(decideRestart([10_000, 12_000, 15_000, 69_999])).toEqual({ act: 'give-up', deaths: 4 })
  })

  test('may end any number of times when a minute holds no more than three', () => {
    const deaths = Array.from({ length: 50 }, (_, index) => index * 20_000)
    expect(decideRestart(deaths)).toEqual({ act: 'restart', afterMs: 4000 })
    expect(decideRestart([...deaths, 2_000_000])).toEqual({ act: 'restart', afterMs: 100 })
  })
})
