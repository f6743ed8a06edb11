import { expect } from '@jest/globals'
import type { OpenEngine } from '../../server/engine/index.ts'
import { inconsistencies } from './inconsistencies.ts'

/** Nothing is inconsistent; holds after every commit. */
export function expectConsistent({ inspect }: OpenEngine): void {
  expect(inconsistencies(inspect)).toEqual([])
}
