import { describe, expect, test } from '@jest/globals'
import { createCity, metresBetween, movedBy } from '../../../server/simulators/city/index.ts'
import { createCityPeople } from '../../../server/simulators/population/index.ts'
import { units } from '../registers/set-up.ts'
import { asking, idOf } from './register-set-up.ts'

const { lookup, all, write } = asking()
const [ngocLam, ducGiang, vanDien, dongMy, longBien] = ['00133', '00124', '00640', '00685', '004']

describe('land', () => {
  test.each([
    ['CH 004101', 'khang', 'dat-o', ngocLam],
    ['ch004102', 'hoa', 'dat-vuon', ngocLam],
    ['CH 020102', 'an', 'dat-o', dongMy],
  ] as const)('certificate %s is of %s: %s', async (certificateNumber, owner, use, unit) => {
    expect(await lookup('land.parcel', { certificateNumber })).toMatchObject({
      ownerId: idOf(owner),
      use,
      unit: { code: unit },
    })
  })

  test('a certificate that nobody has', async () => {
    expect(await lookup('land.parcel', { certificateNumber: 'CH 999999' })).toBeNull()
  })

  test.each([
    ['15', '204', ngocLam, { maxDensity: 80, maxFloors: 5, protected: false, permitRequired: true }],
    ['021', '018', ngocLam, { protected: true, protection: 'Hành lang bảo vệ đê điều' }],
    ['8', '77', ducGiang, { maxDensity: 50, maxFloors: 3 }],
    ['12', '101', dongMy, { permitRequired: false }],
    ['12', '117', dongMy, { permitRequired: true }],
  ] as const)('sheet %s, parcel %s is planned', async (sheet, parcel, unit, expected) => {
    expect(await all('planning.zone', { sheet, parcel, unit })).toMatchObject([{ sheet, parcel, ...expected }])
  })

  test('planning knows no parcel that is none, and those of a number in every unit when none is told', async () => {
    expect(await lookup('planning.zone', { sheet: '99', parcel: '1', unit: ngocLam })).toBeNull()
    const anywhere = await all('planning.zone', { sheet: '12', parcel: '101' })
    expect(anywhere).toContainEqual(expect.objectContaining({ unit: expect.objectContaining({ code: dongMy }) }))
  })
})

describe('building permits', () => {
  test('are valid for their twelve months', async () => {
    expect(await lookup('permits.building', { permitNumber: '1204/GPXD' })).toMatchObject({
      valid: true,
      holderId: idOf('khang'),
    })
    expect(await lookup('permits.building', { permitNumber: '318 / gpxd' })).toMatchObject({
      valid: false,
      validUntil: '2017-03-02',
    })
    expect(await lookup('permits.building', { permitNumber: '1/GPXD' })).toBeNull()
  })

  test('that a dossier wrote are seen, in their district, until they are void', async () => {
    const data = {
      permitNumber: '77/GPXD',
      issuedOn: '2017-12-14',
      holderId: idOf('hoa'),
      unit: ducGiang,
      sheet: '8',
      parcel: '77',
    }
    for (let time = 0; time < 2; time += 1) await write({ register: 'permits.building', data, dossier: 'house' })
    for (const unit of [ducGiang, longBien, '00004'])
      expect(await all('permits.building', { permitNumber: '77/GPXD', unit })).toMatchObject([
        { valid: true, validUntil: '2018-12-14', holderId: idOf('hoa') },
      ])
    expect(await lookup('permits.building', { permitNumber: '77/GPXD', unit: '020' })).toBeNull()
    await write({ register: 'permits.building', data: {}, direction: 'reverse', dossier: 'house' })
    expect(await lookup('permits.building', { permitNumber: '77/GPXD' })).toBeNull()
  })
})

describe('streets', () => {
  test.each([
    ['Số 12, phố Ngọc Lâm', ngocLam, { street: 'Ngọc Lâm', allowed: true, pavementWidth: 5, streetClass: 'trung-tam' }],
    ['bến đò', ngocLam, { street: 'Bến Đò', allowed: false, uses: [] }],
    ['7 Hoa Lâm Mới', ducGiang, { allowed: true, monthsSincePaving: 6 }],
    ['Phố Ga Văn Điển', vanDien, { allowed: true, monthsSincePaving: 71 }],
    ['Phố Chợ Huyện', vanDien, { allowed: false, monthsSincePaving: 12 }],
  ] as const)('%s', async (street, unit, expected) => {
    expect(await lookup('streets.permitted', { street, unit })).toMatchObject(expected)
  })

  test('that nobody lists are not found', async () => {
    expect(await lookup('streets.permitted', { street: 'Phố Không Tên', unit: ngocLam })).toBeNull()
    expect(await lookup('streets.permitted', { street: 'Ngọc Lâm', unit: dongMy })).toBeNull()
  })
})

describe('pavement permits', () => {
  const onNgocLam = (from: string, to: string) =>
    all('permits.pavement', { street: 'Số 5 phố Ngọc Lâm', unit: ngocLam, from, to })

  test.each([
    ['before', '2017-11-01', '2017-11-30', 0],
    ['touching the first day', '2017-11-01', '2017-12-01', 1],
    ['within', '2018-01-01', '2018-01-31', 1],
    ['touching the last day', '2018-03-31', '2018-05-01', 1],
    ['after', '2018-04-01', '2018-05-01', 0],
    ['over two of them', '2017-10-31', '2017-12-31', 2],
  ])('that overlap a time %s', async (_, from, to, count) => {
    expect(await onNgocLam(from, to)).toHaveLength(count)
  })

  test('are all told when no time is', async () => {
    expect(await all('permits.pavement', { street: 'Ngọc Lâm', unit: ngocLam })).toHaveLength(2)
    expect(await all('permits.pavement', { street: 'Long Biên Cũ', unit: ngocLam })).toEqual([])
  })

  test('that a dossier wrote block the next one on that street, also one that nobody lists', async () => {
    const permit = {
      permitNumber: '31/GP-UBND',
      unit: ngocLam,
      from: '2018-05-01',
      to: '2018-06-30',
      use: 'trong-giu-xe',
      usedArea: 12.5,
    }
    await write({ register: 'permits.pavement', data: { ...permit, street: 'Số 40 phố Ngọc Lâm' }, dossier: 'one' })
    await write({ register: 'permits.pavement', data: { ...permit, street: 'Ngõ 9 Bờ Hồ' }, dossier: 'two' })
    expect(await onNgocLam('2018-06-30', '2018-07-31')).toMatchObject([
      { permitNumber: '31/GP-UBND', street: 'Ngọc Lâm', usedArea: 12.5 },
    ])
    expect(
      await all('permits.pavement', { street: 'Ngõ 9 Bờ Hồ', unit: ngocLam, from: '2018-06-01', to: '2018-06-02' }),
    ).toHaveLength(1)
    expect(await all('permits.pavement', { street: 'Ngõ 8 Bờ Hồ', unit: ngocLam })).toEqual([])
    await write({ register: 'permits.pavement', data: {}, direction: 'reverse', dossier: 'one' })
    expect(await onNgocLam('2018-06-30', '2018-07-31')).toEqual([])
  })
})

describe('businesses', () => {
  test.each([
    ['0199000017', true, ['Trông giữ phương tiện']],
    ['0199000025', false, ['Trông giữ phương tiện']],
    ['01D8000011', true, ['Đại lý Internet, trò chơi điện tử công cộng']],
    ['01d8 000029', false, ['Đại lý Internet, trò chơi điện tử công cộng']],
  ])('%s is active: %s', async (code, active, lines) => {
    expect(await lookup('business.enterprise', { code })).toMatchObject({ active, lines })
    expect(await lookup('business.registration', { number: code })).toMatchObject({ active })
  })
})

describe('schools', () => {
  const gate = { lat: 21.043, lng: 105.8702 }

  test.each([
    [150, 'less than'],
    [190, 'less than'],
  ])('%i metres from a gate are told as such', async (metres) => {
    const { lat, lng } = movedBy(gate, metres, 0)
    const nearest = await lookup('places.school', { point: `${lat}, ${lng}` })
    expect(nearest).toMatchObject({ name: 'Trường Tiểu học Ngọc Lâm Một', kind: 'tieu-hoc' })
    expect(Math.abs(Number(nearest?.distance) - metres)).toBeLessThan(2)
    expect(await lookup('places.school', { lat, lng })).toEqual(nearest)
  })

  test('stand in each commune; the centre of the page is far enough from all', async () => {
    expect(Number((await lookup('places.school', { point: '21.0461, 105.8702' }))?.distance)).toBeGreaterThanOrEqual(
      200,
    )
  })
})

describe('game centres', () => {
  const certificate = (certificateNumber: string, more = {}) =>
    lookup('permits.gameCentre', { certificateNumber, ...more })
  const apply = (data: {
    act: string
    certificateNumber: string
    issuedOn: string
    [field: string]: string | number
  }) => write({ register: 'permits.gameCentre', data, dossier: data.act })

  test('have certificates in force, extended once, and run out', async () => {
    expect(await certificate('215/GCN-UBND')).toMatchObject({ holderId: idOf('khang'), extensions: 0, valid: true })
    expect(await certificate('187/GCN-UBND')).toMatchObject({ holderId: idOf('hai'), extensions: 1 })
    expect(await certificate('96/GCN-UBND')).toBeNull()
    expect(await certificate('96/GCN-UBND', { past: true })).toMatchObject({ valid: false, expiresOn: '2016-10-10' })
  })

  test('are issued one', async () => {
    await apply({
      act: 'issue',
      certificateNumber: '301/GCN-UBND',
      issuedOn: '2017-12-14',
      expiresOn: '2020-12-14',
      holderId: idOf('hoa'),
      centreName: 'Điểm Hoa',
      roomArea: 55,
      unit: vanDien ?? '',
    })
    expect(await certificate('301/GCN-UBND')).toMatchObject({
      holderId: idOf('hoa'),
      extensions: 0,
      roomArea: 55,
      replaces: null,
      unit: { name: 'thị trấn Văn Điển' },
    })
  })

  test('have it amended and issued again: the old paper is replaced, the rest stays', async () => {
    await apply({
      act: 'amend',
      certificateNumber: '302/GCN-UBND',
      previousNumber: '301/GCN-UBND',
      issuedOn: '2017-12-14',
      machines: 40,
    })
    expect(await certificate('301/GCN-UBND')).toBeNull()
    expect(await certificate('301/GCN-UBND', { past: true })).toMatchObject({
      replacedBy: '302/GCN-UBND',
      valid: false,
    })
    expect(await certificate('302/GCN-UBND')).toMatchObject({
      holderId: idOf('hoa'),
      machines: 40,
      roomArea: 55,
      centreName: 'Điểm Hoa',
      expiresOn: '2020-12-14',
      replaces: '301/GCN-UBND',
    })
    await apply({
      act: 'reissue',
      certificateNumber: '303/GCN-UBND',
      previousNumber: '302/GCN-UBND',
      issuedOn: '2017-12-14',
    })
    expect(await certificate('302/GCN-UBND')).toBeNull()
    expect(await certificate('303/GCN-UBND')).toMatchObject({ machines: 40, expiresOn: '2020-12-14', valid: true })
  })

  test('have it renewed once, and that taken back', async () => {
    await apply({
      act: 'renew',
      certificateNumber: '88/QĐ-UBND',
      previousNumber: '215/GCN-UBND',
      issuedOn: '2017-12-14',
      expiresOn: '2018-12-01',
    })
    expect(await certificate('215/GCN-UBND')).toMatchObject({ extensions: 1, expiresOn: '2018-12-01', valid: true })
    expect(await certificate('88/QĐ-UBND')).toBeNull()
    await write({ register: 'permits.gameCentre', data: {}, direction: 'reverse', dossier: 'renew' })
    expect(await certificate('215/GCN-UBND')).toMatchObject({ extensions: 0, expiresOn: '2018-06-01' })
  })
})

describe('the things of the city', () => {
  const { people } = createCityPeople({ units })
  const city = createCity(units, people)
  const known = new Set(people)

  test('belong to people of the city, alive, and lie in its units', () => {
    for (const { owner, unit } of [...city.parcels, ...city.businesses]) {
      expect(known.has(owner) && owner.diedOn === null).toBe(true)
      expect(units).toContain(unit)
    }
    expect(city.parcels.length).toBeGreaterThan(1_000)
    expect(city.businesses.length).toBeGreaterThan(300)
  })

  test('bear each number once', () => {
    const numbers = [
      ...city.parcels.map(({ certificateNumber }) => certificateNumber),
      ...city.parcels.map(({ unit, sheet, parcel }) => `${unit.code} ${sheet} ${parcel}`),
      ...city.buildingPermits.map(({ permitNumber }) => permitNumber),
      ...city.pavementPermits.map(({ permitNumber }) => permitNumber),
      ...city.businesses.map(({ code }) => code),
      ...city.gameCentres.map(({ certificateNumber }) => certificateNumber),
      ...city.streets.map(({ unit, name }) => `${unit.code} ${name}`),
    ]
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  test('fit each other: permits on residential parcels, on listed streets that do not overlap, centres far from schools', () => {
    expect(
      city.buildingPermits.filter(({ parcel, holder }) => parcel.use !== 'dat-o' || holder !== parcel.owner),
    ).toEqual([])
    expect(city.buildingPermits.length).toBeGreaterThan(100)
    const open = new Map(city.streets.map((street) => [`${street.unit.code} ${street.name}`, street]))
    const ends = new Map<string, string>()
    const inOrder = [...city.pavementPermits].sort((a, b) => (a.from < b.from ? -1 : 1))
    for (const { unit, street, use, from, to } of inOrder) {
      const place = `${unit.code} ${street}`
      expect([place, use === 'dao-he' || open.get(place)?.uses.includes(use)]).toEqual([place, true])
      expect(from > (ends.get(place) ?? '')).toBe(true)
      ends.set(place, to)
    }
    expect(inOrder.length).toBeGreaterThan(200)
    for (const { business, holder, place } of city.gameCentres) {
      expect(business.owner).toBe(holder)
      expect(Math.min(...city.schools.map((school) => metresBetween(school, place)))).toBeGreaterThanOrEqual(200)
    }
    expect(city.gameCentres.length).toBeGreaterThan(50)
    expect(new Set(city.streets.map(({ unit }) => unit.code)).size).toBe(
      units.filter(({ kind }) => kind !== 'xã').length,
    )
  })
})
