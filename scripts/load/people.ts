/**
 * Other people in a sample's place: whoever the population register is asked for gives way to somebody like them, as long
 * as there are any who have not filed yet; then it begins with the first again.
 */
import { readFileSync } from 'node:fs'
import type { JsonValue } from '#feel'
import type { ServiceCard } from '../../server/services/card.ts'
import {
  type BirthEntry,
  type CivilEntry,
  createCityPeople,
  isoDay,
  type Person,
  readUnits,
} from '../../server/simulators/population/index.ts'
import type { Sample } from '../../test/services/the-services.ts'

type Answers = { [key: string]: JsonValue }

const seedFile = new URL('../../prisma/seed/hanoi-units.json', import.meta.url)

export interface People {
  /** The sample's answers as dossier `turn` of its service gives them. */
  answersOf(card: ServiceCard, sample: Sample, turn: number): Answers
}

export function settlePeople(): People {
  const { people, entries } = createCityPeople({ units: readUnits(JSON.parse(readFileSync(seedFile, 'utf8'))) })
  const byId = new Map(people.map((person) => [person.idNumber, person]))
  const births = new Map(entries.filter(isBirth).map((entry) => [entry.subject, entry]))
  const known = new Map<string, Person[]>()

  /** Those who may stand for a person: no younger, of the same sex, people, commune and state, their birth in the same books. */
  function likeOf(person: Person): Person[] {
    const held = known.get(person.idNumber)
    if (held) return held
    const own = births.get(person)
    const like = people.filter((other) => {
      const birth = births.get(other)
      return (
        other.diedOn === null &&
        other.idIssuedOn !== null &&
        other.bornOn <= person.bornOn &&
        other.sex === person.sex &&
        other.unit.code === person.unit.code &&
        other.ethnicity === person.ethnicity &&
        (other.spouse === null) === (person.spouse === null) &&
        (!own || (birth?.unit.code === own.unit.code && birth.bornOn === other.bornOn))
      )
    })
    known.set(person.idNumber, like)
    return like
  }

  return {
    answersOf(card, sample, turn) {
      const swaps = new Map<JsonValue, JsonValue>()
      for (const { register, key } of Object.values(card.lookups)) {
        const field = register === 'population.person' ? key.idNumber?.slice(1) : undefined
        const person = field === undefined ? undefined : byId.get(String(sample.answers[field]))
        // A couple is a couple: two others would not be married to each other.
        if (!person || byId.get(String(sample.answers.wifeIdNumber))) continue
        const like = likeOf(person)
        const other = like[turn % like.length]
        if (other) for (const [from, to] of swapsOf(person, other, births)) swaps.set(from, to)
      }
      return Object.fromEntries(
        Object.entries(sample.answers).map(([name, value]) => [name, swaps.get(value) ?? value]),
      )
    },
  }
}

const isBirth = (entry: CivilEntry): entry is BirthEntry => entry.type === 'khai-sinh'

/** What is written of the one, and what of the other. */
function swapsOf(one: Person, other: Person, births: ReadonlyMap<Person, BirthEntry>): [JsonValue, JsonValue][] {
  const words = (person: Person): JsonValue[] => {
    const birth = births.get(person)
    return [
      person.idNumber,
      person.fullName,
      isoDay(person.bornOn),
      ...(birth
        ? [String(birth.number), `01/${isoDay(birth.registeredOn).slice(0, 4)}`, isoDay(birth.registeredOn)]
        : []),
    ]
  }
  const [from, to] = [words(one), words(other)]
  return from.flatMap((word, at): [JsonValue, JsonValue][] => {
    const stands = to[at]
    return stands === undefined ? [] : [[word, stands]]
  })
}
