/**
 * Other people in a sample's place: whoever the population register is asked for gives way to somebody like them, of the
 * same commune or, where the sample may be filed elsewhere, of another; when all have filed it begins with the first.
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
import { inTurn, mayMove } from './places.ts'

type Answers = { [key: string]: JsonValue }

const seedFile = new URL('../../prisma/seed/hanoi-units.json', import.meta.url)
/** Communes besides the sample's own, each in another district. */
const otherCommunes = 5

export interface Filing {
  /** Code of the unit. */
  readonly unit: string
  readonly answers: Answers
}

export interface People {
  /** The sample as dossier `turn` of its service files it. */
  filingOf(card: ServiceCard, sample: Sample, turn: number): Filing
}

export function settlePeople(): People {
  const { people, entries } = createCityPeople({ units: readUnits(JSON.parse(readFileSync(seedFile, 'utf8'))) })
  const byId = new Map(people.map((person) => [person.idNumber, person]))
  const births = new Map(entries.filter(isBirth).map((entry) => [entry.subject, entry]))
  const known = new Map<string, readonly (readonly Person[])[]>()

  /** Those who may stand for a person, the own commune's first: no younger, of the same sex, people and state, their birth in the same books. */
  function likeOf(person: Person): readonly (readonly Person[])[] {
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
        other.ethnicity === person.ethnicity &&
        (other.spouse === null) === (person.spouse === null) &&
        (!own || (birth?.unit.code === other.unit.code && birth.bornOn === other.bornOn))
      )
    })
    const groups = [like.filter(({ unit }) => unit.code === person.unit.code), ...elsewhere(like, person)]
    known.set(person.idNumber, groups)
    return groups
  }

  return {
    filingOf(card, sample, turn) {
      const swaps = new Map<JsonValue, JsonValue>()
      for (const { register, key } of Object.values(card.lookups)) {
        const field = register === 'population.person' ? key.idNumber?.slice(1) : undefined
        const person = field === undefined ? undefined : byId.get(String(sample.answers[field]))
        // A couple is a couple: two others would not be married to each other.
        if (!person || byId.get(String(sample.answers.wifeIdNumber))) continue
        const groups = likeOf(person)
        const other = inTurn(mayMove(card) ? groups : groups.slice(0, 1), turn)
        if (other) for (const [from, to] of swapsOf(person, other, births)) swaps.set(from, to)
      }
      const swapped = (value: JsonValue): JsonValue => swaps.get(value) ?? value
      return {
        unit: String(swapped(sample.unit)),
        answers: Object.fromEntries(Object.entries(sample.answers).map(([name, value]) => [name, swapped(value)])),
      }
    },
  }
}

/** The communes of other districts where most of them live, one of a district. */
function elsewhere(like: readonly Person[], than: Person): Person[][] {
  const groups = new Map<string, Person[]>()
  for (const person of like) {
    if (person.unit.districtCode === than.unit.districtCode) continue
    const group = groups.get(person.unit.code)
    if (group) group.push(person)
    else groups.set(person.unit.code, [person])
  }
  const districts = new Set<string>()
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .filter(([first]) => {
      const district = first?.unit.districtCode ?? ''
      if (districts.has(district)) return false
      districts.add(district)
      return true
    })
    .slice(0, otherCommunes)
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
      person.unit.code,
      person.unit.districtCode,
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
