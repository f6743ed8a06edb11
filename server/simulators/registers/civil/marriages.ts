/** Whom somebody is and was married to: by the books, by the courts, and by what dossiers wrote since. */
import { type JsonObject, readEntryNumber } from '../../../registers/index.ts'
import { fromIsoDay, isoDay, type MarriageEntry, type Person, yearOf } from '../../population/index.ts'
import type { StoredEffect } from '../effects.ts'
import { byId, numbersOf, textAt } from '../register.ts'
import { subjectsOf } from '../registry.ts'
import type { World } from '../world.ts'

export interface Marriage {
  /** Unknown where the spouse is nobody of the city. */
  spouse: Person | null
  spouseId: string
  /** Null: older than the registers, or the book is lost. */
  since: string | null
  entryNumber: string | null
  ended: { on: string; by: 'divorce' | 'death' } | null
}

/** Oldest first, as of a day. `idNumbers` are those that the person may be written by. */
export function marriagesOf(
  world: World,
  person: Person | undefined,
  idNumbers: readonly string[],
  asOf: number,
): Marriage[] {
  const marriages = [
    ...(person ? standingMarriages(world, person, asOf) : []),
    ...writtenMarriages(world, idNumbers, asOf),
  ]
  return marriages.sort((a, b) => ((a.since ?? '') < (b.since ?? '') ? -1 : (a.since ?? '') > (b.since ?? '') ? 1 : 0))
}

/** The one in force, else the one that ended last. */
export function currentMarriage(marriages: readonly Marriage[]): Marriage | undefined {
  return marriages.findLast(({ ended }) => ended === null) ?? marriages.at(-1)
}

export function spousesOf(world: World, asOf: number): (person: Person) => Person[] {
  return (person) =>
    marriagesOf(world, person, numbersOf(person), asOf).flatMap(({ spouse }) => (spouse === null ? [] : [spouse]))
}

/** The entry that a book holds of two people. */
export function weddingOf(world: World, a: Person, b: Person): MarriageEntry | undefined {
  for (const entry of world.registry.entriesByName(a.fullName))
    if (entry.type === 'ket-hon' && subjectsOf(entry).includes(a) && subjectsOf(entry).includes(b)) return entry
  return undefined
}

function standingMarriages(world: World, person: Person, asOf: number): Marriage[] {
  const divorces = world.lives.divorcesOf(person)
  const spouses = new Set([
    ...divorces.map(({ husband, wife }) => (husband === person ? wife : husband)),
    ...(person.spouse === null ? [] : [person.spouse]),
  ])
  return [...spouses].flatMap((spouse): Marriage[] => {
    const wedding = weddingOf(world, person, spouse)
    if (wedding && wedding.registeredOn > asOf) return []
    const divorce = divorces.find(
      ({ husband, wife, endedOn }) => (husband === spouse || wife === spouse) && endedOn <= asOf,
    )
    return [
      {
        spouse,
        spouseId: spouse.idNumber,
        since: wedding ? isoDay(wedding.registeredOn) : null,
        entryNumber: wedding ? `${wedding.number}/${yearOf(wedding.registeredOn)}` : null,
        ended: divorce ? { on: isoDay(divorce.endedOn), by: 'divorce' } : endedByDeath(spouse, asOf),
      },
    ]
  })
}

function endedByDeath({ diedOn }: Person, asOf: number): Marriage['ended'] {
  return diedOn !== null && diedOn <= asOf ? { on: isoDay(diedOn), by: 'death' } : null
}

function writtenMarriages(world: World, idNumbers: readonly string[], asOf: number): Marriage[] {
  const words = idNumbers.map(byId)
  return ['civil.maritalStatus', 'civil.marriageEntry']
    .flatMap((register) => world.written(register, words, asOf))
    .map(({ data }): Marriage => {
      const husbandId = textAt(data, 'husbandId') ?? ''
      const spouseId = idNumbers.includes(husbandId) ? (textAt(data, 'wifeId') ?? '') : husbandId
      const spouse = world.registry.personById(spouseId) ?? null
      return {
        spouse,
        spouseId: spouse?.idNumber ?? spouseId,
        since: textAt(data, 'effectiveFrom') ?? textAt(data, 'registeredOn') ?? textAt(data, 'since') ?? null,
        entryNumber: textAt(data, 'entryNumber') ?? null,
        ended: spouse ? endedByDeath(spouse, asOf) : null,
      }
    })
}

/** Lines of the marriage register that dossiers wrote, newest first. */
export function writtenWeddings(world: World, idNumbers: readonly string[], asOf: number): StoredEffect[] {
  return world.written('civil.marriageEntry', idNumbers.map(byId), asOf).reverse()
}

/** A written line as an entry of the book; null where it is about somebody that nobody here knows. */
export function asWeddingEntry(world: World, data: JsonObject): MarriageEntry | null {
  const husband = world.registry.personById(textAt(data, 'husbandId') ?? '')
  const wife = world.registry.personById(textAt(data, 'wifeId') ?? '')
  const unit = world.commune(textAt(data, 'unit') ?? '')
  const number = readEntryNumber(textAt(data, 'entryNumber') ?? '')?.number
  const registeredOn = fromIsoDay(textAt(data, 'registeredOn') ?? '')
  if (!husband || !wife || !unit || number === undefined || !Number.isInteger(registeredOn)) return null
  return { type: 'ket-hon', unit, registeredOn, number, husband, wife }
}
