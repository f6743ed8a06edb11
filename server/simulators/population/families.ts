/** Three generations of a few unrelated families in one unit: who is born, marries and dies, each in a possible order. */
import { dayOf, yearOf, yearsAfter } from './days.ts'
import type { IdNumbers } from './id-numbers.ts'
import { aGivenName, aSurname, type Ethnicity, type Sex } from './names.ts'
import type { BirthEntry, DeathEntry, Person, Population } from './person.ts'
import type { Chance } from './random.ts'
import type { CommuneUnit } from './units.ts'

/** Nothing happens after this day: the population is that of autumn 2017. */
export const lastDay = dayOf(2017, 11, 30)
/** Entries of earlier years were lost or never written. */
const registersBegin = 1955
const mountainDistricts = new Set(['huyện Ba Vì', 'huyện Thạch Thất', 'huyện Quốc Oai', 'huyện Mỹ Đức'])
const causes = ['tuổi cao, bệnh già', 'tai biến mạch máu não', 'bệnh tim', 'ung thư', 'tai nạn'] as const

interface Settling {
  unit: CommuneUnit
  chance: Chance
  ids: IdNumbers
  /** How many people the unit still has room for. */
  room: number
  population: Population
}

/** Fills a unit with `count` people and the entries of their lives. */
export function settleUnit(unit: CommuneUnit, count: number, chance: Chance, ids: IdNumbers): Population {
  const settling: Settling = { unit, chance, ids, room: count, population: { people: [], entries: [] } }
  while (settling.room > 0) settleGeneration(settling)
  return settling.population
}

function settleGeneration(settling: Settling): void {
  const { chance } = settling
  const families = [0, 1, 2, 3].map(() => {
    const couple = aFounderCouple(settling)
    return couple ? raiseChildren(settling, couple, chance.between(2, 4)) : []
  })
  for (const couple of matchFamilies(settling, families)) raiseChildren(settling, couple, chance.between(1, 3))
}

interface Couple {
  husband: Person
  wife: Person
  marriedOn: number
}

function aFounderCouple(settling: Settling): Couple | null {
  const { chance } = settling
  const ethnicity = anEthnicity(settling)
  const address = anAddress(settling)
  const born = dayOf(chance.between(1930, 1958), 1, 1) + chance.between(0, 364)
  const husband = addPerson(settling, {
    sex: 'nam',
    bornOn: born,
    ethnicity,
    address,
    surname: aSurname(chance, ethnicity),
  })
  const wife = addPerson(settling, {
    sex: 'nu',
    bornOn: born + chance.between(-700, 2000),
    ethnicity,
    address,
    surname: aSurname(chance, ethnicity),
  })
  if (!husband || !wife) return null
  const couple = marry(settling, husband, wife)
  for (const founder of [husband, wife]) if (couple) letDie(settling, founder)
  return couple
}

/** Sons and daughters of different families marry, oldest first; whoever finds nobody stays single. */
function matchFamilies(settling: Settling, families: readonly (readonly Person[])[]): Couple[] {
  const { chance } = settling
  const familyOf = new Map(families.flatMap((family, index) => family.map((child) => [child, index] as const)))
  const grown = [...familyOf.keys()].filter((child) => child.bornOn < yearsAfter(lastDay, -21))
  const women = new Set(grown.filter((child) => child.sex === 'nu'))
  const couples: Couple[] = []
  for (const man of grown.filter((child) => child.sex === 'nam' && chance.holds(0.85))) {
    const wife = [...women].find((woman) => familyOf.get(woman) !== familyOf.get(man) && fitTogether(man, woman))
    const couple = wife && marry(settling, man, wife)
    if (wife) women.delete(wife)
    if (couple) couples.push(couple)
  }
  return couples
}

function fitTogether(man: Person, woman: Person): boolean {
  return Math.abs(man.bornOn - woman.bornOn) < yearsAfter(0, 12)
}

/** Twenty for men, eighteen for women (Law on Marriage and Family 1959, 1986, 2000, 2014). */
function marry(settling: Settling, husband: Person, wife: Person): Couple | null {
  const { chance, unit, population } = settling
  const ofAge = Math.max(yearsAfter(husband.bornOn, 20.1), yearsAfter(wife.bornOn, 18.1))
  const marriedOn = ofAge + chance.between(0, 2200)
  if (marriedOn > lastDay) return null
  husband.spouse = wife
  wife.spouse = husband
  wife.address = husband.address
  if (yearOf(marriedOn) >= registersBegin)
    population.entries.push({ type: 'ket-hon', unit, registeredOn: marriedOn, number: 0, husband, wife })
  return { husband, wife, marriedOn }
}

function raiseChildren(settling: Settling, { husband, wife, marriedOn }: Couple, wanted: number): Person[] {
  const { chance, unit, population } = settling
  const children: Person[] = []
  let bornOn = marriedOn + chance.between(280, 900)
  while (children.length < wanted && bornOn <= lastDay - 60 && bornOn < yearsAfter(wife.bornOn, 42)) {
    const child = addPerson(settling, {
      sex: chance.holds(0.51) ? 'nam' : 'nu',
      bornOn,
      ethnicity: husband.ethnicity,
      address: husband.address,
      surname: husband.fullName.split(' ')[0] ?? husband.fullName,
    })
    if (!child) break
    child.father = husband
    child.mother = wife
    children.push(child)
    if (yearOf(bornOn) >= registersBegin) population.entries.push(aBirthEntry(unit, child, chance))
    bornOn += chance.between(500, 1700)
  }
  return children
}

function aBirthEntry(unit: CommuneUnit, subject: Person, chance: Chance): BirthEntry {
  return {
    type: 'khai-sinh',
    unit,
    number: 0,
    subject,
    bornOn: subject.bornOn,
    // Within sixty days (Law on Civil Status 2014, article 15).
    registeredOn: subject.bornOn + chance.between(1, 45),
    placeOfBirth: `${chance.holds(0.6) ? `Trạm y tế ${unit.name}, ` : 'Bệnh viện đa khoa '}${unit.district}, thành phố Hà Nội`,
  }
}

function letDie(settling: Settling, person: Person): void {
  const { chance, unit, population } = settling
  const diedOn = yearsAfter(person.bornOn, chance.between(60, 94)) + chance.between(0, 364)
  if (diedOn > lastDay - 20) return
  person.diedOn = diedOn
  const entry: DeathEntry = {
    type: 'khai-tu',
    unit,
    number: 0,
    subject: person,
    diedOn,
    cause: chance.pick(causes),
    registeredOn: diedOn + chance.between(0, 15),
  }
  population.entries.push(entry)
}

interface Newcomer {
  sex: Sex
  bornOn: number
  ethnicity: Ethnicity
  address: string
  surname: string
}

function addPerson(settling: Settling, { sex, bornOn, ethnicity, address, surname }: Newcomer): Person | null {
  if (settling.room === 0) return null
  settling.room -= 1
  const { chance, ids, unit, population } = settling
  const year = yearOf(bornOn)
  const adult = bornOn < yearsAfter(lastDay, -14)
  const person: Person = {
    idNumber: ids.citizen(chance, sex, year),
    formerIdNumber: adult && year < 1999 && chance.holds(0.8) ? ids.former(chance) : null,
    fullName: `${surname} ${aGivenName(chance, sex, year)}`,
    sex,
    bornOn,
    diedOn: null,
    ethnicity,
    unit,
    address,
    idIssuedOn: adult ? dayOf(2013, 1, 1) + chance.between(0, 1700) : null,
    father: null,
    mother: null,
    spouse: null,
  }
  population.people.push(person)
  return person
}

function anEthnicity({ unit, chance }: Settling): Ethnicity {
  if (mountainDistricts.has(unit.district)) return chance.holds(0.2) ? 'Mường' : 'Kinh'
  return chance.holds(0.99) ? 'Kinh' : chance.pick(['Tày', 'Mường', 'Dao'] as const)
}

function anAddress({ unit, chance }: Settling): string {
  if (unit.kind === 'xã') return `Thôn ${chance.between(1, 9)}`
  return `Số ${chance.between(1, 220)}, tổ ${chance.between(1, 28)}`
}
