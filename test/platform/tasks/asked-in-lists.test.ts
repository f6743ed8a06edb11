import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Staff } from '../../../server/accounts/index.ts'
import { type Db, openDb } from '../../../server/db.ts'
import { askedBy } from '../../../server/dossiers/asked.ts'
import type { AccountId } from '../../../server/ids.ts'
import { openCatalogue } from '../../../server/services/index.ts'
import { listTasks } from '../../../server/tasks/list.ts'
import { aDatabase, type TestDatabase } from '../../support/database.ts'

const now = new Date('2017-08-15T02:00:00Z')
const thanhTri = '020'
const officer: Staff = {
  kind: 'staff',
  accountId: randomUUID() as AccountId,
  fullName: 'Vũ Hải Nam',
  title: 'Chuyên viên',
  unitCode: thanhTri,
  roles: [{ role: 'divisionOfficer', unitCode: thanhTri }],
  csrfToken: '',
}
/** A body of the card, a unit, the own unit, a place in words. */
const asked = ['quy-hoach', '00667', thanhTri, 'Trường Trung học cơ sở Đông Mỹ']

let database: TestDatabase
let db: Db
let release: { id: string }
beforeAll(async () => {
  database = await aDatabase('started')
  db = openDb(database.url, 2)
  release = await db.release.findFirstOrThrow({ where: { serviceCode: 'district-house-building-permit' } })
  const dossierId = randomUUID()
  await db.dossier.create({
    data: {
      ...{ id: dossierId, code: '00020-0001-170815-00001-0', serviceCode: 'district-house-building-permit' },
      ...{ releaseId: release.id, unitCode: thanhTri, channel: 'online', language: 'vi', status: 'waiting-unit' },
      ...{ applicantName: 'Đặng Văn Khang', phone: '0912345611', formVersion: 1, submittedAt: now, updatedAt: now },
    },
  })
  for (const [at, to] of asked.entries()) {
    const requestId = randomUUID()
    await db.request.create({
      data: { id: requestId, dossierId, kind: 'consultation', to, items: [], openedAt: now, due: now, state: 'open' },
    })
    await db.task.create({
      data: {
        ...{ id: randomUUID(), epoch: 'test', jobKey: BigInt(at), dossierId, releaseId: release.id, requestId },
        ...{ processInstanceKey: 1n, elementInstanceKey: 1n, elementId: 'await-consultation', unitCode: thanhTri },
        ...{ role: 'divisionOfficer', groups: [`${thanhTri}:divisionOfficer`], state: 'open', createdAt: now },
        ...{ sortAt: new Date(now.getTime() + at), checkedAt: now },
      },
    })
  }
})
afterAll(async () => {
  await db?.$disconnect()
  await database?.drop()
})

/** The database, counting what is asked of it. */
function counted(): { db: Db; questions: string[] } {
  const questions: string[] = []
  const watched = new Proxy(db, {
    get(target, name) {
      questions.push(String(name))
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { db: watched, questions }
}

test('a list names whom its tasks asked as every other page does, with one question for the page and one for the counts', async () => {
  const catalogue = openCatalogue({ db, epoch: 'test' })
  const service = await catalogue.serviceRelease(release.id)
  const expected = await Promise.all(asked.map((to) => askedBy(db, { unitCode: thanhTri }, service, to)))
  expect(expected.map(({ short }) => short.vi)).toEqual([
    'Sở Quy hoạch – Kiến trúc thành phố Hà Nội',
    'UBND xã Ngũ Hiệp',
    'đơn vị liên quan',
    'Trường Trung học cơ sở Đông Mỹ',
  ])
  const { db: watched, questions } = counted()
  const platform = { db: watched, catalogue, clock: { now: () => now }, calendar: { addWorkingTime: () => now } }
  const { items, counts } = await listTasks(platform, officer, { view: 'unit', limit: 50 })
  expect(items.map((row) => row.asked)).toEqual(expected.map(({ short }) => short))
  expect(counts.unit).toBe(asked.length)
  expect(questions).toEqual(['$queryRaw', '$queryRaw'])
})
