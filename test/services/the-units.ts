import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { AdminUnit } from '#forms'

interface Seed {
  city: { code: string; name: string }
  districts: { code: string; name: string; communes: [code: string, name: string, ...rest: string[]][] }[]
}

const { city, districts }: Seed = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../prisma/seed/hanoi-units.json'), 'utf8'),
)
const both = (name: string) => ({ vi: name, en: name })
const units: AdminUnit[] = [
  { code: city.code, level: 'province', name: both(city.name) },
  ...districts.flatMap(({ code, name, communes }): AdminUnit[] => [
    { code, level: 'district', name: both(name), parent: city.code },
    ...communes.map(
      ([commune, called]): AdminUnit => ({ code: commune, level: 'commune', name: both(called), parent: code }),
    ),
  ]),
]
const byCode = new Map(units.map((unit) => [unit.code, unit]))

/** A unit of the city's map of 2017. */
export const unitOf = (code: string): AdminUnit | undefined => byCode.get(code)
