/** Families of whom the twenty thousand have none: orphans and their guardians, adopted and recognised children. */
import { dayOf, isoDay } from './days.ts'
import { lastDay } from './families.ts'
import { aRelative, birthEntry, deathEntry, joinInMarriage, weddingEntry } from './household.ts'
import type { IdNumbers } from './id-numbers.ts'
import { noLives } from './lives.ts'
import { aGivenName, aSurname, type Sex } from './names.ts'
import type { CivilEntry, GuardianshipEntry, Person } from './person.ts'
import { type Chance, seededChance } from './random.ts'
import type { Settled } from './settle-case-people.ts'
import type { CommuneUnit } from './units.ts'

/** In every so many communes lives one such family. */
const everyUnit = 9

/** Entries come without numbers. */
export function settleOrphans(units: readonly CommuneUnit[], ids: IdNumbers, seed: string): Settled {
  const settled: Settled = { population: { people: [], entries: [] }, lives: noLives() }
  for (const unit of units.filter((_, place) => place % everyUnit === everyUnit - 1)) {
    const chance = seededChance(`${seed}:orphans:${unit.code}`)
    const address =
      unit.kind === 'xã' ? `Thôn ${chance.between(1, 9)}` : `Số ${chance.between(1, 220)}, tổ ${chance.between(1, 28)}`
    settleFamily({ settled, unit, address, chance, ids })
    if (chance.holds(0.3)) settleRecognised({ settled, unit, address, chance, ids })
  }
  return settled
}

interface Settling {
  settled: Settled
  unit: CommuneUnit
  address: string
  chance: Chance
  ids: IdNumbers
}

function settle(
  { settled, unit, address, chance, ids }: Settling,
  sex: Sex,
  year: number,
  surname?: string,
  diedOn?: number,
): Person {
  const fullName = `${surname ?? aSurname(chance, 'Kinh')} ${aGivenName(chance, sex, year)}`
  const died = diedOn === undefined ? {} : { diedOn: isoDay(diedOn) }
  const person = aRelative({ fullName, sex, year, ...died }, { unit, address }, chance, ids)
  settled.population.people.push(person)
  return person
}

const surnameOf = ({ fullName }: Person) => fullName.split(' ')[0] ?? fullName
const aSex = (chance: Chance): Sex => (chance.holds(0.5) ? 'nam' : 'nu')

function settleFamily(settling: Settling): void {
  const { settled, unit, chance } = settling
  const { lives } = settled
  const add = <Entry extends CivilEntry>(entry: Entry): Entry => {
    settled.population.entries.push(entry)
    return entry
  }
  const birthYear = chance.between(2003, 2011)
  const grandmother = settle(settling, 'nu', birthYear - chance.between(52, 58))
  const deathOfFather = dayOf(2012, 1, 1) + chance.between(0, 700)
  const father = settle(settling, 'nam', birthYear - chance.between(26, 32), undefined, deathOfFather)
  const deathOfMother = deathOfFather + chance.between(0, 900)
  const mother = settle(settling, 'nu', birthYear - chance.between(23, 28), undefined, deathOfMother)
  father.mother = grandmother
  joinInMarriage(father, mother)
  add(weddingEntry(father, mother, dayOf(birthYear - 1, 1, 20)))
  for (const parent of [father, mother]) add(deathEntry(parent, chance.pick(['tai nạn', 'ung thư', 'bệnh tim'])))
  const child = settle(settling, aSex(chance), birthYear, surnameOf(father))
  child.father = father
  child.mother = mother
  add(birthEntry(child))
  if (!chance.holds(0.75)) return
  const entry: GuardianshipEntry = {
    type: 'giam-ho',
    unit,
    number: 0,
    registeredOn: Math.min(lastDay, deathOfMother + chance.between(20, 120)),
    subject: child,
    guardian: { kind: 'ca-nhan', person: grandmother },
    guardianshipType: 'duong-nhien',
    relation: 'ong-ba',
  }
  lives.guardianships.push(add(entry))
  if (chance.holds(0.3)) adopt(settling, child, entry, add)
}

/** Adopted by a couple of the same place, after which the guardianship ends. */
function adopt(
  settling: Settling,
  child: Person,
  guardianship: GuardianshipEntry,
  add: <Entry extends CivilEntry>(entry: Entry) => Entry,
): void {
  const { settled, unit, chance } = settling
  const husband = settle(settling, 'nam', chance.between(1968, 1976))
  const wife = settle(settling, 'nu', chance.between(1970, 1978))
  joinInMarriage(husband, wife)
  add(weddingEntry(husband, wife, dayOf(1999, 3, 1) + chance.between(0, 1000)))
  const registeredOn = Math.min(lastDay - 40, guardianship.registeredOn + chance.between(200, 600))
  if (registeredOn <= guardianship.registeredOn) return
  const common = { unit, number: 0, subject: child }
  settled.lives.adoptions.push(add({ type: 'con-nuoi', ...common, registeredOn, adopters: [husband, wife] }))
  if (!chance.holds(0.6)) return
  const endedOn = registeredOn
  settled.lives.guardianshipEnds.push(
    add({
      type: 'cham-dut-giam-ho',
      ...common,
      registeredOn: registeredOn + chance.between(5, 35),
      guardianship,
      endedOn,
      ground: 'nhan-con-nuoi',
    }),
  )
}

/** Born of a mother alone; the father recognised the child later. */
function settleRecognised(settling: Settling): void {
  const { settled, unit, chance } = settling
  const year = chance.between(2008, 2014)
  const mother = settle(settling, 'nu', year - chance.between(22, 30))
  const father = settle(settling, 'nam', year - chance.between(24, 33))
  const child = settle(settling, aSex(chance), year, surnameOf(father))
  child.mother = mother
  child.father = father
  settled.population.entries.push(birthEntry(child))
  const entry = {
    type: 'nhan-cha-me-con',
    unit,
    number: 0,
    registeredOn: child.bornOn + chance.between(200, 1000),
    subject: child,
    recogniser: father,
  } as const
  settled.population.entries.push(entry)
  settled.lives.recognitions.push(entry)
}
