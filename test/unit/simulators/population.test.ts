import { describe, expect, test } from '@jest/globals'
import {
  type BirthEntry,
  type CivilEntry,
  citizenPrefix,
  createPopulation,
  demoPeople,
  demoUnit,
  isoDay,
  type Person,
  unknownIdNumber,
  yearOf,
} from '../../../server/simulators/population/index.ts'
import { units } from '../registers/set-up.ts'

const cpuBefore = process.cpuUsage()
const heapBefore = process.memoryUsage().heapUsed
const population = createPopulation({ units })
const cpu = process.cpuUsage(cpuBefore)
/** Work done, not time on the clock: other tests run beside this one. */
const tookMs = (cpu.user + cpu.system) / 1_000
const heapMb = (process.memoryUsage().heapUsed - heapBefore) / 2 ** 20
const { people, entries } = population

const births = entries.filter((entry): entry is BirthEntry => entry.type === 'khai-sinh')
const ageAt = (person: Person, day: number) => (day - person.bornOn) / 365.25
const faultsOf = (holds: (person: Person) => boolean) =>
  people.filter((person) => !holds(person)).map((person) => person.fullName)

describe('the population', () => {
  test('is twenty thousand people, made fast and small', () => {
    expect(people).toHaveLength(20_000)
    expect(tookMs).toBeLessThan(1_500)
    expect(heapMb).toBeLessThan(60)
  })

  test('lives in every commune of the city, a good share in xã Đông Mỹ', () => {
    const counts = new Map<string, number>()
    for (const person of people) counts.set(person.unit.code, (counts.get(person.unit.code) ?? 0) + 1)
    expect(counts.size).toBe(584)
    expect(Math.min(...counts.values())).toBeGreaterThan(25)
    expect(counts.get(demoUnit)).toBeGreaterThan(1_000)
  })

  test('counts years as the calendar does', () => {
    for (let day = -30_000; day < 40_000; day += 1)
      if (yearOf(day) !== new Date(day * 86_400_000).getUTCFullYear()) throw new Error(`year of day ${day}`)
  })

  test('is the same each time, and another for another seed', () => {
    const few = { units: units.slice(0, 40), size: 1_000 }
    const names = (seed: string) =>
      createPopulation({ ...few, seed }).people.map(({ fullName, idNumber }) => `${idNumber} ${fullName}`)
    expect(names('a')).toEqual(names('a'))
    expect(names('a')).not.toEqual(names('b'))
  })

  test('bears card numbers that agree with sex and year of birth, each once', () => {
    expect(
      faultsOf(
        ({ idNumber, sex, bornOn }) =>
          /^\d{12}$/.test(idNumber) && idNumber.startsWith(citizenPrefix(sex, yearOf(bornOn))),
      ),
    ).toEqual([])
    const numbers = people.flatMap(({ idNumber, formerIdNumber }) => [
      idNumber,
      ...(formerIdNumber === null ? [] : [formerIdNumber]),
    ])
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers).not.toContain(unknownIdNumber)
    expect(faultsOf(({ formerIdNumber }) => formerIdNumber === null || /^\d{9}$/.test(formerIdNumber))).toEqual([])
  })

  test('bears names that the forms take, in NFC', () => {
    expect(
      faultsOf(
        ({ fullName }) => /^[\p{L}][\p{L} '.-]{1,79}$/u.test(fullName) && fullName === fullName.normalize('NFC'),
      ),
    ).toEqual([])
    expect(new Set(people.map(({ fullName }) => fullName)).size).toBeGreaterThan(5_000)
  })

  test('has mothers and fathers of an age to be so, alive at the birth', () => {
    expect(
      faultsOf(({ mother, bornOn }) => mother === null || (ageAt(mother, bornOn) >= 17 && ageAt(mother, bornOn) <= 46)),
    ).toEqual([])
    expect(
      faultsOf(({ father, bornOn }) => father === null || (ageAt(father, bornOn) >= 19 && ageAt(father, bornOn) <= 70)),
    ).toEqual([])
    expect(faultsOf(({ mother, bornOn }) => mother?.diedOn == null || mother.diedOn > bornOn)).toEqual([])
    expect(
      faultsOf(({ father, fullName }) => father === null || father.fullName.split(' ')[0] === fullName.split(' ')[0]),
    ).toEqual([])
  })

  test('is married both ways, old enough, and never to kin', () => {
    expect(
      faultsOf(
        (person) => person.spouse === null || (person.spouse.spouse === person && person.spouse.sex !== person.sex),
      ),
    ).toEqual([])
    const weddings = entries.filter((entry) => entry.type === 'ket-hon')
    expect(weddings.every(({ husband, registeredOn }) => ageAt(husband, registeredOn) >= 20)).toBe(true)
    expect(weddings.every(({ wife, registeredOn }) => ageAt(wife, registeredOn) >= 18)).toBe(true)
    expect(weddings.every(({ husband, wife }) => husband.spouse === wife)).toBe(true)
    expect(
      faultsOf(
        ({ spouse, father, mother }) =>
          spouse === null ||
          father === null ||
          (spouse.father !== father && (mother === null || spouse.mother !== mother)),
      ),
    ).toEqual([])
  })

  test('dies once, after its children were born, with an entry', () => {
    const deaths = entries.filter((entry) => entry.type === 'khai-tu')
    expect(deaths).toHaveLength(people.filter(({ diedOn }) => diedOn !== null).length)
    expect(
      deaths.every(({ subject, diedOn, registeredOn }) => subject.diedOn === diedOn && registeredOn >= diedOn),
    ).toBe(true)
  })

  test('registers births within sixty days, once each, in the words of the card but for one', () => {
    expect(new Set(births.map(({ subject }) => subject)).size).toBe(births.length)
    expect(births.every(({ registeredOn, bornOn }) => registeredOn > bornOn && registeredOn - bornOn <= 72)).toBe(true)
    const departing = births.filter(({ subject, bornOn }) => subject.bornOn !== bornOn)
    expect(departing.map(({ subject }) => subject.idNumber)).toEqual([demoPeople.an.idNumber])
    expect(births.every(({ subject }) => subject.father !== null && subject.mother !== null)).toBe(true)
  })

  test('has books whose numbers rise with the day of registration, none twice', () => {
    const books = new Map<string, CivilEntry[]>()
    for (const entry of entries) {
      const key = `${entry.type} ${entry.unit.code} ${yearOf(entry.registeredOn)}`
      books.set(key, [...(books.get(key) ?? []), entry])
    }
    const broken = [...books].filter(([, lines]) => {
      const inOrder = [...lines].sort((a, b) => a.number - b.number)
      return inOrder.some((entry, index) => {
        const before = inOrder[index - 1]
        return before !== undefined && (before.number === entry.number || before.registeredOn > entry.registeredOn)
      })
    })
    expect(broken.map(([book]) => book)).toEqual([])
  })

  test('holds the demo people as their page tells', () => {
    const an = births.find(({ subject }) => subject.idNumber === demoPeople.an.idNumber)
    expect(an && [an.number, isoDay(an.registeredOn), isoDay(an.bornOn), an.unit.name]).toEqual([
      41,
      '1986-03-10',
      '1986-03-02',
      'xã Đông Mỹ',
    ])
    expect([an?.subject.father?.fullName, an?.subject.mother?.fullName]).toEqual(['Nguyễn Văn Bình', 'Trần Thị Minh'])
    expect(births.some(({ subject }) => subject.idNumber === demoPeople.linh.idNumber)).toBe(false)
    for (const demo of Object.values(demoPeople))
      expect(people.filter(({ idNumber }) => idNumber === demo.idNumber)).toHaveLength(1)
  })
})
