/** The administrative map as forms see it: city (their `province`), districts, communes. Read once: it changes by migration. */
import type { AdminUnit, UnitLevel } from '#forms'
import type { Tx } from '../db.ts'

const levels: { readonly [level: string]: UnitLevel } = { city: 'province', district: 'district', commune: 'commune' }

const freshMs = 60_000
const maps = new Map<string, { at: number; units: Promise<ReadonlyMap<string, AdminUnit>> }>()

async function read(tx: Tx): Promise<ReadonlyMap<string, AdminUnit>> {
  const rows = await tx.unit.findMany({ where: { validTo: null } })
  return new Map(
    rows.flatMap(({ code, name, level, parentCode }) => {
      const known = levels[level]
      if (!known) return []
      const parent = parentCode ?? undefined
      return [[code, { code, level: known, name: { vi: name, en: name }, parent }] as const]
    }),
  )
}

export function cityUnits(tx: Tx): Promise<ReadonlyMap<string, AdminUnit>> {
  const now = performance.now()
  const known = maps.get('city')
  if (known && now - known.at < freshMs) return known.units
  const units = read(tx)
  maps.set('city', { at: now, units })
  units.catch(() => maps.delete('city'))
  return units
}
