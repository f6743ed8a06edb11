import { afterAll, beforeAll, expect, test } from '@jest/globals'
import fc from '../../support/properties.ts'
import { Comparison } from './compare.ts'

let comparison: Comparison
beforeAll(async () => {
  comparison = await Comparison.start()
})
afterAll(() => comparison.stop())

test('whatever process runs and whatever happens to it, the engine holds after each event what the reference holds', async () => {
  const cases = fc.record({
    seed: fc.nat(2 ** 31 - 1),
    size: fc.integer({ min: 1, max: 40 }),
    events: fc.array(fc.nat(2 ** 31 - 1), { maxLength: 30 }),
  })
  await fc.assert(
    fc.asyncProperty(cases, async (one) => {
      expect(await comparison.differs(one)).toBeUndefined()
    }),
    { numRuns: 80, seed: 17 },
  )
}, 300_000)
