import { expect, test } from '@jest/globals'
import { fuzz } from './fuzz/fuzzer.ts'

test('a spoiled file is refused with a readable reason or runs; the engine never fails on it', async () => {
  const { faults, accepted, refused } = await fuzz({ seed: 3, files: 100 })
  expect(faults).toEqual([])
  expect(accepted).toBeGreaterThan(10)
  expect(refused).toBeGreaterThan(40)
}, 300_000)
