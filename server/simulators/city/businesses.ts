/** Enterprises, household businesses and game centres. Every name and number is invented. */
import type { Point } from '../../registers/index.ts'
import { type CommuneUnit, dayOf, isoDay, type Person, seededChance } from '../population/index.ts'
import { caseBusinesses, caseGameCentres } from './case-things.ts'
import { metresBetween, middleOf, near } from './districts.ts'
import type { School } from './schools.ts'
import { isUrban } from './streets.ts'

export interface Business {
  code: string
  name: string
  kind: 'doanh-nghiep' | 'hop-tac-xa' | 'don-vi-su-nghiep' | 'ho-kinh-doanh'
  active: boolean
  status: string
  /** Owner of a household business, legal representative of the others. */
  owner: Person
  unit: CommuneUnit
  address: string
  lines: string[]
  registeredOn: string
}

export interface GameCentre {
  certificateNumber: string
  holder: Person
  centreName: string
  unit: CommuneUnit
  address: string
  place: Point
  business: Business
  /** m² */
  roomArea: number
  machines: number
  issuedOn: string
  expiresOn: string
  extensions: number
}

const trades = [
  'Bán lẻ tạp hoá',
  'Sửa chữa xe máy',
  'Ăn uống',
  'May mặc',
  'Vận tải hàng hoá',
  'Xây dựng nhà ở',
] as const
export const parkingTrade = 'Trông giữ phương tiện'
export const gameTrade = 'Đại lý Internet, trò chơi điện tử công cộng'
const codes = { household: '01D8', enterprise: '0199' } as const

const activeStatus = 'Đang hoạt động'
const closedStatus = 'Đã chấm dứt hoạt động'

/** About one grown person in forty runs one; enterprises in towns, household businesses everywhere. */
export function createBusinesses(people: readonly Person[]): Business[] {
  let running = 1_000
  const byChance = people
    .filter(({ diedOn, bornOn }) => diedOn === null && bornOn < dayOf(1992, 1, 1) && bornOn > dayOf(1945, 1, 1))
    .flatMap((owner): Business[] => {
      const chance = seededChance(`business:${owner.idNumber}`)
      if (!chance.holds(0.06)) return []
      running += 1
      const isEnterprise = isUrban(owner.unit) && chance.holds(0.4)
      const active = chance.holds(0.85)
      const given = owner.fullName.split(' ').at(-1) ?? owner.fullName
      const trade = chance.holds(0.3) ? gameTrade : chance.holds(0.15) ? parkingTrade : chance.pick(trades)
      return [
        {
          code: `${isEnterprise ? codes.enterprise : codes.household}${String(running).padStart(6, '0')}`,
          name: isEnterprise ? `Công ty TNHH ${given} Phát ${running}` : `Hộ kinh doanh ${owner.fullName}`,
          kind: isEnterprise ? (chance.holds(0.1) ? 'hop-tac-xa' : 'doanh-nghiep') : 'ho-kinh-doanh',
          active,
          status: active ? activeStatus : closedStatus,
          owner,
          unit: owner.unit,
          address: owner.address,
          lines: [trade],
          registeredOn: isoDay(chance.between(dayOf(2008, 1, 1), dayOf(2017, 10, 31))),
        },
      ]
    })
  return [...caseBusinesses(people), ...byChance]
}

/** Most of those whose trade it is, where no school is within two hundred metres. */
export function createGameCentres(businesses: readonly Business[], schools: readonly School[]): GameCentre[] {
  const cases = caseGameCentres(businesses)
  const told = new Set(cases.map(({ business }) => business))
  let running = 1_000
  const byChance = businesses.flatMap((business): GameCentre[] => {
    const { owner, unit, active, lines } = business
    if (told.has(business) || !active || !lines.includes(gameTrade)) return []
    const chance = seededChance(`centre:${business.code}`)
    const place = near(middleOf(unit), 900, chance)
    if (schools.some((school) => metresBetween(school, place) < 200)) return []
    const issuedOn = chance.between(dayOf(2014, 6, 1), dayOf(2017, 10, 31))
    const extensions = issuedOn < dayOf(2014, 11, 1) ? 1 : 0
    running += 1
    return [
      {
        certificateNumber: `${running}/GCN-UBND`,
        holder: owner,
        centreName: `Điểm trò chơi điện tử ${owner.fullName.split(' ').at(-1)}`,
        unit,
        address: business.address,
        place,
        business,
        // Decree 72/2013, article 35: at least 50, 40 or 30 m² by the kind of place.
        roomArea: (isUrban(unit) ? 50 : 30) + chance.between(0, 40),
        machines: chance.between(10, 40),
        issuedOn: isoDay(issuedOn),
        expiresOn: extensions === 1 ? isoDay(issuedOn + 3 * 365 + 180) : threeYearsAfter(isoDay(issuedOn)),
        extensions,
      },
    ]
  })
  return [...cases, ...byChance]
}

/** The same day three years on; of 29 February, the day before. */
function threeYearsAfter(day: string): string {
  const rest = day.slice(4)
  return `${Number(day.slice(0, 4)) + 3}${rest === '-02-29' ? '-02-28' : rest}`
}
