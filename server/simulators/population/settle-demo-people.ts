/** Makes the demo people and their entries: what each is shown for stands in `demo-people.ts`. */
import { dayOf, fromIsoDay } from './days.ts'
import { type DemoPerson, demoPeople, demoUnit, neighbourUnit, unknownIdNumber } from './demo-people.ts'
import { namedPerson } from './household.ts'
import type { IdNumbers } from './id-numbers.ts'
import type { Sex } from './names.ts'
import type { MarriageEntry, Person, Population } from './person.ts'
import { seededChance } from './random.ts'
import type { CommuneUnit } from './units.ts'

/** Puts the demo people and their entries into a population; of a city without their units, nobody. */
export function settleDemoPeople(units: readonly CommuneUnit[], ids: IdNumbers): Population {
  const here = units.find((unit) => unit.code === demoUnit)
  const there = units.find((unit) => unit.code === neighbourUnit)
  ids.reserve(unknownIdNumber)
  if (!here || !there) return { people: [], entries: [] }
  const settle = (demo: DemoPerson): Person => namedPerson(demo, demo.unit === neighbourUnit ? there : here, ids)
  const an = settle(demoPeople.an)
  const hoa = settle(demoPeople.hoa)
  const dung = settle(demoPeople.dung)
  const otherMark = settle(demoPeople.otherMark)
  const lan = settle(demoPeople.lan)
  const otherLan = settle(demoPeople.otherLan)
  const thu = settle(demoPeople.thu)
  const binh = settle(demoPeople.binh)
  const minh = settle(demoPeople.minh)
  an.father = binh
  an.mother = minh
  binh.father = thu
  join(binh, minh)
  join(dung, hoa)
  const households = [
    aHousehold(hoa, ['Nguyễn Văn Lợi', 1955], ['Đỗ Thị Thơm', 1959], ids),
    aHousehold(dung, ['Phạm Văn Tiến', 1954], ['Lê Thị Mận', 1958], ids),
    aHousehold(otherMark, ['Nguyễn Văn Thành', 1956], ['Bùi Thị Lụa', 1960], ids),
    aHousehold(lan, ['Lê Văn Quý', 1962], ['Trần Thị Hậu', 1965], ids),
    aHousehold(otherLan, ['Lê Đình Toàn', 1960], ['Ngô Thị Xuân', 1963], ids),
  ]
  const people = [
    an,
    hoa,
    dung,
    otherMark,
    lan,
    otherLan,
    thu,
    binh,
    minh,
    settle(demoPeople.linh),
    settle(demoPeople.gam),
  ]
  const birth = (subject: Person, number: number, registeredOn: string, bornOn = subject.bornOn) =>
    ({
      type: 'khai-sinh',
      unit: subject.unit,
      number,
      registeredOn: fromIsoDay(registeredOn),
      subject,
      bornOn,
      placeOfBirth: `Trạm y tế ${subject.unit.name}, ${subject.unit.district}, thành phố Hà Nội`,
    }) as const
  return {
    people: [...people, ...households.flatMap(({ husband, wife }) => [husband, wife])],
    entries: [
      ...households,
      birth(hoa, 40, '1986-03-07'),
      birth(an, 41, '1986-03-10', fromIsoDay('1986-03-02')),
      birth(dung, 42, '1986-03-12'),
      birth(otherMark, 42, '1985-03-11'),
      birth(lan, 140, '1990-08-22'),
      birth(otherLan, 147, '1990-09-03'),
      { type: 'ket-hon', unit: here, number: 3, registeredOn: fromIsoDay('1980-01-15'), husband: binh, wife: minh },
      { type: 'ket-hon', unit: here, number: 81, registeredOn: fromIsoDay('2010-11-20'), husband: dung, wife: hoa },
      {
        type: 'khai-tu',
        unit: here,
        number: 25,
        registeredOn: fromIsoDay('2015-06-20'),
        subject: thu,
        diedOn: fromIsoDay('2015-06-18'),
        cause: 'tuổi cao, bệnh già',
      },
    ],
  }
}

/** A child's parents, of whom nothing but name and year is told, with the entry of their marriage a year before. */
function aHousehold(child: Person, father: [string, number], mother: [string, number], ids: IdNumbers): MarriageEntry {
  const chance = seededChance(child.idNumber)
  const parent = ([fullName, year]: [string, number], sex: Sex): Person => ({
    idNumber: ids.citizen(chance, sex, year),
    formerIdNumber: ids.former(chance),
    fullName,
    sex,
    bornOn: dayOf(year, 1, 1) + chance.between(0, 364),
    diedOn: null,
    ethnicity: 'Kinh',
    unit: child.unit,
    address: child.address,
    idIssuedOn: null,
    father: null,
    mother: null,
    spouse: null,
  })
  const husband = parent(father, 'nam')
  const wife = parent(mother, 'nu')
  join(husband, wife)
  child.father = husband
  child.mother = wife
  return { type: 'ket-hon', unit: child.unit, number: 0, registeredOn: child.bornOn - 400, husband, wife }
}

function join(husband: Person, wife: Person): void {
  husband.spouse = wife
  wife.spouse = husband
}
