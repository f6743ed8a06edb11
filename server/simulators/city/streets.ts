/** Streets of wards and townships with their pavements, and the permits to use them. */
import { type CommuneUnit, dayOf, isoDay, type Person, seededChance } from '../population/index.ts'
import { casePavementPermits, caseStreets } from './case-things.ts'

export interface Street {
  /** Without `phố` or `đường`. */
  name: string
  title: 'phố' | 'đường'
  unit: CommuneUnit
  /** On the list of streets open to temporary use. */
  allowed: boolean
  uses: PavementUse[]
  streetClass: 'trung-tam' | 'vanh-dai' | 'khac'
  /** m */
  pavementWidth: number
  /** Day on which the pavement was last finished, days since 1970. */
  pavedOn: number
}

export type PavementUse = 'trong-giu-xe' | 'vat-lieu' | 'dao-he'

export interface PavementPermit {
  permitNumber: string
  use: PavementUse
  street: string
  address: string
  unit: CommuneUnit
  from: string
  to: string
  usedArea: number
  holder: Person
}

const named =
  `Hoa Phượng|Bằng Lăng|Hoa Sữa|Sấu Cổ|Ngọc Lan|Hoàng Lan|Trúc Bạch Đằng|Sông Đào|Cầu Đá|Giếng Cả|Đình Làng|Chợ Mới|Bến Nứa|Vườn Dâu|Lò Rèn|Hàng Quạt Nan|Hàng Lọng|Cây Đa|Gò Thông|Đầm Sen|Hồ Cá|Gốc Gạo|Ngõ Huế Cũ|Làng Hoa|Bờ Sông|Đường Đê|Ruộng Ngô|Chùa Cao|Miếu Đôi|Quán Gió`.split(
    '|',
  )
const widths = [1.5, 2, 2.5, 3, 3.5, 4, 5, 6] as const

export function isUrban({ kind }: CommuneUnit): boolean {
  return kind !== 'xã'
}

/** Eight invented streets in each ward and township, beside those that demonstrations ask for. */
export function createStreets(units: readonly CommuneUnit[]): Street[] {
  const byChance = units.filter(isUrban).flatMap((unit) => {
    const chance = seededChance(`streets:${unit.code}`)
    const first = chance.between(0, named.length - 1)
    return Array.from({ length: 8 }, (_, place): Street => {
      const pavementWidth = chance.pick(widths)
      const allowed = pavementWidth >= 3 && chance.holds(0.7)
      return {
        name: named[(first + place * 7) % named.length] ?? 'Làng Hoa',
        title: chance.holds(0.8) ? 'phố' : 'đường',
        unit,
        allowed,
        uses: allowed
          ? chance.holds(0.5)
            ? ['trong-giu-xe', 'vat-lieu']
            : [chance.pick(['trong-giu-xe', 'vat-lieu'] as const)]
          : [],
        streetClass: chance.pick(['trung-tam', 'vanh-dai', 'khac', 'khac'] as const),
        pavementWidth,
        pavedOn: chance.between(dayOf(2004, 1, 1), dayOf(2017, 9, 30)),
      }
    })
  })
  return [...caseStreets(units), ...byChance]
}

/** Permits of 2017 and 2018 on streets that are open to it; on the same street they follow each other. */
export function createPavementPermits(
  streets: readonly Street[],
  holdersOf: (unit: CommuneUnit) => readonly Person[],
): PavementPermit[] {
  const cases = casePavementPermits(streets, holdersOf)
  const told = new Set(caseStreets(streets.map(({ unit }) => unit)).map(({ name, unit }) => `${unit.code} ${name}`))
  let running = 2_000
  const byChance = streets.flatMap((street): PavementPermit[] => {
    const { unit, name, uses, pavementWidth } = street
    const chance = seededChance(`pavement:${unit.code}:${name}`)
    const holders = holdersOf(unit)
    const [use] = uses
    if (told.has(`${unit.code} ${name}`) || !use || holders.length === 0 || !chance.holds(0.5)) return []
    let day = dayOf(2017, 1, 1) + chance.between(0, 200)
    return Array.from({ length: chance.between(1, 3) }, () => {
      const from = day
      const to = from + chance.between(20, 120)
      day = to + chance.between(5, 60)
      const holder = holders[chance.between(0, holders.length - 1)] ?? holders[0]
      if (!holder) throw new Error('a permit needs a holder')
      running += 1
      const year = isoDay(from).slice(0, 4)
      return {
        permitNumber: `${running}/${year}/GP-UBND`,
        use,
        street: name,
        address: `Trước số nhà ${chance.between(1, 180)}`,
        unit,
        from: isoDay(from),
        to: isoDay(to),
        usedArea: Math.round((pavementWidth - 1.5) * chance.between(4, 12) * 10) / 10,
        holder,
      }
    })
  })
  return [...cases, ...byChance]
}
