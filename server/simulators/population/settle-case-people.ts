/** Makes the people of `case-people.ts`, their families and what befell them. */
import { type CaseName, casePeople } from './case-people.ts'
import { fromIsoDay } from './days.ts'
import { demoUnit } from './demo-people.ts'
import {
  aRelative,
  birthEntry,
  deathEntry,
  joinInMarriage,
  namedPerson,
  type Relative,
  weddingEntry,
} from './household.ts'
import type { IdNumbers } from './id-numbers.ts'
import { type Capacity, type Lives, noLives } from './lives.ts'
import type {
  AdoptionEntry,
  CivilEntry,
  CorrectionEntry,
  GuardianRelation,
  GuardianshipEndEntry,
  GuardianshipEntry,
  Person,
  Population,
  RecognitionEntry,
} from './person.ts'
import { seededChance } from './random.ts'
import type { CommuneUnit } from './units.ts'

export interface Settled {
  population: Population
  lives: Lives
}

type Cast = { readonly [name in CaseName]: Person }

/** People and entries by hand; the numbers of the entries come later. Of a city without their unit, nobody. */
export function settleCasePeople(units: readonly CommuneUnit[], ids: IdNumbers): Settled {
  const unit = units.find(({ code }) => code === demoUnit)
  const population: Population = { people: [], entries: [] }
  const lives = noLives()
  if (!unit) return { population, lives }
  const cast = settleCast(unit, ids)
  population.people.push(...Object.values(cast))
  const relatives = (of: Person, ...wanted: Relative[]): Person[] => {
    const chance = seededChance(`case:${of.idNumber}`)
    const made = wanted.map((relative) => aRelative(relative, of, chance, ids))
    population.people.push(...made)
    return made
  }
  const add = <Entry extends CivilEntry>(entry: Entry): Entry => {
    population.entries.push(entry)
    return entry
  }
  const scene: Scene = { unit, cast, lives, relatives, add }
  for (const tell of [cousins, marriages, courts, wards, families]) tell(scene)
  return { population, lives }
}

interface Scene {
  unit: CommuneUnit
  cast: Cast
  lives: Lives
  relatives(of: Person, ...wanted: Relative[]): Person[]
  add<Entry extends CivilEntry>(entry: Entry): Entry
}

function settleCast(unit: CommuneUnit, ids: IdNumbers): Cast {
  const settle = (name: CaseName): Person => namedPerson(casePeople[name], unit, ids)
  return mapValues(casePeople, settle)
}

/** The same names, each with what `make` gives for it. */
function mapValues<Name extends string, Value>(
  names: { readonly [name in Name]: unknown },
  make: (name: Name) => Value,
): { [name in Name]: Value } {
  const made: Partial<{ [name in Name]: Value }> = {}
  for (const name in names) made[name] = make(name)
  return made as { [name in Name]: Value }
}

/** A child's parents, married a year before. */
function parentsOf(scene: Scene, child: Person, father: [string, number, string?], mother: [string, number, string?]) {
  const relative = ([fullName, year, diedOn]: [string, number, string?], sex: 'nam' | 'nu'): Relative => ({
    fullName,
    sex,
    year,
    ...(diedOn ? { diedOn } : {}),
  })
  const [husband, wife] = scene.relatives(child, relative(father, 'nam'), relative(mother, 'nu'))
  if (!husband || !wife) throw new Error('parents come in two')
  joinInMarriage(husband, wife)
  child.father = husband
  child.mother = wife
  scene.add(weddingEntry(husband, wife, child.bornOn - 420))
  scene.add(birthEntry(child))
  for (const parent of [husband, wife]) if (parent.diedOn !== null) scene.add(deathEntry(parent, 'tai nạn'))
  return { husband, wife }
}

/** Tùng and Cúc: children of two brothers. Khang, Thảo, Mạnh, Hiền: nothing stands against them but Mạnh's age. */
function cousins(scene: Scene): void {
  const { cast } = scene
  const { husband: fatherOfTung } = parentsOf(scene, cast.tung, ['Phan Văn Hoà', 1965], ['Đỗ Thị Lan', 1967])
  const { husband: fatherOfCuc } = parentsOf(scene, cast.cuc, ['Phan Văn Thuận', 1968], ['Lê Thị Oanh', 1970])
  const [grandfather, grandmother] = scene.relatives(
    fatherOfTung,
    { fullName: 'Phan Văn Lộc', sex: 'nam', year: 1938 },
    { fullName: 'Vũ Thị Nhàn', sex: 'nu', year: 1941 },
  )
  if (!grandfather || !grandmother) return
  joinInMarriage(grandfather, grandmother)
  scene.add(weddingEntry(grandfather, grandmother, fromIsoDay('1962-02-20')))
  for (const son of [fatherOfTung, fatherOfCuc]) {
    son.father = grandfather
    son.mother = grandmother
  }
  parentsOf(scene, cast.khang, ['Đặng Văn Chiến', 1962], ['Trần Thị Thuỷ', 1966])
  parentsOf(scene, cast.thao, ['Bùi Văn Nghĩa', 1964], ['Nguyễn Thị Thơm', 1968])
  parentsOf(scene, cast.manh, ['Trịnh Văn Hùng', 1970], ['Lê Thị Hạnh', 1973])
  parentsOf(scene, cast.hien, ['Nguyễn Văn Phong', 1969], ['Hoàng Thị Liên', 1971])
  parentsOf(scene, cast.hai, ['Vũ Văn Lâm', 1961], ['Tạ Thị Hoà', 1963])
}

function marriages(scene: Scene): void {
  const { cast, lives } = scene
  const wed = (husband: Person, wife: Person, day: string) => scene.add(weddingEntry(husband, wife, fromIsoDay(day)))
  // Divorced: the entry of the marriage stays in its book.
  const { registeredOn } = wed(cast.luc, cast.nhung, '2009-12-04')
  lives.divorces.push({
    husband: cast.luc,
    wife: cast.nhung,
    marriedOn: registeredOn,
    endedOn: fromIsoDay('2015-06-22'),
    decisionNumber: '87/2015/QĐST-HNGĐ',
  })
  // Widowed.
  joinInMarriage(cast.dat, cast.bich)
  wed(cast.dat, cast.bich, '1990-01-18')
  scene.add(deathEntry(cast.dat, 'bệnh tim'))
  // Married in 1978, the book was lost in a flood.
  joinInMarriage(cast.thang, cast.loan)
  // Phú's marriage with Hợp of 1984 is lost as well; he is divorced from her and married to Lý.
  lives.divorces.push({
    husband: cast.phu,
    wife: cast.hop,
    marriedOn: null,
    endedOn: fromIsoDay('1996-05-10'),
    decisionNumber: '14/HNGĐ-ST',
  })
  joinInMarriage(cast.phu, cast.ly)
  wed(cast.phu, cast.ly, '2001-09-14')
  lives.certificates.set(cast.hai, [
    { certificateNumber: '412/UBND-XNTTHN', issuedOn: fromIsoDay('2017-09-05'), purpose: 'ket-hon', status: 'single' },
  ])
  lives.certificates.set(cast.yen, [
    { certificateNumber: '388/UBND-XNTTHN', issuedOn: fromIsoDay('2016-11-01'), purpose: 'vay-von', status: 'single' },
  ])
  const correction: CorrectionEntry = {
    type: 'cai-chinh',
    unit: scene.unit,
    number: 0,
    registeredOn: fromIsoDay('2012-08-07'),
    subject: cast.yen,
    item: 'Chữ đệm',
    from: 'Đỗ Hải Yến',
    to: cast.yen.fullName,
  }
  parentsOf(scene, cast.yen, ['Đỗ Văn Kiên', 1963], ['Phạm Thị Vân', 1966])
  scene.add(correction)
}

function courts({ cast, lives }: Scene): void {
  const decide = (person: Person, status: Capacity, decisionNumber: string, day: string) =>
    lives.capacity.set(person, { status, decisionNumber, decidedOn: fromIsoDay(day) })
  decide(cast.tinh, 'lost', '05/2016/QĐST-VDS', '2016-04-20')
  decide(cast.bao, 'limited', '11/2015/QĐST-VDS', '2015-10-09')
  // Restored: limited before, full again.
  decide(cast.hop, 'full', '02/2014/QĐST-VDS', '2014-03-12')
  lives.criminal.set(cast.long, {
    underProsecution: false,
    openIntentionalConviction: true,
    since: fromIsoDay('2015-08-11'),
    note: 'Cố ý gây thương tích, bản án 62/2015/HSST, chưa được xoá án tích',
  })
  lives.criminal.set(cast.sy, {
    underProsecution: true,
    openIntentionalConviction: false,
    since: fromIsoDay('2017-08-02'),
    note: 'Đang bị truy cứu trách nhiệm hình sự, quyết định khởi tố bị can 119/2017',
  })
  lives.criminal.set(cast.luc, {
    underProsecution: false,
    openIntentionalConviction: false,
    since: fromIsoDay('2008-05-05'),
    note: 'Đã được xoá án tích',
  })
}

function guardianship(
  ward: Person,
  guardian: Person,
  relation: GuardianRelation,
  guardianshipType: GuardianshipEntry['guardianshipType'],
  day: string,
): GuardianshipEntry {
  return {
    type: 'giam-ho',
    unit: ward.unit,
    number: 0,
    registeredOn: fromIsoDay(day),
    subject: ward,
    guardian: { kind: 'ca-nhan', person: guardian },
    guardianshipType,
    relation,
  }
}

function wards(scene: Scene): void {
  const { cast, lives } = scene
  const register = (entry: GuardianshipEntry) => {
    lives.guardianships.push(scene.add(entry))
    return entry
  }
  // Huy: both parents died, nobody is guardian yet; Tâm is his father's sister.
  const ofHuy = parentsOf(
    scene,
    cast.huy,
    ['Nguyễn Văn Thiện', 1978, '2016-02-11'],
    ['Lê Thị Hằng', 1982, '2017-07-25'],
  )
  const [grandfather, grandmother] = scene.relatives(
    ofHuy.husband,
    { fullName: 'Nguyễn Văn Đông', sex: 'nam', year: 1948, diedOn: '2010-05-01' },
    { fullName: 'Bùi Thị Mận', sex: 'nu', year: 1951, diedOn: '2013-09-19' },
  )
  if (grandfather && grandmother) {
    joinInMarriage(grandfather, grandmother)
    for (const child of [ofHuy.husband, cast.tam]) {
      child.father = grandfather
      child.mother = grandmother
    }
    for (const dead of [grandfather, grandmother]) scene.add(deathEntry(dead, 'tuổi cao, bệnh già'))
  }
  // Diệp: her grandmother is guardian.
  const ofDiep = parentsOf(
    scene,
    cast.diep,
    ['Lê Văn Quang', 1979, '2014-06-06'],
    ['Mai Thị Hương', 1983, '2014-06-06'],
  )
  ofDiep.husband.mother = cast.dao
  register(guardianship(cast.diep, cast.dao, 'ong-ba', 'duong-nhien', '2014-07-15'))
  // Quốc Bảo: came of age, the guardianship is ended.
  parentsOf(scene, cast.quocBao, ['Trần Văn Toàn', 1970, '2011-01-09'], ['Vũ Thị Nga', 1974, '2012-12-01'])
  const [uncle] = scene.relatives(cast.quocBao, { fullName: 'Trần Văn Tiến', sex: 'nam', year: 1966 })
  if (uncle) {
    const ended: GuardianshipEndEntry = {
      type: 'cham-dut-giam-ho',
      unit: scene.unit,
      number: 0,
      registeredOn: fromIsoDay('2016-07-18'),
      subject: cast.quocBao,
      guardianship: register(guardianship(cast.quocBao, uncle, 'bac-chu-cau-co-di', 'duong-nhien', '2013-02-20')),
      endedOn: fromIsoDay('2016-06-30'),
      ground: 'du-nlhvds',
    }
    lives.guardianshipEnds.push(scene.add(ended))
  }
  // Phúc: the ward died, the guardianship still stands.
  parentsOf(scene, cast.phuc, ['Hoàng Văn Trường', 1976, '2013-03-03'], ['Đặng Thị Xuân', 1980, '2015-04-17'])
  scene.add(deathEntry(cast.phuc, 'tai nạn'))
  register(guardianship(cast.phuc, cast.thang, 'bac-chu-cau-co-di', 'cu', '2015-06-10'))
  // Hà My: adopted, the guardianship still stands.
  parentsOf(scene, cast.haMy, ['Vũ Văn Kiên', 1985, '2015-11-11'], ['Cao Thị Duyên', 1988, '2016-01-30'])
  register(guardianship(cast.haMy, cast.hai, 'bac-chu-cau-co-di', 'cu', '2016-03-08'))
  const adoption: AdoptionEntry = {
    type: 'con-nuoi',
    unit: scene.unit,
    number: 0,
    registeredOn: fromIsoDay('2017-06-12'),
    subject: cast.haMy,
    adopters: [cast.phu, cast.ly],
  }
  lives.adoptions.push(scene.add(adoption))
  // Tĩnh lost his capacity: his mother is guardian.
  const ofTinh = parentsOf(scene, cast.tinh, ['Ngô Văn Bá', 1958, '2012-08-08'], ['Phạm Thị Ly', 1961])
  register(guardianship(cast.tinh, ofTinh.wife, 'cha-me', 'duong-nhien', '2016-05-16'))
}

/** Minh Anh has both parents; Ngà may not be guardian; Bảo Châu was recognised by her father. */
function families(scene: Scene): void {
  const { cast, lives } = scene
  parentsOf(scene, cast.minhAnh, ['Bùi Văn Thành', 1984], ['Đỗ Thị Huệ', 1986])
  const [child] = scene.relatives(cast.nga, { fullName: 'Lê Gia Bình', sex: 'nam', year: 2007 })
  if (child) {
    child.mother = cast.nga
    scene.add(birthEntry(child))
    lives.restrictions.set(cast.nga, {
      child,
      decisionNumber: '21/2016/QĐST-HNGĐ',
      from: fromIsoDay('2016-09-30'),
      until: fromIsoDay('2019-09-30'),
    })
  }
  cast.baoChau.father = cast.khang
  cast.baoChau.mother = cast.hien
  scene.add(birthEntry(cast.baoChau))
  const recognition: RecognitionEntry = {
    type: 'nhan-cha-me-con',
    unit: scene.unit,
    number: 0,
    registeredOn: fromIsoDay('2016-10-20'),
    subject: cast.baoChau,
    recogniser: cast.khang,
  }
  lives.recognitions.push(scene.add(recognition))
}
