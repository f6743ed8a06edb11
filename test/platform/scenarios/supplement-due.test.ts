import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import { type DossierView, until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { askedForPurpose, dongMysStaff, type Staff, suppliesPurpose } from './case-steps.ts'
import { events, smsEvents } from './records.ts'

jest.setTimeout(aStory)
let stack: Stack
let staff: Staff
beforeAll(async () => {
  stack = await aStack()
  staff = await dongMysStaff(stack)
})
afterAll(() => stack?.stop())

/** The last second of the thirtieth day. */
const due = '2017-09-14T23:59:59+07:00'
const after = (ms: number) => new Date(Date.parse(due) + ms)

async function askedToSupply(phone: string): Promise<DossierView> {
  const asked = await askedForPurpose(staff, await stack.citizen(phone))
  expect(new Date(asked.requests[0]?.due ?? '')).toEqual(new Date(due))
  return asked
}

test('with the engine down over the due instant, what was stored before it counts and a second later nothing does', async () => {
  const [inTime, late, silent] = [
    await askedToSupply('0912345601'),
    await askedToSupply('0912345602'),
    await askedToSupply('0912345603'),
  ]
  await stack.readyBefore(due, 12_000)
  const early = await stack.citizen(inTime.phone)
  const tardy = await stack.citizen(late.phone)
  const thaw = stack.freeze('engine')
  await suppliesPurpose(early, inTime)
  expect(stack.now().getTime()).toBeLessThan(Date.parse(due))

  await stack.untilItIs(after(1000))
  await expect(suppliesPurpose(tardy, late)).rejects.toMatchObject({ status: 409, code: 'request.closed' })
  // Nothing but the record has decided this: the engine has not moved.
  expect((await tardy.dossier(late.code)).status).toBe('supplement')
  thaw()

  const went = await early.reads(inTime.code, 'in-progress')
  expect(went.requests[0]?.state).toBe('supplied')
  const ended = await tardy.reads(late.code, 'expired')
  expect(ended.requests[0]?.state).toBe('timeout')
  expect(ended.closedAt).not.toBeNull()
  const mute = await stack.citizen(silent.phone)
  await mute.reads(silent.code, 'expired')
  for (const { code } of [late, silent])
    expect(await smsEvents(stack, code)).toEqual(['received', 'supplement', 'expired'])
  await until('the SMS that it was closed', async () =>
    (await stack.texts(silent.phone)).find((text) => text.includes('da dong vi qua han')),
  )
  expect(await events(stack, inTime.code, 'settled')).toMatchObject([{ outcome: 'supplied' }])
  staff = await dongMysStaff(stack)
  await staff.justice.sees(inTime.code, 'review')
  expect(await staff.justice.tasks('unit', late.code)).toEqual([])
})
