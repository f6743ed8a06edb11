/** Divorces, court decisions, guardians and certificates of the twenty thousand, by chance; the people stay as they are. */
import { dayOf, yearOf, yearsAfter } from './days.ts'
import { lastDay } from './families.ts'
import { type Capacity, type Lives, type MaritalCertificate, noLives } from './lives.ts'
import type { GuardianshipEntry, MarriageEntry, Person, Population } from './person.ts'
import { type Chance, seededChance } from './random.ts'

interface Telling {
  people: readonly Person[]
  weddings: readonly MarriageEntry[]
  childrenOf: ReadonlyMap<Person, readonly Person[]>
  lives: Lives
}

/**
 * Each topic has its own stream of chance, so that one more changes nothing in the others. Nothing befalls those who are
 * `spared`. Guardianships come with entries that have no number yet.
 */
export function liveByChance({ people, entries }: Population, spared: ReadonlySet<Person>, seed: string): Lives {
  const lives = noLives()
  const others = people.filter((person) => !spared.has(person))
  const weddings = entries.filter(
    (entry): entry is MarriageEntry => entry.type === 'ket-hon' && !spared.has(entry.husband),
  )
  const telling: Telling = { people: others, weddings, childrenOf: childrenByParent(people), lives }
  for (const [topic, tell] of Object.entries(topics)) tell(telling, seededChance(`${seed}:${topic}`))
  return lives
}

const topics: { readonly [topic: string]: (telling: Telling, chance: Chance) => void } = {
  divorces,
  unfitParents,
  capacity,
  criminal,
  certificates,
}

const ofAge = (person: Person, day: number, years: number) => yearsAfter(person.bornOn, years) <= day
const isAlive = ({ diedOn }: Person) => diedOn === null
const numberAt = (chance: Chance, most: number, day: number, kind: string) =>
  `${chance.between(1, most)}/${yearOf(day)}/${kind}`

function divorces({ weddings, childrenOf, lives }: Telling, chance: Chance): void {
  for (const { husband, wife, registeredOn } of weddings) {
    if (!chance.holds(0.05) || !isAlive(husband) || !isAlive(wife)) continue
    const births = (childrenOf.get(wife) ?? []).map(({ bornOn }) => bornOn)
    const earliest = Math.max(registeredOn + 400, dayOf(1990, 1, 1), ...births.map((bornOn) => bornOn + 365))
    if (earliest >= lastDay) continue
    const endedOn = chance.between(earliest, lastDay)
    const decisionNumber = numberAt(chance, 240, endedOn, 'QĐST-HNGĐ')
    lives.divorces.push({ husband, wife, marriedOn: registeredOn, endedOn, decisionNumber })
  }
}

/** Couples whose rights over a minor child a court restricted: the child has a grandparent, an uncle or an aunt. */
function unfitParents({ weddings, childrenOf, lives }: Telling, chance: Chance): void {
  for (const { husband, wife } of weddings) {
    if (!isAlive(husband) || !isAlive(wife) || !chance.holds(0.03)) continue
    const minors = (childrenOf.get(wife) ?? []).filter((child) => !ofAge(child, dayOf(2018, 12, 31), 18))
    const [child] = minors
    if (!child || child.father !== husband) continue
    const from = Math.max(child.bornOn + 200, chance.between(dayOf(2014, 1, 1), dayOf(2017, 6, 30)))
    if (from > lastDay - 90) continue
    const decisionNumber = numberAt(chance, 60, from, 'QĐST-HNGĐ')
    const until = yearsAfter(from, 5)
    for (const parent of [husband, wife]) lives.restrictions.set(parent, { child, decisionNumber, from, until })
    for (const ward of minors) {
      const guardian = kinWhoMay(ward, childrenOf, lives)
      if (!guardian || ward.bornOn >= from || !chance.holds(0.7)) continue
      lives.guardianships.push(byLaw(ward, guardian, from + chance.between(5, 60)))
    }
  }
}

function kinWhoMay(ward: Person, childrenOf: Telling['childrenOf'], { restrictions }: Lives): Person | undefined {
  const grandparents = [ward.father, ward.mother].flatMap((parent) => [parent?.father, parent?.mother])
  const uncles = grandparents.flatMap((grandparent) => (grandparent ? (childrenOf.get(grandparent) ?? []) : []))
  return [...grandparents, ...uncles].find(
    (kin): kin is Person =>
      !!kin &&
      isAlive(kin) &&
      ofAge(kin, dayOf(2014, 1, 1), 18) &&
      kin !== ward.father &&
      kin !== ward.mother &&
      !restrictions.has(kin),
  )
}

function byLaw(ward: Person, guardian: Person, registeredOn: number): GuardianshipEntry {
  const isGrandparent = [ward.father, ward.mother].some(
    (parent) => parent?.father === guardian || parent?.mother === guardian,
  )
  return {
    type: 'giam-ho',
    unit: ward.unit,
    number: 0,
    registeredOn: Math.min(registeredOn, lastDay),
    subject: ward,
    guardian: { kind: 'ca-nhan', person: guardian },
    guardianshipType: 'duong-nhien',
    relation: isGrandparent ? 'ong-ba' : 'bac-chu-cau-co-di',
  }
}

/** Guardians keep their capacity; who lost it married before. */
function capacity({ people, weddings, lives }: Telling, chance: Chance): void {
  const guardians = guardiansIn(lives)
  const marriedOn = new Map(
    weddings.flatMap(({ husband, wife, registeredOn }) => [husband, wife].map((one) => [one, registeredOn] as const)),
  )
  for (const person of people) {
    if (!chance.holds(0.007) || !isAlive(person) || guardians.has(person)) continue
    const decidedOn = chance.between(dayOf(2012, 1, 1), lastDay)
    if (!ofAge(person, decidedOn, 18) || (marriedOn.get(person) ?? 0) > decidedOn) continue
    const status = chance.pick<Capacity>(['lost', 'lost', 'lost', 'difficulty', 'difficulty', 'limited', 'full'])
    lives.capacity.set(person, { status, decidedOn, decisionNumber: numberAt(chance, 40, decidedOn, 'QĐST-VDS') })
  }
}

const offences = [
  'Trộm cắp tài sản',
  'Cố ý gây thương tích',
  'Lừa đảo chiếm đoạt tài sản',
  'Cướp giật tài sản',
] as const

function criminal({ people, lives }: Telling, chance: Chance): void {
  const guardians = guardiansIn(lives)
  for (const person of people) {
    if (!chance.holds(0.009) || !isAlive(person)) continue
    const since = chance.between(dayOf(2008, 1, 1), lastDay)
    if (!ofAge(person, since, 16) || guardians.has(person)) continue
    const underProsecution = since > lastDay - 300
    const openIntentionalConviction = !underProsecution && since > dayOf(2014, 1, 1)
    const state = underProsecution
      ? 'đang bị truy cứu'
      : openIntentionalConviction
        ? 'chưa được xoá án tích'
        : 'đã được xoá án tích'
    lives.criminal.set(person, {
      underProsecution,
      openIntentionalConviction,
      since,
      note: `${chance.pick(offences)}, ${state}`,
    })
  }
}

function guardiansIn({ guardianships }: Lives): Set<Person> {
  return new Set(guardianships.flatMap(({ guardian }) => (guardian.kind === 'ca-nhan' ? [guardian.person] : [])))
}

/** Certificates say what was so on their day. */
function certificates({ people, weddings, lives }: Telling, chance: Chance): void {
  const weddingOf = new Map(
    weddings.flatMap((wedding) => [wedding.husband, wedding.wife].map((one) => [one, wedding] as const)),
  )
  const divorceOf = new Map(
    lives.divorces.flatMap((divorce) => [divorce.husband, divorce.wife].map((one) => [one, divorce] as const)),
  )
  for (const person of people) {
    if (!chance.holds(0.03) || !isAlive(person)) continue
    const issuedOn = chance.between(dayOf(2015, 1, 1), lastDay)
    if (!ofAge(person, issuedOn, person.sex === 'nam' ? 20 : 18)) continue
    const wedding = weddingOf.get(person)
    // A marriage without an entry is older than the registers.
    const isWed = person.spouse !== null && (!wedding || wedding.registeredOn <= issuedOn)
    const isDivorced = (divorceOf.get(person)?.endedOn ?? Number.POSITIVE_INFINITY) <= issuedOn
    const isWidowed = (person.spouse?.diedOn ?? Number.POSITIVE_INFINITY) <= issuedOn
    const status = !isWed ? 'single' : isDivorced ? 'divorced' : isWidowed ? 'widowed' : 'married'
    const purpose: MaritalCertificate['purpose'] =
      status === 'married' ? 'mua-ban-nha-dat' : chance.pick(['ket-hon', 'mua-ban-nha-dat', 'vay-von', 'khac'] as const)
    lives.certificates.set(person, [
      { certificateNumber: `${chance.between(1, 600)}/UBND-XNTTHN`, issuedOn, purpose, status },
    ])
  }
}

function childrenByParent(people: readonly Person[]): Map<Person, Person[]> {
  const children = new Map<Person, Person[]>()
  for (const child of people)
    for (const parent of [child.father, child.mother]) {
      if (!parent) continue
      const known = children.get(parent)
      if (known) known.push(child)
      else children.set(parent, [child])
    }
  return children
}
