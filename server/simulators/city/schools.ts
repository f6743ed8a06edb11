/** Schools of the city with the place of their gate. All invented but for the names of the communes. */
import type { Point } from '../../registers/index.ts'
import { type CommuneUnit, seededChance } from '../population/index.ts'
import { caseSchools } from './case-things.ts'
import { middleOf, near } from './districts.ts'

export interface School extends Point {
  name: string
  /** Those from whose gate a game centre keeps 200 m (Decree 72/2013, article 35). */
  kind: 'tieu-hoc' | 'thcs' | 'thpt' | 'gdtx'
  unit: CommuneUnit
  address: string
}

const names = {
  'tieu-hoc': 'Trường Tiểu học',
  thcs: 'Trường THCS',
  thpt: 'Trường THPT',
  gdtx: 'Trung tâm GDTX',
} as const

/** A primary and a secondary school in each commune, a high school in every fourth, one centre a district. */
export function createSchools(units: readonly CommuneUnit[]): School[] {
  const centres = new Set<string>()
  const byChance = units.flatMap((unit, place) => {
    const middle = middleOf(unit)
    const chance = seededChance(`schools:${unit.code}`)
    const kinds: School['kind'][] = ['tieu-hoc', 'thcs', ...(place % 4 === 0 ? (['thpt'] as const) : [])]
    if (!centres.has(unit.districtCode)) kinds.push('gdtx')
    centres.add(unit.districtCode)
    return kinds.map((kind): School => {
      const ofDistrict = kind === 'gdtx' || kind === 'thpt'
      const shortName = (ofDistrict && kind === 'gdtx' ? unit.district : unit.name).replace(
        /^(quận|huyện|thị xã|phường|thị trấn|xã) /,
        '',
      )
      return {
        name: `${names[kind]} ${shortName}`,
        kind,
        unit,
        address: `${unit.name}, ${unit.district}`,
        ...near(middle, 700, chance),
      }
    })
  })
  return [...caseSchools(units), ...byChance]
}
