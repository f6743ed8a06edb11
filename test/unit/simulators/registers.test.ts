import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { JsonObject, LookupAnswer, Registers } from '../../../server/registers/index.ts'
import { demoPeople, unknownIdNumber } from '../../../server/simulators/index.ts'
import type { RegistersSimulator } from '../../../server/simulators/registers/index.ts'
import { aClient, aFolder, aSimulator, cleanUp, switchFault } from '../registers/set-up.ts'

let simulator: RegistersSimulator
let registers: Registers
const folder = aFolder()
beforeAll(async () => {
  simulator = await aSimulator({ folder })
  registers = aClient(simulator.url)
})
afterAll(cleanUp)

const ask = (register: string, key: JsonObject): Promise<LookupAnswer> =>
  registers.lookup(register, key, { idempotencyKey: 'job-7' })
const entriesOf = (answer: LookupAnswer): JsonObject[] => (answer.status === 'found' ? answer.entries : [])
const birth = (fullName: string, more: JsonObject = {}): Promise<LookupAnswer> =>
  ask('civil.entry', { type: 'khai-sinh', fullName, ...more })

describe('the birth register', () => {
  test('finds the clean case whichever way it is asked', async () => {
    const clean = { dateOfBirth: '1986-02-27', unit: '00685', entryNumber: '40', bookNumber: '01/1986' }
    for (const key of [
      {},
      { dateOfBirth: '1986-02-27' },
      { unit: '00685', dateOfBirth: '1986-02-27' },
      clean,
      { ...clean, entryNumber: '40/1986' },
    ]) {
      const entries = entriesOf(await birth('NGUYỄN THỊ HOA', { dateOfBirth: '1986-02-27', ...key }))
      expect(entries).toMatchObject([
        { entryNumber: '40', bookNumber: '01/1986', unit: { code: '00685' }, match: { exact: true, differs: [] } },
      ])
    }
  })

  test('names both parents, as the extract wants them', async () => {
    const [entry] = entriesOf(await birth('Nguyễn Văn An', { unit: '00685', dateOfBirth: '1986-03-02' }))
    expect(entry).toMatchObject({
      match: { exact: true },
      page: 14,
      registeredOn: '1986-03-10',
      placeOfBirth: 'Trạm y tế xã Đông Mỹ, huyện Thanh Trì, thành phố Hà Nội',
      father: { fullName: 'Nguyễn Văn Bình', birthYear: '1957' },
      mother: {
        fullName: 'Trần Thị Minh',
        birthYear: '1960',
        residence: 'Thôn 1, xã Đông Mỹ, huyện Thanh Trì, thành phố Hà Nội',
      },
      subject: { hometown: 'xã Đông Mỹ, huyện Thanh Trì, thành phố Hà Nội' },
    })
  })

  test('never takes Ân for An', async () => {
    const forAn = entriesOf(await birth('Nguyễn Văn An', { unit: '00685', dateOfBirth: '1985-03-02' }))
    expect(forAn).toMatchObject([{ entryNumber: '41', match: { exact: false, differs: ['dateOfBirth'] } }])
    const otherMark = entriesOf(await birth('Nguyễn Văn Ân', { unit: '00685', dateOfBirth: '1985-03-02' }))
    expect(otherMark).toMatchObject([{ entryNumber: '42', bookNumber: '01/1985', match: { exact: true } }])
    expect(await birth('Nguyen Van An', { dateOfBirth: '1985-03-02' })).toMatchObject({ status: 'notFound' })
  })

  test('gives two of one name and day, and one of them when the unit is known', async () => {
    expect(entriesOf(await birth('Lê Thị Lan', { dateOfBirth: '1990-08-15' }))).toHaveLength(2)
    expect(entriesOf(await birth('Lê Thị Lan', { dateOfBirth: '1990-08-15', unit: '00658' }))).toMatchObject([
      { entryNumber: '147' },
    ])
  })

  test.each([
    ['another number', { dateOfBirth: '1986-03-02', unit: '00685', entryNumber: '14' }, 'entryNumber'],
    ['another book', { dateOfBirth: '1986-03-02', unit: '00685', bookNumber: '01/1987' }, 'bookNumber'],
    ['day and month exchanged', { dateOfBirth: '1986-02-03', unit: '00685' }, 'dateOfBirth'],
    ['another day', { dateOfBirth: '1986-03-12', unit: '00685' }, 'dateOfBirth'],
  ])('shows an entry that departs by %s', async (_, key, differs) => {
    expect(entriesOf(await birth('Nguyễn Văn An', key))).toMatchObject([
      { entryNumber: '41', match: { exact: false, differs: [differs] } },
    ])
  })

  test.each([
    ['two things depart', { dateOfBirth: '1985-03-02', unit: '00685', entryNumber: '14' }],
    ['the year is far off', { dateOfBirth: '1976-03-02', unit: '00685' }],
    ['the unit is another', { dateOfBirth: '1986-03-02', unit: '00658' }],
    ['the kind is another', { type: 'khai-tu', unit: '00685' }],
    ['the day is no day', { dateOfBirth: 'hôm qua', unit: '00685' }],
  ])('finds nothing where %s', async (_, key) => {
    expect(await birth('Nguyễn Văn An', key)).toMatchObject({ status: 'notFound' })
  })

  test('holds no entry of Linh, whom the population database knows', async () => {
    expect(await birth('Hoàng Thị Diệu Linh')).toMatchObject({ status: 'notFound' })
    expect(await ask('population.person', { idNumber: demoPeople.linh.idNumber })).toMatchObject({ status: 'found' })
  })
})

describe('the other registers', () => {
  test('find a person by the number of the old card and of the new', async () => {
    for (const idNumber of ['011234567', '001178015015'])
      expect(entriesOf(await ask('population.person', { idNumber }))).toMatchObject([
        { fullName: 'Vũ Thị Hồng Gấm', alive: true },
      ])
    expect(await ask('population.person', { idNumber: unknownIdNumber })).toMatchObject({ status: 'notFound' })
  })

  test('know a marriage from both sides', async () => {
    const { hoa, dung, an } = demoPeople
    expect(
      entriesOf(
        await ask('civil.entry', { type: 'ket-hon', fullName: hoa.fullName, dateOfBirth: hoa.bornOn, unit: '00685' }),
      ),
    ).toMatchObject([
      {
        entryNumber: '81',
        bookNumber: '01/2010',
        subject: { fullName: hoa.fullName },
        spouse: { fullName: dung.fullName },
      },
    ])
    expect(entriesOf(await ask('civil.marriageEntry', { a: dung.idNumber, b: hoa.idNumber }))).toMatchObject([
      { registeredOn: '2010-11-20' },
    ])
    expect(await ask('civil.marriageEntry', { a: dung.idNumber, b: an.idNumber })).toMatchObject({ status: 'notFound' })
    expect(entriesOf(await ask('civil.maritalStatus', { idNumber: hoa.idNumber }))).toMatchObject([
      { status: 'married', spouseId: dung.idNumber },
    ])
    expect(entriesOf(await ask('civil.maritalStatus', { idNumber: an.idNumber }))).toMatchObject([
      { status: 'single', spouseId: null },
    ])
  })

  test('know a death by number and by name', async () => {
    const { thu } = demoPeople
    for (const key of [
      { idNumber: thu.idNumber },
      { idNumber: thu.formerIdNumber },
      { fullName: thu.fullName, dateOfBirth: thu.bornOn },
    ])
      expect(entriesOf(await ask('civil.deathEntry', key))).toMatchObject([{ entryNumber: '25', diedOn: '2015-06-18' }])
    expect(await ask('civil.deathEntry', { idNumber: demoPeople.an.idNumber })).toMatchObject({ status: 'notFound' })
    expect(entriesOf(await ask('population.person', { idNumber: thu.idNumber }))).toMatchObject([
      { alive: false, diedOn: '2015-06-18' },
    ])
  })

  test.each([
    ['an', 'minh', 'direct-line', true],
    ['an', 'thu', 'direct-line', true],
    ['an', 'hoa', 'none', false],
    ['hoa', 'dung', 'none', false],
  ] as const)('say how %s and %s are related: %s', async (a, b, relation, prohibited) => {
    const key = { a: demoPeople[a].idNumber, b: demoPeople[b].idNumber }
    expect(entriesOf(await ask('civil.kinship', key))).toMatchObject([{ relation, prohibited }])
  })

  test('stale, know what was so two years ago and say of when they speak', async () => {
    await switchFault(simulator, { mode: 'stale' })
    const asOf = '2015-12-15T05:00:00.000Z'
    expect(await ask('civil.deathEntry', { idNumber: demoPeople.thu.idNumber })).toMatchObject({
      status: 'found',
      stale: true,
      asOf,
    })
    await switchFault(simulator, { mode: 'ok' })
  })
})

describe('the server', () => {
  test('describes every path that it answers', async () => {
    const document = await (await fetch(`${simulator.url}openapi.json`)).json()
    expect(document).toMatchObject({ openapi: '3.1.0' })
    const paths = Object.keys(document.paths)
    expect(paths).toEqual(
      expect.arrayContaining(['/registers/civil.entry/lookup', '/registers/civil.extractIssue/effects', '/faults']),
    )
    for (const path of paths.filter((path) => path !== '/faults')) {
      const answer = await fetch(`${simulator.url}${path.slice(1)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      expect([path, answer.status]).toEqual([path, 400])
    }
  })

  test('keeps a book of questions that names nobody', () => {
    const lines = readFileSync(join(folder, 'lookups.jsonl'), 'utf8')
    expect(JSON.parse(lines.split('\n')[0] ?? '')).toEqual({
      at: '2017-12-14T05:00:00.000Z',
      register: 'civil.entry',
      idempotencyKey: 'job-7',
      entries: 1,
    })
    expect(lines).not.toMatch(/Nguyễn|001085012345/)
  })

  test.each([
    ['GET', 'registers/civil.entry/lookup', undefined, 404],
    ['POST', 'registers/civil.nothing/lookup', {}, 404],
    ['POST', 'registers/__proto__/lookup', {}, 404],
    ['POST', 'registers/constructor/effects', {}, 404],
    ['POST', 'registers/civil.entry/lookup', { key: [] }, 400],
    ['POST', 'registers/civil.entry/lookup', { key: { type: {}, fullName: 1 } }, 400],
    [
      'POST',
      'registers/civil.extractIssue/effects',
      { effect: 'x', dossier: 'd', issue: 0, direction: 'apply', data: {} },
      400,
    ],
    [
      'POST',
      'registers/civil.extractIssue/effects',
      { effect: 'x', dossier: 'd', issue: 1, direction: 'apply', data: {} },
      400,
    ],
    ['POST', 'faults', { register: 'nothing', mode: 'down' }, 400],
    ['POST', 'faults', { mode: 'explode' }, 400],
    ['POST', 'faults', { mode: 'slow', delayMs: -1 }, 400],
  ])('%s %s with %j is answered %i', async (method, path, body, status) => {
    const answer = await fetch(`${simulator.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    expect(answer.status).toBe(status)
  })
})
