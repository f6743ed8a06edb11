/** Parcels with their owners, what may be built on them, and building permits. */
import { type CommuneUnit, dayOf, isoDay, type Person, seededChance } from '../population/index.ts'
import { caseBuildingPermits, caseParcels } from './case-things.ts'
import { isUrban } from './streets.ts'

export type LandUse = 'dat-o' | 'dat-vuon' | 'dat-nong-nghiep' | 'dat-kinh-doanh'

export interface Zone {
  zone: string
  /** Per cent of the parcel. */
  maxDensity: number
  maxFloors: number
  /** m */
  maxHeight: number
  /** m from the road. */
  setback: number
  protected: boolean
  protection: string | null
  /** Rural houses outside of planned and heritage areas need none (Construction Law 2014, article 89). */
  permitRequired: boolean
}

export interface Parcel {
  certificateNumber: string
  owner: Person
  coOwner: Person | null
  use: LandUse
  /** m² */
  area: number
  sheet: string
  parcel: string
  unit: CommuneUnit
  address: string
  issuedOn: string
  planning: Zone
}

export interface BuildingPermit {
  permitNumber: string
  kind: 'xay-moi' | 'cai-tao'
  issuedOn: string
  /** Works must begin until then. */
  validUntil: string
  parcel: Parcel
  holder: Person
}

/** One parcel in three for each married or grown man of a commune; numbers never repeat within a sheet. */
export function createParcels(people: readonly Person[]): Parcel[] {
  const cases = caseParcels(people)
  const taken = new Set(cases.map(({ unit, sheet, parcel }) => `${unit.code} ${sheet} ${parcel}`))
  let running = 100_000
  const byChance = people
    .filter((person) => person.sex === 'nam' && person.diedOn === null && person.bornOn < dayOf(1990, 1, 1))
    .flatMap((owner): Parcel[] => {
      const { unit } = owner
      const chance = seededChance(`parcel:${owner.idNumber}`)
      if (!chance.holds(0.35)) return []
      const sheet = String(chance.between(1, 40))
      const parcel = String(chance.between(1, 400))
      const place = `${unit.code} ${sheet} ${parcel}`
      if (taken.has(place)) return []
      taken.add(place)
      running += 1
      const urban = isUrban(unit)
      return [
        {
          certificateNumber: `CĐ ${running}`,
          owner,
          coOwner: owner.spouse?.diedOn === null ? owner.spouse : null,
          use: chance.holds(0.8) ? 'dat-o' : chance.pick(['dat-vuon', 'dat-nong-nghiep', 'dat-kinh-doanh'] as const),
          area: urban ? chance.between(30, 160) : chance.between(90, 600),
          sheet,
          parcel,
          unit,
          address: owner.address,
          issuedOn: isoDay(chance.between(dayOf(2004, 1, 1), dayOf(2017, 6, 30))),
          planning: aZone(urban, chance),
        },
      ]
    })
  return [...cases, ...byChance]
}

function aZone(urban: boolean, chance: ReturnType<typeof seededChance>): Zone {
  const isProtected = chance.holds(0.04)
  const maxFloors = urban ? chance.between(3, 7) : chance.between(2, 4)
  return {
    zone: urban ? 'Khu dân cư đô thị' : 'Khu dân cư nông thôn',
    maxDensity: urban ? chance.between(7, 10) * 10 : chance.between(4, 8) * 10,
    maxFloors,
    maxHeight: maxFloors * 4 + 2,
    setback: urban ? 0 : chance.between(0, 6) / 2,
    protected: isProtected,
    protection: isProtected
      ? chance.pick(['Hành lang bảo vệ đê điều', 'Khu vực bảo vệ di tích', 'Hành lang lưới điện'] as const)
      : null,
    permitRequired: urban || chance.holds(0.3),
  }
}

/** For one parcel in eight. */
export function createBuildingPermits(parcels: readonly Parcel[]): BuildingPermit[] {
  const cases = caseBuildingPermits(parcels)
  const told = new Set(cases.map(({ parcel }) => parcel))
  let running = 5_000
  const byChance = parcels.flatMap((parcel): BuildingPermit[] => {
    const chance = seededChance(`building:${parcel.certificateNumber}`)
    if (told.has(parcel) || parcel.use !== 'dat-o' || parcel.planning.protected || !parcel.planning.permitRequired)
      return []
    if (!chance.holds(0.15)) return []
    const issuedOn = chance.between(dayOf(2015, 1, 1), dayOf(2017, 11, 15))
    running += 1
    return [
      {
        permitNumber: `${running}/GPXD`,
        kind: chance.holds(0.7) ? 'xay-moi' : 'cai-tao',
        issuedOn: isoDay(issuedOn),
        validUntil: isoDay(issuedOn + 365),
        parcel,
        holder: parcel.owner,
      },
    ]
  })
  return [...cases, ...byChance]
}
