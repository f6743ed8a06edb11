import { expect, test } from '@jest/globals'
import { crash } from './crashes/crashes.ts'

const SEEDS = [1, 2]

test.each(SEEDS)(
  'an engine killed at random points of script %i holds what an undisturbed one holds',
  async (seed) => {
    const { kills } = await crash(seed, 24)
    expect(kills).toBeGreaterThan(0)
  },
  180_000,
)
