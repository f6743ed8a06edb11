import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { dongMysStaff } from '../scenarios/case-steps.ts'
import { bringWhereTheyStand, comeToTheirEnds, fileAll, standWhereTheyStood } from './standing-cases.ts'

jest.setTimeout(4 * aStory)
let stack: Stack
beforeAll(async () => {
  stack = await aStack()
})
afterAll(() => stack?.stop())

const later = '2017-08-15T14:00:00+07:00'

test('with the engine’s folder deleted, all cases go on where they stood', async () => {
  const staff = await dongMysStaff(stack)
  const cases = await fileAll(stack, staff)
  await bringWhereTheyStand(stack, staff, cases)
  await stack.pause()
  await rm(join(stack.dataFolder, 'engine'), { recursive: true })

  await expect(stack.at(later)).rejects.toThrow(/lost or replaced.*npm run reconcile/s)
  const shown = await stack.reconcile(later)
  expect(shown).toContain(`${cases.signed} goes on at sign`)
  expect(shown).toContain(`${cases.silent} goes on at aux-wait-supplement-wait`)
  expect(shown).not.toContain(cases.handedOver)
  expect(shown).not.toContain(cases.withdrawn)
  expect(shown).not.toContain('Hoa')
  await expect(stack.at(later)).rejects.toThrow('npm run reconcile')

  expect(await stack.reconcile(later, '--apply')).toContain('6 cases: 6 go on')
  expect(await stack.reconcile(later, '--apply')).toContain('Nothing to mend')
  await stack.at(later)
  await standWhereTheyStood(stack, await dongMysStaff(stack), cases)
  await comeToTheirEnds(stack, cases)
})
