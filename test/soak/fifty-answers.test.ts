import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import pLimit from 'p-limit'
import { askedForPurpose, dongMysStaff, suppliesPurpose } from '../platform/scenarios/case-steps.ts'
import { recordsOf } from '../platform/scenarios/records.ts'
import type { Citizen, DossierView } from '../support/players.ts'
import { aStack, type Stack } from '../support/stack.ts'

jest.setTimeout(600_000)
let stack: Stack
beforeAll(async () => {
  stack = await aStack()
})
afterAll(() => stack?.stop())

const due = Date.parse('2017-09-14T23:59:59+07:00')

test('fifty answers stored while the engine is away before they are due count, all of them; one a second later does not', async () => {
  const staff = await dongMysStaff(stack)
  const phones = Array.from({ length: 51 }, (_, index) => `09123457${String(index).padStart(2, '0')}`)
  const fewAtOnce = pLimit(4)
  const asked = await Promise.all(
    phones.map((phone) => fewAtOnce(async () => askedForPurpose(staff, await stack.citizen(phone)))),
  )
  await stack.readyBefore(new Date(due).toISOString(), 60_000)
  // Everybody signs in again a month later, from one address.
  await stack.db.query('DELETE FROM rate_limit')
  const answering = await Promise.all(
    asked.map((view) =>
      fewAtOnce(async (): Promise<[Citizen, DossierView]> => [await stack.citizen(view.phone), view]),
    ),
  )
  const [tardy, ...early] = answering
  if (!tardy) throw new Error('nobody was asked')
  const thaw = stack.freeze('engine')
  await Promise.all(early.map(([citizen, view]) => fewAtOnce(() => suppliesPurpose(citizen, view))))
  expect(stack.now().getTime()).toBeLessThan(due)
  await stack.untilItIs(new Date(due + 1000))
  await expect(suppliesPurpose(...tardy)).rejects.toMatchObject({ status: 409, code: 'request.closed' })
  thaw()

  await tardy[0].reads(tardy[1].code, 'expired', 60_000)
  for (const [citizen, { code }] of early) await citizen.reads(code, 'in-progress', 60_000)
  const states = await Promise.all(
    early.map(([, { code }]) =>
      recordsOf<{ state: string }>(stack, code, 'SELECT state FROM request WHERE dossier_id = $1'),
    ),
  )
  expect(states.filter(([row]) => row?.state === 'supplied')).toHaveLength(50)
})
