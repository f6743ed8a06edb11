import { cp, rm } from 'node:fs/promises'
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

test('with the engine restored to an hour back, all cases go on where the record has them', async () => {
  const cases = await fileAll(stack, await dongMysStaff(stack))
  const engine = join(stack.dataFolder, 'engine')
  const backup = join(stack.dataFolder, 'backup-of-the-engine')
  await stack.pause()
  await cp(engine, backup, { recursive: true })
  await stack.at('2017-08-15T10:00:00+07:00')
  await bringWhereTheyStand(stack, await dongMysStaff(stack), cases)
  await stack.pause()
  await rm(engine, { recursive: true })
  await cp(backup, engine, { recursive: true })

  await expect(stack.at(later)).rejects.toThrow(/restored to an earlier hour.*npm run reconcile/s)
  expect(await stack.reconcile(later)).toContain(`${cases.signed} goes on at sign`)
  expect(await stack.reconcile(later, '--apply')).toContain('6 cases: 6 go on')
  await stack.at(later)
  await standWhereTheyStood(stack, await dongMysStaff(stack), cases)
  await comeToTheirEnds(stack, cases)
})
