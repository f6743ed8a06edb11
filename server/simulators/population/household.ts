/** Builds people and entries one by one, for those whose lives are told rather than drawn. */
import { dayOf, fromIsoDay } from './days.ts'
import type { DemoPerson } from './demo-people.ts'
import type { IdNumbers } from './id-numbers.ts'
import type { Sex } from './names.ts'
import type { BirthEntry, DeathEntry, MarriageEntry, Person } from './person.ts'
import type { Chance } from './random.ts'
import type { CommuneUnit } from './units.ts'

const nobodys = { father: null, mother: null, spouse: null } as const

/** A person as a table of named people tells; their numbers are nobody else's from then on. */
export function namedPerson(demo: DemoPerson, unit: CommuneUnit, ids: IdNumbers): Person {
  ids.reserve(demo.idNumber)
  if (demo.formerIdNumber) ids.reserve(demo.formerIdNumber)
  return {
    idNumber: demo.idNumber,
    formerIdNumber: demo.formerIdNumber ?? null,
    fullName: demo.fullName,
    sex: demo.sex,
    bornOn: fromIsoDay(demo.bornOn),
    diedOn: demo.diedOn ? fromIsoDay(demo.diedOn) : null,
    ethnicity: 'Kinh',
    unit,
    address: demo.address,
    idIssuedOn: demo.idIssuedOn ? fromIsoDay(demo.idIssuedOn) : null,
    ...nobodys,
  }
}

export interface Relative {
  fullName: string
  sex: Sex
  year: number
  diedOn?: string
}

/** Somebody of whom little is told: a day of that year, a card number by chance. */
export function aRelative(
  { fullName, sex, year, diedOn }: Relative,
  of: { unit: CommuneUnit; address: string },
  chance: Chance,
  ids: IdNumbers,
): Person {
  const adult = year < 2003
  return {
    idNumber: ids.citizen(chance, sex, year),
    formerIdNumber: adult && year < 1985 ? ids.former(chance) : null,
    fullName,
    sex,
    bornOn: dayOf(year, 1, 1) + chance.between(0, 364),
    diedOn: diedOn ? fromIsoDay(diedOn) : null,
    ethnicity: 'Kinh',
    unit: of.unit,
    address: of.address,
    idIssuedOn: adult && !diedOn ? dayOf(2015, 1, 1) + chance.between(0, 600) : null,
    ...nobodys,
  }
}

export function joinInMarriage(husband: Person, wife: Person): void {
  husband.spouse = wife
  wife.spouse = husband
}

export function weddingEntry(husband: Person, wife: Person, registeredOn: number): MarriageEntry {
  return { type: 'ket-hon', unit: husband.unit, number: 0, registeredOn, husband, wife }
}

export function birthEntry(subject: Person): BirthEntry {
  const { unit } = subject
  return {
    type: 'khai-sinh',
    unit,
    number: 0,
    subject,
    bornOn: subject.bornOn,
    registeredOn: subject.bornOn + 9,
    placeOfBirth: `Trạm y tế ${unit.name}, ${unit.district}, thành phố Hà Nội`,
  }
}

/** Of somebody who died. */
export function deathEntry(subject: Person, cause: string): DeathEntry {
  const diedOn = subject.diedOn ?? subject.bornOn
  return { type: 'khai-tu', unit: subject.unit, number: 0, subject, diedOn, cause, registeredOn: diedOn + 3 }
}
