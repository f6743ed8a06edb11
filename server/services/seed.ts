/**
 * The city as the plan knew it: units, days off, and where each service is live. Written once; what people change later
 * is theirs. A service that is new gets its roll-out from the plan's stages.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dateColumn } from '../clock.ts'
import type { Tx } from '../db.ts'
import { newId } from '../ids.ts'
import type { Card } from './card.ts'

interface UnitsFile {
  asOf: string
  city: { code: string; name: string; shortName: string }
  districts: {
    code: string
    name: string
    shortName: string
    kind: string
    communes: [string, string, string, string][]
  }[]
}
interface DaysFile {
  days: { date: string; name: { vi: string; en: string }; kind: string; source: string }[]
}
interface Stage {
  level: 'commune' | 'district'
  /** Kinds of the district itself, or of the district above a commune. */
  districtKinds: string[]
  validFrom: string
  source: string
}

const folder = 'prisma/seed'

async function read<T>(root: string, name: string): Promise<T> {
  return JSON.parse(await readFile(join(root, folder, name), 'utf8'))
}

/** Units and calendar, when there are none. */
export async function seedCity(tx: Tx, root: string): Promise<void> {
  if ((await tx.unit.count()) === 0) await seedUnits(tx, await read<UnitsFile>(root, 'hanoi-units.json'))
  if ((await tx.calendarDay.count()) === 0) {
    const { days } = await read<DaysFile>(root, 'holidays.json')
    await tx.calendarDay.createMany({
      data: days.map(({ date, kind, name, source }) => ({
        date: dateColumn(date),
        kind,
        nameVi: name.vi,
        nameEn: name.en,
        source,
      })),
    })
  }
}

/** The city's units have no beginning in our data; the office began long before any dossier. */
const sinceEver = dateColumn('2000-01-01')

async function seedUnits(tx: Tx, { city, districts }: UnitsFile): Promise<void> {
  const common = { validFrom: sinceEver }
  await tx.unit.create({ data: { ...city, kind: 'thành phố', level: 'city', ...common } })
  await tx.unit.createMany({
    data: districts.map(({ code, name, shortName, kind }) => ({
      code,
      name,
      shortName,
      kind,
      level: 'district',
      parentCode: city.code,
      ...common,
    })),
  })
  await tx.unit.createMany({
    data: districts.flatMap((district) =>
      district.communes.map(([code, name, shortName, kind]) => ({
        code,
        name,
        shortName,
        kind,
        level: 'commune',
        parentCode: district.code,
        ...common,
      })),
    ),
  })
}

/** Roll-out of services that have none: by the plan's stages for their level. */
export async function seedRollout(tx: Tx, root: string, cards: readonly Card[]): Promise<void> {
  const { stages } = await read<{ stages: Stage[] }>(root, 'rollout.json')
  const planned = await tx.rollout.groupBy({ by: ['serviceCode'] })
  for (const card of cards) {
    if (card.kind !== 'service' || planned.some(({ serviceCode }) => serviceCode === card.code)) continue
    for (const stage of stages.filter(({ level }) => level === card.level)) {
      const inDistricts = { kind: { in: stage.districtKinds } }
      const units = await tx.unit.findMany({
        where:
          card.level === 'district' ? { level: 'district', ...inDistricts } : { level: 'commune', parent: inDistricts },
        select: { code: true },
      })
      await tx.rollout.createMany({
        data: units.map(({ code }) => ({
          id: newId(),
          unitCode: code,
          serviceCode: card.code,
          stage: 'live',
          validFrom: dateColumn(stage.validFrom),
        })),
      })
    }
  }
}
