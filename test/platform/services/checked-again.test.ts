import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { NamedPeriods } from '#calendar'
import type { JsonValue } from '#feel'
import { compileForm, type Form } from '#forms'
import { type Db, openDb } from '../../../server/db.ts'
import type { Dossier } from '../../../server/generated/prisma/client.ts'
import { readCityCalendar } from '../../../server/services/city-calendar.ts'
import { openCatalogue, type ServiceRelease } from '../../../server/services/index.ts'
import { faultsIn } from '../../../server/workers/validate-dossier.ts'
import { sampleOf, serviceOf } from '../../services/the-services.ts'
import { aDatabase, type TestDatabase } from '../../support/database.ts'

const service = serviceOf('district-pavement-excavation-permit')
const sample = sampleOf(service)
const now = new Date('2018-01-15T09:00:00+07:00')
/** Within the days around Tết 2018 on which nobody digs. */
const inFreeze = { useFrom: '2018-02-12', useTo: '2018-02-14', restoreBy: '2018-02-20' }

let database: TestDatabase
let db: Db
let release: ServiceRelease
let periods: NamedPeriods
let dossier: Dossier
const attached: { [key: string]: JsonValue } = {}

beforeAll(async () => {
  database = await aDatabase('started')
  db = openDb(database.url, 2)
  const { id: releaseId } = await db.release.findFirstOrThrow({ where: { serviceCode: service.code } })
  release = await openCatalogue({ db, epoch: 'test' }).serviceRelease(releaseId)
  ;({ periods } = await readCityCalendar(db, resolve(import.meta.dirname, '../../..')))
  dossier = await db.dossier.create({
    data: {
      ...{ id: randomUUID(), code: '00020-0010-180115-00001-0', serviceCode: service.code, releaseId },
      ...{ unitCode: sample.unit, channel: 'online', language: 'vi', status: 'submitted', formVersion: 1 },
      ...{ applicantName: 'Đặng Văn Khang', phone: '0912345610', submittedAt: now, updatedAt: now },
    },
  })
  const stored = { sha256: '0'.repeat(64), size: 1000, mediaType: 'application/pdf', createdAt: now }
  await db.storedFile.create({ data: stored })
  for (const field of Object.keys(sample.papers)) {
    const upload = { id: randomUUID(), name: `${field}.pdf` }
    const { sha256 } = stored
    await db.upload.create({ data: { ...upload, dossierId: dossier.id, field, sha256, createdAt: now } })
    attached[field] = [{ ...upload, mime: stored.mediaType, size: stored.size }]
  }
})
afterAll(async () => {
  await db?.$disconnect()
  await database?.drop()
})

/** The service's form, in which the rule on the Tết freeze refuses instead of warning. */
function refusing(): Form {
  const source = readFileSync(service.pathOf(release.card.files.form ?? ''), 'utf8')
  const schema = source.replace(/("rule": "no-festive-digging"[^}]*?),\s*"severity": "warn"/, '$1')
  expect(schema).not.toBe(source)
  const compiled = compileForm(JSON.parse(schema))
  if (!compiled.ok) throw new Error('the form does not compile')
  return compiled.form
}

const faults = (changed: { [key: string]: JsonValue }, form?: Form) =>
  faultsIn(
    db,
    { ...sample.answers, ...attached, ...changed },
    { dossier, release: form ? { ...release, form: () => form } : release, now, periods },
  )

test('what a citizen could submit has no faults when the worker checks it again', async () => {
  expect(await faults({})).toBe(0)
  // The service only warns of the freeze.
  expect(await faults(inFreeze)).toBe(0)
})

test('a rule on a named period decides for the worker as it does at submission', async () => {
  const form = refusing()
  expect(await faults({}, form)).toBe(0)
  expect(await faults(inFreeze, form)).toBe(1)
  expect(await faults({ ...inFreeze, emergency: true }, form)).toBe(0)
})

test('a unit that the map does not have, and a file that the dossier does not have, are faults', async () => {
  expect(await faults({ siteUnit: '99999' })).toBeGreaterThan(0)
  expect(await faults({ design: [{ id: randomUUID(), name: 'a.pdf', mime: 'application/pdf', size: 1 }] })).toBe(1)
})
