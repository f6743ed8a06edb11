/**
 * Who files in the demonstration month and for what: people of the simulated population, each for themselves, for the
 * family, and with a power of attorney for neighbours. The same seed gives the same people and requests.
 */
import { readFileSync } from 'node:fs'
import {
  type CivilEntry,
  createPopulation,
  isoDay,
  type Person,
  readUnits,
} from '../../server/simulators/population/index.ts'
import { type Chance, seededChance } from '../../server/simulators/population/random.ts'

export interface Unit {
  code: string
  /** Its dossiers in a month of 100. */
  share: number
}

/** The counters that have officers among the trial accounts, the first of which is the busy one. */
export const units: readonly [Unit, ...Unit[]] = [
  { code: '00685', share: 64 },
  { code: '00667', share: 12 },
  { code: '00658', share: 14 },
  { code: '00676', share: 10 },
]

export interface Filer {
  name: string
  phone: string
  person: Person
  unit: string
  /** What there is to be asked for, in the order in which it is asked. */
  wishes: Wish[]
}

export interface Wish {
  entry: CivilEntry
  subject: Person
  relation: string
}

const year2018 = 17_532
/** Of age and alive, with a card. */
const mayFile = (person: Person) =>
  person.diedOn === null && person.idIssuedOn !== null && person.bornOn < year2018 - 6_600

export function settleFilers(seed: string, howMany: number): Filer[] {
  const seedFile = new URL('../../prisma/seed/hanoi-units.json', import.meta.url)
  const { people, entries } = createPopulation({ units: readUnits(JSON.parse(readFileSync(seedFile, 'utf8'))) })
  return units.flatMap(({ code, share }) => {
    const chance = seededChance(`demo:${seed}:${code}`)
    const here = shuffled(
      people.filter((person) => person.unit.code === code && mayFile(person)),
      chance,
    )
    const held = entries.filter((entry) => entry.unit.code === code)
    const count = Math.max(1, Math.round((howMany * share) / 100))
    return here.slice(0, count).map((person, place): Filer => {
      const own = held.flatMap((entry) => wishOf(entry, person))
      const others = shuffled(held, chance)
        .slice(0, 6)
        .flatMap((entry) => forOthers(entry, person))
      const phone = `09${code.slice(3)}${String(100_000 + place * 1_117).slice(-6)}`
      return { name: `${code}-${place}`, phone, person, unit: code, wishes: [...shuffled(own, chance), ...others] }
    })
  })
}

function shuffled<T>(list: readonly T[], chance: Chance): T[] {
  const cards = [...list]
  for (let last = cards.length - 1; last > 0; last--) {
    const other = chance.between(0, last)
    const [a, b] = [cards[last], cards[other]]
    if (a !== undefined && b !== undefined) {
      cards[last] = b
      cards[other] = a
    }
  }
  return cards
}

const subjectsOf = (entry: CivilEntry): Person[] =>
  entry.type === 'ket-hon' ? [entry.husband, entry.wife] : [entry.subject]

/** What the requester is to the person concerned, as the form's choices have it. */
function relationOf(person: Person, subject: Person): string | undefined {
  if (subject === person) return 'ban-than'
  if (subject.father === person || subject.mother === person) return 'cha-me'
  if (person.father === subject || person.mother === subject) return 'con'
  if (person.spouse === subject) return 'vo-chong'
  const parents = [person.father, person.mother].filter((parent) => parent !== null)
  if (parents.some((parent) => subject.father === parent || subject.mother === parent)) return 'anh-chi-em'
  const above = [subject.father, subject.mother].flatMap((parent) => [parent?.father, parent?.mother])
  return above.includes(person) ? 'ong-ba' : undefined
}

function wishOf(entry: CivilEntry, person: Person): Wish[] {
  const fits = subjectsOf(entry).flatMap((subject) => {
    const relation = relationOf(person, subject)
    return relation && !(entry.type === 'khai-tu' && relation === 'ban-than') ? [{ entry, subject, relation }] : []
  })
  const own = fits.find(({ relation }) => relation === 'ban-than') ?? fits[0]
  return own ? [own] : []
}

function forOthers(entry: CivilEntry, person: Person): Wish[] {
  const [subject] = subjectsOf(entry)
  return subject && subject !== person ? [{ entry, subject, relation: 'uy-quyen' }] : []
}

/** The answers of the form, but for the papers. */
export function answersFor(filer: Filer, wish: Wish, chance: Chance): { [key: string]: unknown } {
  const { person, phone } = filer
  const { entry, subject, relation } = wish
  const spouse = entry.type === 'ket-hon' ? (entry.husband === subject ? entry.wife : entry.husband) : undefined
  return {
    requesterFullName: person.fullName,
    requesterIdType: 'cccd',
    requesterIdNumber: person.idNumber,
    requesterIdIssuedOn: isoDay(person.idIssuedOn ?? year2018),
    requesterIdIssuedBy: 'Công an thành phố Hà Nội',
    requesterResidenceType: 'thuong-tru',
    requesterResidenceUnit: person.unit.code,
    requesterResidenceDetail: person.address,
    requesterRelation: relation,
    contactPhone: phone,
    eventType: entry.type,
    subjectFullName: subject.fullName,
    subjectDob: isoDay(entry.type === 'khai-sinh' ? entry.bornOn : subject.bornOn),
    subjectGender: subject.sex,
    subjectEthnicity: subject.ethnicity,
    subjectNationality: 'Việt Nam',
    ...(spouse ? { spouseFullName: spouse.fullName } : {}),
    registerPlaceUnit: entry.unit.code,
    copies: chance.pick([1, 1, 2, 2, 3, 5]),
    purpose: chance.pick([
      'Làm hồ sơ xin việc',
      'Nhập học cho con',
      'Làm hộ chiếu',
      'Bổ sung hồ sơ bảo hiểm',
      'Chia thừa kế',
      'Vay vốn ngân hàng',
    ]),
    requesterPolicyGroup: chance.holds(0.08) ? chance.pick(['nguoi-co-cong', 'ho-ngheo', 'khuyet-tat']) : 'khong',
    pickupMethod: 'mot-cua',
    declarationAccepted: true,
  }
}
