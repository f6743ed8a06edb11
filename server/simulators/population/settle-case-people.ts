/** Makes the people of `case-people.ts`, their families and what befell them. */
import { type CaseName, casePeople } from './case-people.ts'
import { type Cast, parentsOf, type Scene } from './case-scene.ts'
import { wards } from './case-wards.ts'
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
import type { CivilEntry, CorrectionEntry, Person, Population, RecognitionEntry } from './person.ts'
import { seededChance } from './random.ts'
import type { CommuneUnit } from './units.ts'

export interface Settled {
  population: Population
  lives: Lives
}

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
