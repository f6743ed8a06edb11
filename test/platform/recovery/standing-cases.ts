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
  registers,
  type Staff,
  signs,
  suppliesPurpose,
} from '../scenarios/case-steps.ts'
import { decisions, events, recordsOf, smsEvents } from '../scenarios/records.ts'

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

/** A case of each kind, none further than filed and looked at by the desk. Codes are in the order of `phones`. */
export async function fileAll(stack: Stack, staff: Staff): Promise<Standing> {
  const citizens = await Promise.all(names.map((name) => citizenOf(stack, name)))
  const filed = {} as Standing
  for (const [index, name] of names.entries()) {
    const citizen = citizens[index]
    if (citizen) filed[name] = (await filesFor(citizen)).code
  }
  await Promise.all(names.map((name) => staff.desk.sees(filed[name], 'check-completeness')))
  return filed
}

/** Each step for all of the cases before the next one for any: what one waits for happens while others are worked. */
async function inWaves(codes: readonly string[], steps: readonly ((code: string) => Promise<unknown>)[]) {
  for (const step of steps) for (const code of codes) await step(code)
}

/** From the justice officer's desk to the result on the counter's. */
const toTheResult = (staff: Staff) => [
  (code: string) => findsEligible(staff, code),
  (code: string) => drafts(staff, code),
  (code: string) => signs(staff, code),
  (code: string) => registers(staff, code),
]

/** Each case goes as far as its name says; `already` were accepted before. */
export async function bringWhereTheyStand(
  stack: Stack,
  staff: Staff,
  cases: Standing,
  already: (keyof Standing)[] = [],
): Promise<void> {
  const leaving = await citizenOf(stack, 'withdrawn')
  await leaving.withdraw(cases.withdrawn)
  await staff.desk.claim((await staff.desk.sees(cases.checked, 'check-completeness')).id)
  for (const name of names) if (!['checked', 'withdrawn', ...already].includes(name)) await accepts(staff, cases[name])
  for (const code of [cases.supplied, cases.silent]) await askForPurpose(staff, code)
  await findsEligible(staff, cases.signed)
  await inWaves([cases.ready, cases.handedOver], toTheResult(staff))
  await drafts(staff, cases.signed)
  await handsOver(staff, cases.handedOver)
  await staff.justice.sees(cases.reviewed, 'review')
  await staff.leader.sees(cases.signed, 'sign')
  await staff.desk.sees(cases.ready, 'deliver')
  for (const code of [cases.supplied, cases.silent]) await isAsked(stack, code)
  await isClosed(stack, 'withdrawn', cases.withdrawn, 'withdrawn')
  await isClosed(stack, 'handedOver', cases.handedOver, 'handed-over')
}

async function isClosed(stack: Stack, name: keyof Standing, code: string, status: string): Promise<void> {
  const citizen = await citizenOf(stack, name)
  await citizen.reads(code, status)
  await until(`${code} closed`, async () => (await citizen.dossier(code)).closedAt !== null)
}

async function askForPurpose(staff: Staff, code: string): Promise<void> {
  const items = [{ path: 'purpose', reason: 'Chưa nêu mục đích', remedy: 'Kê khai lại', ground: 'Luật Hộ tịch Đ.64' }]
  await staff.justice.decides(code, 'review', 'supplement', { form: { items }, reason: 'Thiếu mục đích sử dụng' })
}

/** The request's SMS has been written: the case waits. */
const isAsked = (stack: Stack, code: string) =>
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
  const staff = await dongMysStaff(stack)
  const answering = await citizenOf(stack, 'supplied')
  await suppliesPurpose(answering, await answering.dossier(cases.supplied))
  await accepts(staff, cases.checked)
  await signs(staff, cases.signed)
  await answering.reads(cases.supplied, 'in-progress')
  await registers(staff, cases.signed)
  await inWaves([cases.reviewed, cases.checked, cases.supplied], toTheResult(staff))
  for (const name of ['signed', 'ready', 'reviewed', 'checked', 'supplied'] as const)
    await handsOver(staff, cases[name])
  await until('all but the silent one closed', async () => (await openDossiers(stack)) === 1)

  await stack.at(new Date(Date.parse(due) + 60_000))
  const silent = await citizenOf(stack, 'silent')
  await silent.reads(cases.silent, 'expired')
  await until('all closed', async () => (await openDossiers(stack)) === 0)
  await nothingWasDoneTwice(stack, cases)
}

async function openDossiers(stack: Stack): Promise<number> {
  const { rowCount } = await stack.db.query('SELECT 1 FROM dossier WHERE closed_at IS NULL')
  return rowCount ?? 0
}

async function nothingWasDoneTwice(stack: Stack, cases: Standing): Promise<void> {
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
    const papers = 'SELECT kind, count(*)::int FROM document WHERE dossier_id = $1 GROUP BY kind HAVING count(*) > 1'
    expect(await recordsOf(stack, cases[name], papers)).toEqual([])
    const effects = 'SELECT issue, direction FROM register_effect WHERE dossier_id = $1'
    expect(await recordsOf(stack, cases[name], effects)).toEqual([{ issue: 1, direction: 'apply' }])
    expect((await decisions(stack, cases[name])).filter((said) => !said.endsWith('(confirmed)'))).toEqual([])
    expect(await events(stack, cases[name], 'closed')).toHaveLength(1)
  }
  expect(await events(stack, cases.supplied, 'settled')).toMatchObject([{ outcome: 'supplied' }])
  const { rows: gaps } = await stack.db.query(
    `SELECT register, max(line), count(*)::int FROM register_line WHERE state = 'issued'
     GROUP BY unit_code, register, year HAVING max(line) <> count(*)`,
  )
  expect(gaps).toEqual([])
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

/** Kinds of what operators must look at; the stall watch is left out, for these clocks jump by hours. */
export async function openConcerns(stack: Stack): Promise<string[]> {
  const { rows } = await stack.db.query<{ kind: string }>(
    `SELECT kind FROM concern WHERE settled_at IS NULL AND kind <> 'stalled' ORDER BY kind`,
  )
  return rows.map(({ kind }) => kind)
}
