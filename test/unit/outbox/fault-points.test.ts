import { describe, expect, test } from '@jest/globals'
import { armedFaults, noFaults } from '../../../server/faults.ts'

describe('fault points', () => {
  const killedBy = (spec: string, hits: readonly string[]): string[] => {
    const killed: string[] = []
    const points = armedFaults(spec, (point) => killed.push(point))
    for (const hit of hits) points.hit(hit)
    return killed
  }

  test('kill at the hit that was asked for, once', () => {
    expect(killedBy('a=2', ['a', 'a', 'a', 'a'])).toEqual(['a'])
  })

  test('kill at the first hit without a count', () => {
    expect(killedBy('a', ['a'])).toEqual(['a'])
  })

  test('count each for itself', () => {
    expect(killedBy('a=2, b=1', ['a', 'b', 'a'])).toEqual(['b', 'a'])
  })

  test('that are not armed do nothing', () => {
    expect(killedBy('a=1', ['b', 'a.before'])).toEqual([])
    expect(killedBy('', ['a'])).toEqual([])
    expect(() => noFaults.hit('a')).not.toThrow()
  })
})
