import { describe, expect, test } from '@jest/globals'
import {
  type CivilEntry,
  casePeople,
  createCityPeople,
  createPopulation,
  demoPeople,
  isoDay,
  type Person,
  yearOf,
} from '../../../server/simulators/population/index.ts'
import { units } from '../registers/set-up.ts'

const city = createCityPeople({ units })
const { people, entries, lives } = city
const lastDay = 17_500
const ageAt = (person: Person, day: number) => (day - person.bornOn) / 365.25
const isAliveAt = ({ diedOn }: Person, day: number) => diedOn === null || diedOn >= day

describe('the people of the city', () => {
  test('are the twenty thousand, unchanged, and some beside them', () => {
    const base = createPopulation({ units })
    const lineOf = ({ idNumber, fullName, bornOn, diedOn, spouse, address }: Person) =>
      [idNumber, fullName, bornOn, diedOn, spouse?.idNumber, address].join(' ')
    expect(people.slice(0, 20_000).map(lineOf)).toEqual(base.people.map(lineOf))
    expect(people.length).toBeGreaterThan(20_200)
    expect(
      entries.slice(0, base.entries.length).map(({ number, registeredOn }) => `${number} ${registeredOn}`),
    ).toEqual(base.entries.map(({ number, registeredOn }) => `${number} ${registeredOn}`))
  })

  test('bear each number once', () => {
    const numbers = people.flatMap(({ idNumber, formerIdNumber }) =>
      formerIdNumber === null ? [idNumber] : [idNumber, formerIdNumber],
    )
    expect(new Set(numbers).size).toBe(numbers.length)
  })

  test('hold everybody whom the page names', () => {
    for (const { idNumber, fullName } of Object.values(casePeople))
      expect(people.filter((person) => person.idNumber === idNumber).map((person) => person.fullName)).toEqual([
        fullName,
      ])
  })

  test('are married both ways, each to one', () => {
    expect(people.filter((person) => person.spouse !== null && person.spouse.spouse !== person)).toEqual([])
  })

  test('have books whose numbers rise with the day of registration, none twice', () => {
    const books = new Map<string, CivilEntry[]>()
    for (const entry of entries) {
      const key = `${entry.type} ${entry.unit.code} ${yearOf(entry.registeredOn)}`
      books.set(key, [...(books.get(key) ?? []), entry])
    }
    const broken = [...books].filter(([, lines]) => {
      const inOrder = [...lines].sort((a, b) => a.number - b.number)
      return inOrder.some((entry, index) => {
        const before = inOrder[index - 1]
        return (
          entry.number < 1 ||
          (before !== undefined && (before.number === entry.number || before.registeredOn > entry.registeredOn))
        )
      })
    })
    expect(broken.map(([book]) => book)).toEqual([])
  })

  test('die with an entry', () => {
    const deaths = entries.filter((entry) => entry.type === 'khai-tu').map(({ subject }) => subject)
    expect(new Set(deaths).size).toBe(deaths.length)
    expect(people.filter(({ diedOn }) => diedOn !== null)).toHaveLength(deaths.length)
  })

  test('divorce after they married and their children were born, alive, and not twice', () => {
    expect(lives.divorces.length).toBeGreaterThan(50)
    for (const { husband, wife, marriedOn, endedOn } of lives.divorces) {
      expect(endedOn).toBeGreaterThan(marriedOn ?? 0)
      expect(endedOn).toBeLessThanOrEqual(lastDay)
      expect([isAliveAt(husband, endedOn), isAliveAt(wife, endedOn)]).toEqual([true, true])
    }
    const couples = lives.divorces.map(({ husband, wife }) => `${husband.idNumber} ${wife.idNumber}`)
    expect(new Set(couples).size).toBe(couples.length)
  })

  test('have guardians of age, alive and fit, for wards who need one', () => {
    expect(lives.guardianships.length).toBeGreaterThan(40)
    for (const { subject, guardian, registeredOn } of lives.guardianships) {
      if (guardian.kind !== 'ca-nhan') continue
      const { person } = guardian
      expect(ageAt(person, registeredOn)).toBeGreaterThanOrEqual(18)
      expect([isAliveAt(person, registeredOn), isAliveAt(subject, registeredOn)]).toEqual([true, true])
      expect([lives.capacity.get(person), lives.criminal.get(person), lives.restrictions.get(person)]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
      const isLost = lives.capacity.get(subject)?.status === 'lost'
      const parents = [subject.father, subject.mother]
      const nobodyCares = parents.every(
        (parent) => parent === null || !isAliveAt(parent, registeredOn) || lives.restrictions.has(parent),
      )
      expect([subject.fullName, isLost || (ageAt(subject, registeredOn) < 18 && nobodyCares)]).toEqual([
        subject.fullName,
        true,
      ])
    }
  })

  test('end guardianships after they began, by what befell the ward', () => {
    expect(lives.guardianshipEnds.length).toBeGreaterThan(5)
    for (const { guardianship, endedOn, ground, subject } of lives.guardianshipEnds) {
      expect(endedOn).toBeGreaterThan(guardianship.registeredOn)
      const adoption = lives.adoptions.find((one) => one.subject === subject)
      expect(ground === 'nhan-con-nuoi' ? adoption?.registeredOn : Math.floor(ageAt(subject, endedOn) + 0.01)).toBe(
        ground === 'nhan-con-nuoi' ? endedOn : 18,
      )
    }
  })

  test('adopt and recognise as adults, children who are younger', () => {
    expect(lives.adoptions.length).toBeGreaterThan(5)
    for (const { subject, adopters, registeredOn } of lives.adoptions)
      for (const adopter of adopters) {
        expect(isAliveAt(adopter, registeredOn)).toBe(true)
        expect((subject.bornOn - adopter.bornOn) / 365.25).toBeGreaterThanOrEqual(20)
      }
    expect(lives.recognitions.length).toBeGreaterThan(5)
    for (const { subject, recogniser, registeredOn } of lives.recognitions) {
      expect(subject.father).toBe(recogniser)
      expect(registeredOn).toBeGreaterThan(subject.bornOn)
    }
  })

  test('were judged by courts as adults, parents for children of theirs', () => {
    expect(new Set([...lives.capacity.values()].map(({ status }) => status))).toEqual(
      new Set(['lost', 'limited', 'difficulty', 'full']),
    )
    for (const [person, { decidedOn }] of lives.capacity) expect(ageAt(person, decidedOn)).toBeGreaterThanOrEqual(17.9)
    const records = [...lives.criminal.values()]
    expect(records.some(({ underProsecution }) => underProsecution)).toBe(true)
    expect(records.some(({ openIntentionalConviction }) => openIntentionalConviction)).toBe(true)
    for (const [parent, { child, from, until }] of lives.restrictions) {
      expect([child.father, child.mother]).toContain(parent)
      expect((until - from) / 365.25).toBeLessThanOrEqual(5.01)
    }
  })

  test('bear certificates that say what was so on their day', () => {
    expect(lives.certificates.size).toBeGreaterThan(200)
    for (const [person, [certificate]] of lives.certificates) {
      const wedding = entries.find(
        (entry) => entry.type === 'ket-hon' && (entry.husband === person || entry.wife === person),
      )
      if (certificate?.status === 'single')
        expect(wedding === undefined || wedding.registeredOn > certificate.issuedOn).toBe(true)
      if (certificate?.status === 'married') expect(person.spouse).not.toBeNull()
    }
  })

  test('leave the demo people as their page tells them', () => {
    const numbers = new Set<string>(Object.values(demoPeople).map(({ idNumber }) => idNumber))
    const touched = [
      ...lives.divorces.flatMap(({ husband, wife }) => [husband, wife]),
      ...lives.capacity.keys(),
      ...lives.criminal.keys(),
      ...lives.restrictions.keys(),
      ...lives.certificates.keys(),
      ...lives.guardianships.map(({ subject }) => subject),
    ]
    expect(touched.filter(({ idNumber }) => numbers.has(idNumber))).toEqual([])
  })

  test('are the same each time', () => {
    const told = ({ lives: { divorces, criminal, guardianships } }: ReturnType<typeof createCityPeople>) => [
      divorces.map(({ decisionNumber }) => decisionNumber),
      [...criminal.keys()].map(({ idNumber }) => idNumber),
      guardianships.map(({ subject, number, registeredOn }) => `${subject.idNumber} ${number} ${isoDay(registeredOn)}`),
    ]
    const few = { units: units.slice(0, 60), size: 2_000 }
    expect(told(createCityPeople(few))).toEqual(told(createCityPeople(few)))
  })
})
