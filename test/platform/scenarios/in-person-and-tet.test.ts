import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { JsonValue } from '#feel'
import { cityDay } from '../../../server/clock.ts'
import { decides } from '../../services/officers-hand.ts'
import { fileSample } from '../../services/play-sample.ts'
import { sampleOf, serviceOf } from '../../services/the-services.ts'
import { type Citizen, until } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { dongMysStaff, type Staff } from './case-steps.ts'
import { recordsOf, registerLines, smsEvents } from './records.ts'

jest.setTimeout(aStory)
const marriage = 'commune-marriage-registration'

let stack: Stack
let staff: Staff
beforeAll(async () => {
  // A Friday, twelve days before the holiday of Tết.
  stack = await aStack({ now: '2018-02-02T08:30:00+07:00' })
  staff = await dongMysStaff(stack)
})
afterAll(() => stack?.stop())

interface Couple {
  code: string
  citizen: Citizen
}
let punctual: Couple
let absent: Couple

const step = (
  who: keyof Staff,
  { code }: Couple,
  step: string,
  outcome: string,
  more: { [key: string]: JsonValue } = {},
) =>
  decides(
    stack.now(),
    staff[who],
    { code, step, outcome },
    { ...sampleOf(serviceOf(marriage)).decisions[step]?.[outcome], ...more },
  )

/** From the couple's form to the certificate that lies there for them to sign. */
async function calledToSign(contactPhone: string): Promise<Couple> {
  const couple = await fileSample(stack, serviceOf(marriage), { answers: { contactPhone } })
  await step('desk', couple, 'check-completeness', 'complete')
  await step('justice', couple, 'review', 'eligible')
  await step('justice', couple, 'draft', 'done')
  await step('leader', couple, 'sign', 'approve')
  await staff.justice.sees(couple.code, 'sign-in-person', 90_000)
  return couple
}

const call = async ({ code }: Couple) => {
  const [request] = await recordsOf<{ state: string; items: { at: string }[]; due: Date }>(
    stack,
    code,
    `SELECT state, items, due FROM request WHERE dossier_id = $1 AND kind = 'appearance'`,
  )
  if (!request) throw new Error('nobody was called')
  return request
}

test('a couple that comes as called signs in person, and takes the certificate home', async () => {
  punctual = await calledToSign('0912345602')
  absent = await calledToSign('0912345603')
  const { citizen, code } = punctual
  const waiting = await citizen.reads(code, 'waiting-appearance')
  expect(new Date(waiting.appearance?.at ?? '')).toEqual(new Date((await call(punctual)).items[0]?.at ?? ''))
  // The register has nothing before both have signed.
  expect(await recordsOf(stack, code, 'SELECT id FROM register_effect WHERE dossier_id = $1')).toEqual([])
  await step('justice', punctual, 'sign-in-person', 'signed', { signedOn: cityDay(stack.now()) })
  await step('justice', punctual, 'register', 'done')
  await step('desk', punctual, 'deliver', 'delivered')
  const done = await citizen.reads(code, 'handed-over', 90_000)
  expect(done.appearance).toBeUndefined()
  expect((await call(punctual)).state).toBe('supplied')
  expect(await registerLines(stack, code)).toMatchObject([{ state: 'issued' }])
})

test('a couple that does not come gets another day; the limit stays that of the first call', async () => {
  const { citizen, code } = absent
  const first = await call(absent)
  await step('justice', absent, 'sign-in-person', 'no-show', {
    newAppointment: '2018-02-09',
    newAppointmentTime: '09:30',
  })
  await staff.justice.sees(code, 'sign-in-person', 90_000)
  const again = await call(absent)
  expect(again.items.map(({ at }) => new Date(at).toISOString())).toEqual([
    new Date(first.items[0]?.at ?? '').toISOString(),
    '2018-02-09T02:30:00.000Z',
  ])
  expect([again.state, again.due]).toEqual(['open', first.due])
  const seen = await citizen.dossier(code)
  expect(new Date(seen.appearance?.at ?? '').toISOString()).toBe('2018-02-09T02:30:00.000Z')
  expect(seen.nextText.vi).toContain('09/02/2018')
})

/** Files and accepts a sample at the clock's day; the day for which the result is promised. */
async function promisedDay(service: string, desk: Staff['desk']): Promise<string> {
  const { code, citizen } = await fileSample(stack, serviceOf(service))
  const given = sampleOf(serviceOf(service)).decisions['check-completeness']?.complete
  await decides(stack.now(), desk, { code, step: 'check-completeness', outcome: 'complete' }, given)
  const dueAt = await until(`an appointment for ${code}`, async () => (await citizen.dossier(code)).dueAt ?? undefined)
  return cityDay(new Date(dueAt))
}

test('what is accepted before Tết is promised for after it: fifteen days, three working days, five working days', async () => {
  // 2 February and 15 days is the 17th, the second day of the year of the dog; offices open on the 21st.
  expect(await promisedDay('district-house-building-permit', await stack.officer('motcua.thanhtri'))).toBe('2018-02-21')
  await stack.at('2018-02-12T08:30:00+07:00')
  staff = await dongMysStaff(stack)
  // The 13th is the last working day; from the 14th to the 20th nobody works, nor on the weekend of the 24th.
  expect(await promisedDay('commune-marital-status-certificate', staff.desk)).toBe('2018-02-22')
  expect(await promisedDay('commune-marriage-reregistration', staff.desk)).toBe('2018-02-26')
})

test('a couple that has not come when the limit is over has let the case lapse', async () => {
  const { due } = await call(absent)
  await stack.at(new Date(due.getTime() + 60_000))
  staff = await dongMysStaff(stack)
  const citizen = await stack.citizen('0912345603')
  const ended = await citizen.reads(absent.code, 'expired', 90_000)
  expect(ended.appearance).toBeUndefined()
  expect((await call(absent)).state).toBe('timeout')
  expect(await staff.justice.tasks('unit', absent.code)).toEqual([])
  expect(await smsEvents(stack, absent.code)).toContain('expired')
  // The certificate that lay there for them is void, and nothing was entered.
  expect(await recordsOf(stack, absent.code, 'SELECT id FROM register_effect WHERE dossier_id = $1')).toEqual([])
  expect(await registerLines(stack, absent.code)).toMatchObject([{ state: 'void' }])
})
