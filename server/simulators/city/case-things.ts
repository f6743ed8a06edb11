/**
 * The things of the city that demonstrations of the district services ask for by number: each eligibility rule can be
 * shown on both sides. `people.md` tells what to see.
 */
import {
  type CaseName,
  type CommuneUnit,
  casePeople,
  type DemoName,
  demoPeople,
  fromIsoDay,
  type Person,
} from '../population/index.ts'
import type { Business, GameCentre } from './businesses.ts'
import type { BuildingPermit, Parcel, Zone } from './land.ts'
import type { School } from './schools.ts'
import type { PavementPermit, Street } from './streets.ts'

/** Phường Ngọc Lâm and Đức Giang, quận Long Biên; thị trấn Văn Điển and xã Đông Mỹ, huyện Thanh Trì. */
export const caseUnits = { ngocLam: '00133', ducGiang: '00124', vanDien: '00640', dongMy: '00685' } as const
type UnitName = keyof typeof caseUnits

type Owner = CaseName | DemoName

/** The people and units that the things belong to; null in a city without them. */
interface Cast {
  unit(name: UnitName): CommuneUnit
  person(name: Owner): Person
}

function castOf(people: readonly Person[]): Cast | null {
  const byNumber = new Map(people.map((person) => [person.idNumber, person]))
  const units = new Map(people.map(({ unit }) => [unit.code, unit]))
  if (!Object.values(caseUnits).every((code) => units.has(code))) return null
  const numbers = { ...demoPeople, ...casePeople }
  return {
    unit: (name) => given(units.get(caseUnits[name])),
    person: (name) => given(byNumber.get(numbers[name].idNumber)),
  }
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a person or unit of the demonstrations is missing')
  return value
}

const town: Zone = {
  zone: 'Khu dân cư đô thị hiện có',
  maxDensity: 80,
  maxFloors: 5,
  maxHeight: 20,
  setback: 0,
  protected: false,
  protection: null,
  permitRequired: true,
}
const planned: Zone = { ...town, zone: 'Khu ở thấp tầng', maxDensity: 50, maxFloors: 3, maxHeight: 12, setback: 2 }
const dike: Zone = { ...town, zone: 'Ngoài đê', protected: true, protection: 'Hành lang bảo vệ đê điều' }
const village: Zone = { ...planned, zone: 'Khu dân cư nông thôn', setback: 0, permitRequired: false }
const heritage: Zone = { ...village, zone: 'Khu vực bảo tồn làng cổ', permitRequired: true }

/** Certificate, owner, unit, sheet, parcel, area, use, zone. */
const parcels: readonly [string, Owner, UnitName, string, string, number, Parcel['use'], Zone][] = [
  ['CH 004101', 'khang', 'ngocLam', '15', '204', 80, 'dat-o', town],
  ['CH 004102', 'hoa', 'ngocLam', '15', '206', 120, 'dat-vuon', town],
  ['CH 004103', 'khang', 'ngocLam', '21', '18', 95, 'dat-o', dike],
  ['CH 004104', 'hoa', 'ducGiang', '8', '77', 100, 'dat-o', planned],
  ['CH 020101', 'khang', 'vanDien', '4', '31', 64, 'dat-o', town],
  ['CH 020102', 'an', 'dongMy', '12', '101', 240, 'dat-o', village],
  ['CH 020103', 'hoa', 'dongMy', '12', '117', 200, 'dat-o', heritage],
]

export function caseParcels(people: readonly Person[]): Parcel[] {
  const cast = castOf(people)
  if (!cast) return []
  return parcels.map(([certificateNumber, owner, unit, sheet, parcel, area, use, planning]) => ({
    certificateNumber,
    owner: cast.person(owner),
    coOwner: cast.person(owner).spouse,
    use,
    area,
    sheet,
    parcel,
    unit: cast.unit(unit),
    address: `Thửa đất số ${parcel}`,
    issuedOn: '2014-05-12',
    planning,
  }))
}

/** Number, certificate of the parcel, kind, days. */
const buildingPermits: readonly [string, string, BuildingPermit['kind'], string, string][] = [
  ['1204/GPXD', 'CH 004101', 'xay-moi', '2017-10-20', '2018-10-20'],
  ['318/GPXD', 'CH 020101', 'cai-tao', '2016-03-02', '2017-03-02'],
]

export function caseBuildingPermits(all: readonly Parcel[]): BuildingPermit[] {
  return buildingPermits.flatMap(([permitNumber, certificate, kind, issuedOn, validUntil]) => {
    const parcel = all.find(({ certificateNumber }) => certificateNumber === certificate)
    return parcel ? [{ permitNumber, kind, issuedOn, validUntil, parcel, holder: parcel.owner }] : []
  })
}

/** Name, title, unit, uses (none: not on the list), class, width, day of paving. */
const streets: readonly [string, Street['title'], UnitName, Street['uses'], Street['streetClass'], number, string][] = [
  ['Ngọc Lâm', 'phố', 'ngocLam', ['trong-giu-xe', 'vat-lieu'], 'trung-tam', 5, '2013-06-30'],
  ['Long Biên Cũ', 'phố', 'ngocLam', ['trong-giu-xe', 'vat-lieu'], 'khac', 4, '2014-09-15'],
  ['Bến Đò', 'đường', 'ngocLam', [], 'khac', 2, '2012-03-31'],
  ['Hoa Lâm Mới', 'phố', 'ducGiang', ['trong-giu-xe'], 'vanh-dai', 6, '2017-05-20'],
  ['Ga Văn Điển', 'phố', 'vanDien', ['trong-giu-xe', 'vat-lieu'], 'trung-tam', 4, '2011-12-20'],
  ['Chợ Huyện', 'phố', 'vanDien', [], 'trung-tam', 2.5, '2016-11-30'],
]

export function caseStreets(units: readonly CommuneUnit[]): Street[] {
  return streets.flatMap(([name, title, where, uses, streetClass, pavementWidth, paved]) => {
    const unit = units.find(({ code }) => code === caseUnits[where])
    if (!unit) return []
    return [
      {
        name,
        title,
        unit,
        allowed: uses.length > 0,
        uses: [...uses],
        streetClass,
        pavementWidth,
        pavedOn: fromIsoDay(paved),
      },
    ]
  })
}

/** Number, use, street, days, area. */
const pavementPermits: readonly [string, PavementPermit['use'], string, string, string, number][] = [
  ['1107/2017/GP-UBND', 'trong-giu-xe', 'Ngọc Lâm', '2017-12-01', '2018-03-31', 24],
  ['1012/2017/GP-UBND', 'vat-lieu', 'Ngọc Lâm', '2017-09-01', '2017-10-31', 12],
  ['1130/2017/GP-UBND', 'dao-he', 'Ga Văn Điển', '2018-01-10', '2018-01-25', 9],
]

export function casePavementPermits(
  all: readonly Street[],
  holdersOf: (unit: CommuneUnit) => readonly Person[],
): PavementPermit[] {
  return pavementPermits.flatMap(([permitNumber, use, name, from, to, usedArea]) => {
    const street = all.find((one) => one.name === name && Object.values<string>(caseUnits).includes(one.unit.code))
    const holder = street && holdersOf(street.unit)[0]
    if (!street || !holder) return []
    return [
      { permitNumber, use, street: name, address: 'Trước số nhà 12', unit: street.unit, from, to, usedArea, holder },
    ]
  })
}

/** Code, name, kind, active, owner, unit, lines. */
const businesses: readonly [string, string, Business['kind'], boolean, Owner, UnitName, string][] = [
  ['0199000017', 'Công ty TNHH Bãi xe Ngọc Lâm', 'doanh-nghiep', true, 'khang', 'ngocLam', 'Trông giữ phương tiện'],
  ['0199000025', 'Công ty TNHH Kho vận Bến Đò', 'doanh-nghiep', false, 'hai', 'ngocLam', 'Trông giữ phương tiện'],
  [
    '0199000033',
    'Trung tâm Bảo trợ xã hội Thanh Trì',
    'don-vi-su-nghiep',
    true,
    'tam',
    'vanDien',
    'Nuôi dưỡng trẻ em, người khuyết tật',
  ],
  ['0199000041', 'Hợp tác xã Vật liệu Văn Điển', 'hop-tac-xa', true, 'hai', 'vanDien', 'Xây dựng nhà ở'],
  [
    '01D8000011',
    'Hộ kinh doanh Đặng Văn Khang',
    'ho-kinh-doanh',
    true,
    'khang',
    'ngocLam',
    'Đại lý Internet, trò chơi điện tử công cộng',
  ],
  [
    '01D8000029',
    'Hộ kinh doanh Đỗ Thị Yến',
    'ho-kinh-doanh',
    false,
    'yen',
    'vanDien',
    'Đại lý Internet, trò chơi điện tử công cộng',
  ],
  [
    '01D8000037',
    'Hộ kinh doanh Nguyễn Thị Hoa',
    'ho-kinh-doanh',
    true,
    'hoa',
    'vanDien',
    'Đại lý Internet, trò chơi điện tử công cộng',
  ],
  [
    '01D8000045',
    'Hộ kinh doanh Vũ Văn Hải',
    'ho-kinh-doanh',
    true,
    'hai',
    'ngocLam',
    'Đại lý Internet, trò chơi điện tử công cộng',
  ],
]

export function caseBusinesses(people: readonly Person[]): Business[] {
  const cast = castOf(people)
  if (!cast) return []
  return businesses.map(([code, name, kind, active, owner, unit, line]) => ({
    code,
    name,
    kind,
    active,
    status: active ? 'Đang hoạt động' : 'Đã chấm dứt hoạt động',
    owner: cast.person(owner),
    unit: cast.unit(unit),
    address: `Số 12, ${cast.unit(unit).name}`,
    lines: [line],
    registeredOn: '2013-04-08',
  }))
}

/** Number, code of the business, days, extensions, place. */
const gameCentres: readonly [string, string, string, string, number, [number, number]][] = [
  ['215/GCN-UBND', '01D8000011', '2015-06-01', '2018-06-01', 0, [21.0461, 105.8702]],
  ['187/GCN-UBND', '01D8000045', '2014-08-20', '2018-02-20', 1, [21.0441, 105.8731]],
  ['96/GCN-UBND', '01D8000037', '2013-10-10', '2016-10-10', 0, [20.9471, 105.8449]],
]

export function caseGameCentres(all: readonly Business[]): GameCentre[] {
  return gameCentres.flatMap(([certificateNumber, code, issuedOn, expiresOn, extensions, [lat, lng]]) => {
    const business = all.find((one) => one.code === code)
    if (!business) return []
    const { owner, unit, address } = business
    return [
      {
        certificateNumber,
        holder: owner,
        centreName: `Điểm trò chơi điện tử ${owner.fullName}`,
        unit,
        address,
        place: { lat, lng },
        business,
        roomArea: 62,
        machines: 25,
        issuedOn,
        expiresOn,
        extensions,
      },
    ]
  })
}

/** A school whose gate demonstrations measure from. */
export function caseSchools(units: readonly CommuneUnit[]): School[] {
  const unit = units.find(({ code }) => code === caseUnits.ngocLam)
  if (!unit) return []
  const address = 'Số 3, phố Ngọc Lâm'
  return [{ name: 'Trường Tiểu học Ngọc Lâm Một', kind: 'tieu-hoc', unit, address, lat: 21.043, lng: 105.8702 }]
}
