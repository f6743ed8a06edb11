/** Cases at different steps when disaster strikes, and what each of them must still come to. */
import { expect } from '@jest/globals'
import { type Citizen, until } from '../../support/players.ts'
import type { Stack } from '../../support/stack.ts'
import {
  accepts,
  dongMysStaff,
  drafts,
  filesFor,
  findsEligible,
  handsOver,
  makesResult,
  registers,
  type Staff,
  signs,
  suppliesPurpose,
} from '../scenarios/case-steps.ts'
import { decisions, events, recordsOf, registerLines, smsEvents } from '../scenarios/records.ts'

/** Last second in which what was asked for may be supplied; asked on 15 August. */
export const due = '2017-09-14T23:59:59+07:00'

export interface Standing {
  /** The desk has taken it and has not decided. */
  checked: string
  /** The justice officer examines it. */
  reviewed: string
  /** It lies with the leader. */
  signed: string
  /** The citizen is asked and will answer. */
  supplied: string
  /** The citizen is asked and will not answer. */
  silent: string
  /** The result is ready for the citizen. */
  ready: string
  handedOver: string
  withdrawn: string
}

export const phones = {
  checked: '0912345671',
  reviewed: '0912345672',
  signed: '0912345673',
  supplied: '0912345674',
  silent: '0912345675',
  ready: '0912345676',
  handedOver: '0912345677',
  withdrawn: '0912345679',
} as const
const names = Object.keys(phones) as (keyof Standing)[]

const signedIn = new Map<string, Promise<Citizen>>()

/** The citizen of a case, signed in once an hour: codes for one phone are not given twice in a minute. */
function citizenOf(stack: Stack, name: keyof Standing): Promise<Citizen> {
  const key = `${stack.databaseUrl} ${name} ${stack.now().toISOString().slice(0, 13)}`
  const known = signedIn.get(key) ?? stack.citizen(phones[name])
  signedIn.set(key, known)
  return known
}

/** A case of each kind, none further than filed and looked at by the desk. */
export async function fileAll(stack: Stack, staff: Staff): Promise<Standing> {
  const filed = {} as Standing
  for (const name of names) {
    const { code } = await filesFor(await citizenOf(stack, name))
    await staff.desk.sees(code, 'check-completeness')
    filed[name] = code
  }
  return filed
}

/** Each case goes as far as its name says. */
export async function bringWhereTheyStand(
  stack: Stack,
  staff: Staff,
  cases: Standing,
  already: (keyof Standing)[] = [],
): Promise<void> {
  const task = await staff.desk.sees(cases.checked, 'check-completeness')
  await staff.desk.claim(task.id)
  for (const name of names) if (!['checked', 'withdrawn', ...already].includes(name)) await accepts(staff, cases[name])
  await staff.justice.sees(cases.reviewed, 'review')
  await findsEligible(staff, cases.signed)
  await drafts(staff, cases.signed)
  await staff.leader.sees(cases.signed, 'sign')
  for (const code of [cases.supplied, cases.silent]) await askForPurpose(staff, code)
  for (const code of [cases.ready, cases.handedOver]) {
    await makesResult(staff, code)
    await staff.desk.sees(code, 'deliver')
  }
  await handsOver(staff, cases.handedOver)
  const leaving = await citizenOf(stack, 'withdrawn')
  await leaving.withdraw(cases.withdrawn)
  for (const [name, code, status] of [
    ['handedOver', cases.handedOver, 'handed-over'],
    ['withdrawn', cases.withdrawn, 'withdrawn'],
  ] as const) {
    const citizen = await citizenOf(stack, name)
    await citizen.reads(code, status)
    await until(`${code} closed`, async () => (await citizen.dossier(code)).closedAt !== null)
  }
  for (const code of [cases.supplied, cases.silent]) await asked(stack, code)
}

async function askForPurpose(staff: Staff, code: string): Promise<void> {
  const items = [{ path: 'purpose', reason: 'Chưa nêu mục đích', remedy: 'Kê khai lại', ground: 'Luật Hộ tịch Đ.64' }]
  await staff.justice.decides(code, 'review', 'supplement', { form: { items }, reason: 'Thiếu mục đích sử dụng' })
}

/** The request's SMS has been written: the case waits. */
const asked = (stack: Stack, code: string) =>
  until(`${code} asked`, async () => (await smsEvents(stack, code)).includes('supplement'))

/** Steps of the open tasks of a case, as the lists of all show them. */
export async function openSteps(staff: Staff, code: string): Promise<string[]> {
  const lists = await Promise.all([staff.desk, staff.justice, staff.leader].map((one) => one.tasks('unit', code)))
  return lists.flat().map(({ step }) => step)
}

/** All are where they stood, in the lists once; what the citizen must do is still asked, until the same instant. */
export async function standWhereTheyStood(stack: Stack, staff: Staff, cases: Standing): Promise<void> {
  await staff.desk.sees(cases.checked, 'check-completeness')
  await staff.justice.sees(cases.reviewed, 'review')
  await staff.leader.sees(cases.signed, 'sign')
  await staff.desk.sees(cases.ready, 'deliver')
  await until('no row of earlier engine data', async () => {
    const { rows } = await stack.db.query(
      `SELECT 1 FROM task WHERE state <> 'closed' AND epoch <> (SELECT epoch FROM engine_epoch ORDER BY opened_at DESC LIMIT 1)`,
    )
    return rows.length === 0
  })
  expect(await openSteps(staff, cases.checked)).toEqual(['check-completeness'])
  expect(await openSteps(staff, cases.reviewed)).toEqual(['review'])
  expect(await openSteps(staff, cases.signed)).toEqual(['sign'])
  expect(await openSteps(staff, cases.ready)).toEqual(['deliver'])
  for (const name of ['supplied', 'silent', 'handedOver', 'withdrawn'] as const)
    expect(await openSteps(staff, cases[name])).toEqual([])
  for (const name of ['supplied', 'silent'] as const) {
    const { requests } = await (await citizenOf(stack, name)).dossier(cases[name])
    expect(requests.map((request) => [request.state, new Date(request.due)])).toEqual([['open', new Date(due)]])
  }
}

/** Each case is worked to its end, and nothing was done twice on its way. */
export async function comeToTheirEnds(stack: Stack, cases: Standing): Promise<void> {
  let staff = await dongMysStaff(stack)
  const answering = await citizenOf(stack, 'supplied')
  await suppliesPurpose(answering, await answering.dossier(cases.supplied))
  await answering.reads(cases.supplied, 'in-progress')
  await accepts(staff, cases.checked)
  for (const name of ['checked', 'reviewed', 'supplied'] as const) await makesResult(staff, cases[name])
  await signs(staff, cases.signed)
  await registers(staff, cases.signed)
  for (const name of ['checked', 'reviewed', 'supplied', 'signed', 'ready'] as const)
    await handsOver(staff, cases[name])

  await stack.at(new Date(Date.parse(due) + 60_000))
  staff = await dongMysStaff(stack)
  const silent = await citizenOf(stack, 'silent')
  await silent.reads(cases.silent, 'expired')
  await until('all closed', async () => {
    const { rows } = await stack.db.query('SELECT 1 FROM dossier WHERE closed_at IS NULL')
    return rows.length === 0
  })

  const whole = ['received', 'ready']
  expect(await messages(stack, cases)).toEqual({
    checked: whole,
    reviewed: whole,
    signed: whole,
    supplied: ['received', 'supplement', 'ready'],
    silent: ['received', 'supplement', 'expired'],
    ready: whole,
    handedOver: whole,
    withdrawn: ['withdrawn'],
  })
  for (const name of ['checked', 'reviewed', 'supplied', 'signed', 'ready', 'handedOver'] as const) {
    expect(await registerLines(stack, cases[name])).toMatchObject([{ state: 'issued' }])
    const effects = 'SELECT issue, direction FROM register_effect WHERE dossier_id = $1'
    expect(await recordsOf(stack, cases[name], effects)).toEqual([{ issue: 1, direction: 'apply' }])
    expect((await decisions(stack, cases[name])).filter((said) => !said.endsWith('(confirmed)'))).toEqual([])
  }
  const { rows } = await stack.db.query<{ line: number }>('SELECT line FROM register_line ORDER BY register, line')
  expect(rows.length).toBeGreaterThan(0)
  expect(await events(stack, cases.supplied, 'settled')).toMatchObject([{ outcome: 'supplied' }])
  expect(await openConcerns(stack)).toEqual([])
}

/** SMS of each case by event, in order: what the record says, and the phone has as many. */
async function messages(stack: Stack, cases: Standing) {
  const said: Partial<Record<keyof Standing, string[]>> = {}
  for (const name of names) {
    const written = await smsEvents(stack, cases[name])
    said[name] = written
    await until(`all of ${name} on the phone`, async () => (await stack.texts(phones[name])).length >= written.length)
    expect((await stack.texts(phones[name])).length).toBe(written.length)
  }
  return said
}

export async function openConcerns(stack: Stack): Promise<string[]> {
  const { rows } = await stack.db.query<{ kind: string }>('SELECT kind FROM concern WHERE settled_at IS NULL')
  return rows.map(({ kind }) => kind)
}
