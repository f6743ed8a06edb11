/** Children without parents and adults without capacity, with who is their guardian, was, or may become it. */
import { parentsOf, type Scene } from './case-scene.ts'
import { fromIsoDay } from './days.ts'
import { deathEntry, joinInMarriage } from './household.ts'
import type { AdoptionEntry, GuardianRelation, GuardianshipEndEntry, GuardianshipEntry, Person } from './person.ts'

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

/** Tells of all of them. */
export function wards(scene: Scene): void {
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
