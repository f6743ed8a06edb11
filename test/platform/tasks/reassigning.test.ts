import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { components } from '../../../web/api/schema.d.ts'
import { decides } from '../../services/officers-hand.ts'
import { fileSample } from '../../services/play-sample.ts'
import { sampleOf, serviceOf } from '../../services/the-services.ts'
import type { Citizen, Officer } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { events, recordsOf } from '../scenarios/records.ts'

jest.setTimeout(aStory)
const service = serviceOf('district-house-building-permit')
const { decisions } = sampleOf(service)
type Assignments = components['schemas']['Assignments']

let stack: Stack
let citizen: Citizen
let code = ''
/** The division's head and the district's leader both give its work out. */
let head: Officer
let leader: Officer
let builder: Officer
let lawyer: Officer
const ids: { [login: string]: string } = {}
/** A third officer of the division, who need not sign in. */
const third = randomUUID()

const idOf = (login: string): string => ids[login] ?? login
const step = (officer: Officer, at: string, outcome: string, more: object = {}) =>
  decides(stack.now(), officer, { code, step: at, outcome }, { ...decisions[at]?.[outcome], ...more })
const mine = async (officer: Officer) => (await officer.tasks('mine', code)).map((row) => row.step)
const list = (officer: Officer) => officer.call<Assignments>('GET', `/api/assignments?q=${encodeURIComponent(code)}`)
const moves = () => events(stack, code, 'reassigned')

interface Act {
  from: string | null
  to: string
  reason?: string
  id?: string
}
const body = ({ from, to, reason = 'Nghỉ ốm', id = randomUUID() }: Act) => ({
  ...{ id, reason, to: idOf(to), from: from === null ? null : idOf(from) },
})
const give = (officer: Officer, task: string, act: Act) =>
  officer.call<undefined>('POST', `/api/tasks/${task}/assignment`, body(act))
const giveDossier = (officer: Officer, act: Act, of = code) =>
  officer.call<undefined>('POST', `/api/dossiers/${of}/assignment`, body(act))
const review = async () => (await builder.sees(code, 'review')).id

beforeAll(async () => {
  stack = await aStack({ now: '2017-12-12T08:30:00+07:00' })
  const logins = ['truongphong.thanhtri', 'lanhdao.thanhtri', 'dothi.thanhtri', 'tuphap.thanhtri'] as const
  ;[head, leader, builder, lawyer] = await Promise.all([
    stack.officer(logins[0]),
    stack.officer(logins[1]),
    stack.officer(logins[2]),
    stack.officer(logins[3]),
  ])
  const { rows } = await stack.db.query<{ id: string; login: string }>('SELECT id, login FROM account')
  for (const { id, login } of rows) ids[login] = id
  await stack.db.query(
    `INSERT INTO account (id, login, full_name, title, password_hash, active, demo, created_at)
     VALUES ($1, 'canbo3.thanhtri', 'Đỗ Thị Xuân', 'Chuyên viên', '-', true, false, now())`,
    [third],
  )
  await stack.db.query(
    `INSERT INTO role_grant (id, account_id, role, unit_code, valid_from)
     VALUES ($1, $2, 'divisionOfficer', '020', '2017-01-01')`,
    [randomUUID(), third],
  )
  ids['canbo3.thanhtri'] = third
  ;({ citizen, code } = await fileSample(stack, service))
  await step(await stack.officer('motcua.thanhtri'), 'check-completeness', 'complete')
  await step(head, 'assign', 'assigned', { assignee: idOf('dothi.thanhtri') })
})
afterAll(() => stack?.stop())

describe('a dossier that was given to one officer', () => {
  test('is seen by the heads with who has it and to whom it may go', async () => {
    await review()
    for (const one of [head, leader]) {
      const { items, officers, dossiers } = await list(one)
      expect(items.map((row) => [row.step, row.assignedTo?.fullName])).toEqual([['review', 'Nguyễn Mạnh Cường']])
      expect(dossiers).toEqual([])
      const division = officers.filter(({ role }) => role === 'divisionOfficer').map(({ fullName }) => fullName)
      expect(division.sort()).toEqual(['Nguyễn Mạnh Cường', 'Vũ Hải Nam', 'Đỗ Thị Xuân'])
    }
    expect((await list(head)).officers.every(({ role }) => role === 'divisionOfficer')).toBe(true)
  })

  test('is taken by a colleague only as a stand-in, which the timeline and the lists say', async () => {
    const id = await review()
    await expect(lawyer.claim(id)).rejects.toMatchObject({ status: 409, code: 'task.assigned' })
    expect((await lawyer.task(id)).row.state).toBe('open')
    const { row } = await lawyer.claim(id, { standIn: true })
    expect([row.claimedBy?.fullName, row.assignedTo?.fullName]).toEqual(['Vũ Hải Nam', 'Nguyễn Mạnh Cường'])
    const said = (await builder.task(id)).dossier.timeline.find(({ title }) => title.vi.startsWith('Làm thay'))
    expect(said).toMatchObject({ title: { vi: 'Làm thay Nguyễn Mạnh Cường' }, who: 'Vũ Hải Nam' })
    await expect(builder.claim(id)).rejects.toMatchObject({ status: 409, code: 'task.claimed' })
    // Taking it twice is one act.
    await lawyer.claim(id, { standIn: true })
    expect(await events(stack, code, 'stood_in')).toHaveLength(1)
    await lawyer.call('DELETE', `/api/tasks/${id}/claim`)
    // Whoever has it stands in for nobody.
    await builder.claim(id, { standIn: true })
    await builder.call('DELETE', `/api/tasks/${id}/claim`)
    expect(await events(stack, code, 'stood_in')).toHaveLength(1)
  })

  test('is moved by nobody but the heads of the unit', async () => {
    const id = await review()
    const act = { from: 'dothi.thanhtri', to: 'tuphap.thanhtri' }
    const others: [login: string, status: number][] = [
      ['dothi.thanhtri', 403],
      ['motcua.thanhtri', 403],
      ['quantri.dongmy', 403],
      ['vanhanh.sotttt', 403],
      ['lanhdao.dongmy', 404],
    ]
    for (const [login, status] of others) {
      const officer = await stack.officer(login)
      await expect(give(officer, id, act)).rejects.toMatchObject({ status })
      await expect(giveDossier(officer, act)).rejects.toMatchObject({ status })
      if (status === 403) await expect(list(officer)).rejects.toMatchObject({ status })
      else expect((await list(officer)).items).toEqual([])
    }
    const answer = await citizen.raw('POST', `/api/tasks/${id}/assignment`, body(act))
    expect(answer.status).toBe(403)
    await expect(give(head, randomUUID(), act)).rejects.toMatchObject({ status: 404, code: 'task.unknown' })
    expect(await moves()).toEqual([])
    expect(await mine(builder)).toEqual(['review'])
  })

  test('goes to nobody who lacks the role in the unit today, whose account is locked, or who has it', async () => {
    const id = await review()
    const from = 'dothi.thanhtri'
    const unfit = { status: 422, code: 'assignment.not-entitled' }
    for (const to of ['motcua.thanhtri', 'lanhdao.thanhtri', 'tuphap.dongmy', randomUUID()])
      await expect(give(head, id, { from, to })).rejects.toMatchObject(unfit)
    const change = (sql: string) => stack.db.query(sql, [third])
    await change('UPDATE account SET active = false WHERE id = $1')
    await expect(give(head, id, { from, to: third })).rejects.toMatchObject(unfit)
    await change('UPDATE account SET active = true WHERE id = $1')
    await change(`UPDATE role_grant SET valid_to = '2017-12-11' WHERE account_id = $1`)
    await expect(giveDossier(head, { from, to: third })).rejects.toMatchObject(unfit)
    await change('UPDATE role_grant SET valid_to = NULL WHERE account_id = $1')
    await expect(give(head, id, { from, to: from })).rejects.toMatchObject({ code: 'assignment.same-person' })
    await expect(give(head, id, { from, to: third, reason: '  ' })).rejects.toMatchObject({
      code: 'task.reason-required',
    })
    await expect(give(head, id, { from: null, to: third })).rejects.toMatchObject({ code: 'assignment.moved' })
    expect(await moves()).toEqual([])
  })

  test('moves once with its reason, however often the act is sent, and comes to the other officer’s own list', async () => {
    const id = await review()
    const act = { id: randomUUID(), from: 'dothi.thanhtri', to: 'tuphap.thanhtri', reason: ' Nghỉ ốm đến hết tuần ' }
    await builder.claim(id)
    await Promise.all([give(head, id, act), give(head, id, act)])
    await give(head, id, act)
    expect(await moves()).toEqual([
      {
        ...{ id: act.id, role: 'divisionOfficer', taskId: id, reason: 'Nghỉ ốm đến hết tuần' },
        ...{ from: idOf('dothi.thanhtri'), fromName: 'Nguyễn Mạnh Cường', byName: 'Đặng Văn Lâm' },
        ...{ to: idOf('tuphap.thanhtri'), name: 'Vũ Hải Nam' },
      },
    ])
    await expect(give(head, id, { ...act, to: third })).rejects.toMatchObject({ code: 'assignment.moved' })
    expect([await mine(builder), await mine(lawyer)]).toEqual([[], ['review']])
    const view = await lawyer.task(id)
    expect([view.row.claimedBy?.fullName, view.row.assignedTo?.fullName]).toEqual(['Vũ Hải Nam', 'Vũ Hải Nam'])
    const said = view.dossier.timeline.find(({ title }) => title.vi === 'Giao lại cho người khác')
    expect(said).toMatchObject({
      note: { vi: 'Nguyễn Mạnh Cường → Vũ Hải Nam. Nghỉ ốm đến hết tuần' },
      who: 'Đặng Văn Lâm',
    })
    // The citizen reads nothing of it.
    expect(JSON.stringify(await citizen.dossier(code))).not.toContain('Nghỉ ốm')
  })

  test('of two heads who move it at once one does, and the other reads that it was moved', async () => {
    const id = await review()
    const before = (await moves()).length
    const from = 'tuphap.thanhtri'
    const told = await Promise.allSettled([
      give(head, id, { from, to: 'dothi.thanhtri' }),
      give(leader, id, { from, to: third }),
    ])
    expect(told.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = told.find(({ status }) => status === 'rejected')
    expect(refused).toMatchObject({ reason: { status: 409, code: 'assignment.moved' } })
    expect(await moves()).toHaveLength(before + 1)
    const [last] = (await moves()).slice(-1)
    const [row] = await recordsOf<{ assigned_to: string; claimed_by: string }>(
      stack,
      code,
      `SELECT d.assigned_to, t.claimed_by FROM dossier d JOIN task t ON t.dossier_id = d.id AND t.state = 'claimed'
       WHERE d.id = $1`,
    )
    expect([row?.assigned_to, row?.claimed_by]).toEqual([last?.to, last?.to])
    if (last?.to === third) await give(leader, id, { from: third, to: 'dothi.thanhtri' })
  })

  test('is moved as a whole while it lies with others, and its next task comes to the new officer', async () => {
    const id = await review()
    await builder.call('DELETE', `/api/tasks/${id}/claim`)
    await step(builder, 'review', 'consult')
    await expect(give(head, id, { from: 'dothi.thanhtri', to: 'tuphap.thanhtri' })).rejects.toMatchObject({
      status: 409,
    })
    await head.sees(code, 'sign-consultation', 90_000)
    expect((await list(head)).dossiers).toMatchObject([
      { code, role: 'divisionOfficer', assignedTo: { fullName: 'Nguyễn Mạnh Cường' } },
    ])
    await giveDossier(head, { from: 'dothi.thanhtri', to: 'tuphap.thanhtri' })
    await step(head, 'sign-consultation', 'signed')
    await lawyer.sees(code, 'await-consultation', 90_000)
    expect([await mine(builder), (await mine(lawyer)).includes('await-consultation')]).toEqual([[], true])
    await expect(give(head, id, { from: 'tuphap.thanhtri', to: third })).rejects.toMatchObject({
      status: 409,
      code: 'task.closed',
    })
  })

  test('is moved no more once the citizen has withdrawn it', async () => {
    const { id } = await lawyer.sees(code, 'await-consultation')
    await citizen.withdraw(code)
    const withdrawn = { status: 409, code: 'dossier.withdrawn' }
    await expect(give(head, id, { from: 'tuphap.thanhtri', to: third })).rejects.toMatchObject(withdrawn)
    await expect(giveDossier(head, { from: 'tuphap.thanhtri', to: third })).rejects.toMatchObject(withdrawn)
  })
})

describe('a task of a dossier that was given to nobody', () => {
  test('goes from who took it to another of the role, alone; who examined is given nothing to sign', async () => {
    const extract = serviceOf('commune-civil-status-extract')
    const filed = await fileSample(stack, extract)
    const chief = await stack.officer('phochutich.dongmy')
    const [first, second] = [await stack.officer('motcua.dongmy'), await stack.officer('motcua2.dongmy')]
    const { id } = await first.sees(filed.code, 'check-completeness', 90_000)
    await first.claim(id)
    await give(chief, id, { from: 'motcua.dongmy', to: 'motcua2.dongmy', reason: 'Đi họp' })
    expect((await second.tasks('mine', filed.code)).map((row) => row.step)).toEqual(['check-completeness'])
    expect(await first.tasks('mine', filed.code)).toEqual([])
    await expect(giveDossier(chief, { from: 'motcua2.dongmy', to: 'motcua.dongmy' }, filed.code)).rejects.toMatchObject(
      { status: 409, code: 'assignment.none' },
    )
    // As though the justice officer, who may sign here too, had examined it and it now waited for a signature.
    await stack.db.query(
      `UPDATE task SET tag = 'signs', groups = groups || '00685:justiceOfficer'::text WHERE id = $1`,
      [id],
    )
    await stack.db.query(
      `INSERT INTO task_decision (id, task_id, dossier_id, element_id, tag, outcome, form, by, at, state)
       SELECT $1, id, dossier_id, 'review', 'examines', 'eligible', '{}', $2, now(), 'confirmed' FROM task WHERE id = $3`,
      [randomUUID(), idOf('tuphap.dongmy'), id],
    )
    const act = { from: 'motcua2.dongmy', reason: 'Ký thay' }
    await expect(give(chief, id, { ...act, to: 'tuphap.dongmy' })).rejects.toMatchObject({
      status: 409,
      code: 'assignment.four-eyes',
    })
    await give(chief, id, { ...act, to: 'tuphap2.dongmy' })
  })
})
