import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import {
  accepts,
  askedForPurpose,
  dongMysStaff,
  drafts,
  filesFor,
  findsEligible,
  signs,
  suppliesPurpose,
} from '../scenarios/case-steps.ts'
import { decisions, events, smsEvents } from '../scenarios/records.ts'
import { openConcerns, openSteps } from './standing-cases.ts'

jest.setTimeout(4 * aStory)
let stack: Stack
beforeAll(async () => {
  stack = await aStack()
})
afterAll(() => stack?.stop())

const phones = { decided: '0912345671', asked: '0912345672', leaving: '0912345673' }
const later = '2017-08-16T14:00:00+07:00'

test('what the engine that was lost had not heard, the new one hears: a decision, an answer, a withdrawal; an apology goes on', async () => {
  let staff = await dongMysStaff(stack)
  const { code: decided } = await filesFor(await stack.citizen(phones.decided))
  const { code: leaving } = await filesFor(await stack.citizen(phones.leaving))
  await accepts(staff, decided)
  await findsEligible(staff, decided)
  await drafts(staff, decided)
  const { code: asked } = await askedForPurpose(staff, await stack.citizen(phones.asked))
  await until('the case waits', async () => (await smsEvents(stack, asked)).includes('supplement'))

  await stack.at('2017-08-16T08:30:00+07:00')
  staff = await dongMysStaff(stack)
  const [answering, withdrawing] = [await stack.citizen(phones.asked), await stack.citizen(phones.leaving)]
  await staff.justice.sees(decided, 'draft-apology')
  // The engine takes nothing any more, and then all is gone at once.
  stack.freeze('engine')
  await signs(staff, decided)
  await suppliesPurpose(answering, await answering.dossier(asked))
  await withdrawing.withdraw(leaving)
  await stack.crash()
  await rm(join(stack.dataFolder, 'engine'), { recursive: true })

  await expect(stack.at(later)).rejects.toThrow(/lost or replaced.*npm run reconcile/s)
  const said = await stack.reconcile(later, '--apply')
  expect(said).toContain(`${decided} goes on at sign`)
  expect(said).toContain(`${decided} (apology) goes on at draft-apology`)
  expect(said).toContain(`${asked} goes on at aux-wait-supplement-wait`)
  expect(said).toContain(`${leaving} goes on at check-completeness`)

  await stack.at(later)
  staff = await dongMysStaff(stack)
  await staff.justice.sees(decided, 'register')
  expect((await openSteps(staff, decided)).sort()).toEqual(['draft-apology', 'register'])
  expect((await decisions(stack, decided)).filter((each) => each.startsWith('sign:'))).toEqual([
    'sign: approve (confirmed)',
  ])
  expect(await events(stack, decided, 'document')).toMatchObject([{ issue: 1 }, { issue: 1 }])
  await (await stack.citizen(phones.asked)).reads(asked, 'in-progress')
  expect(await events(stack, asked, 'settled')).toMatchObject([{ outcome: 'supplied' }])
  const leaver = await stack.citizen(phones.leaving)
  await leaver.reads(leaving, 'withdrawn')
  await until('it is closed', async () => (await leaver.dossier(leaving)).closedAt !== null)
  expect(await openSteps(staff, leaving)).toEqual([])
  expect(await smsEvents(stack, leaving)).toEqual(['withdrawn'])
  expect(await openConcerns(stack)).toEqual([])
})
