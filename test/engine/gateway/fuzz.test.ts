import { expect, test } from '@jest/globals'
import { fuzz } from './fuzz/fuzzer.ts'

test('whatever clients send, every answer is a legal one, the state stays whole and others are served', async () => {
  const { faults, requests, ends } = await fuzz({ seed: 20, requests: 1_500 })
  expect(faults).toEqual([])
  expect(requests).toBe(1_500)
  expect(ends.OK).toBeGreaterThan(300)
}, 300_000)
