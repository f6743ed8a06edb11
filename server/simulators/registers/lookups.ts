/** What each register answers. A further register is a further line of the table. */
import { isObject, type JsonObject, type LookupName, sameName } from '../../registers/index.ts'
import { type CivilEntry, isoDay, type MarriageEntry, type Person, yearOf } from '../population/index.ts'
import { type EntryMatch, matchEntry } from './entry-match.ts'
import { kinshipOf } from './kinship.ts'
import { entryAnswer, personAnswer } from './present.ts'
import { type Registry, subjectsOf } from './registry.ts'

/** `refused`: the question lacks what it needs. */
export type RegisterAnswer = { kind: 'entries'; entries: JsonObject[] } | { kind: 'refused'; field: string }

/** `asOf` is the last day of which the register knows, days since 1970. */
type Lookup = (registry: Registry, key: JsonObject, asOf: number) => RegisterAnswer

const entries = (found: readonly (JsonObject | null)[]): RegisterAnswer => ({
  kind: 'entries',
  entries: found.filter((entry) => entry !== null),
})

export const lookups: { readonly [register in LookupName]: Lookup } = {
  'population.person': (registry, key, asOf) =>
    withPerson(registry, key, 'idNumber', asOf, (person) => entries([personAnswer(person)])),

  'civil.entry': (registry, key, asOf) => {
    const type = textAt(key, 'type')
    const fullName = textAt(key, 'fullName')
    if (type === undefined || fullName === undefined) return { kind: 'refused', field: type ? 'fullName' : 'type' }
    const matched = entriesOf(registry, fullName, asOf).flatMap(({ entry, subject }) => {
      const match = entry.type === type ? matchEntry(entry, subject, questionOf(key)) : null
      return match ? [{ entry, subject, match }] : []
    })
    const exact = matched.filter(({ match }) => match.exact)
    return entries((exact.length > 0 ? exact : matched).map(withMatch))
  },

  'civil.maritalStatus': (registry, key, asOf) =>
    withPerson(registry, key, 'idNumber', asOf, (person) => entries([maritalStatus(registry, person, asOf)])),

  'civil.marriageEntry': (registry, key, asOf) =>
    withPerson(registry, key, 'a', asOf, (a) =>
      withPerson(registry, key, 'b', asOf, (b) => {
        const unit = textAt(key, 'unit')
        const marriage = marriageOf(registry, a)
        if (!marriage || marriage.registeredOn > asOf || !subjectsOf(marriage).includes(b)) return entries([])
        if (unit !== undefined && unit !== marriage.unit.code) return entries([])
        return entries([{ a: key.a ?? null, b: key.b ?? null, ...entryAnswer(marriage, a) }])
      }),
    ),

  'civil.deathEntry': (registry, key, asOf) => {
    const idNumber = textAt(key, 'idNumber')
    const fullName = textAt(key, 'fullName')
    const bornOn = textAt(key, 'dateOfBirth')
    const person = idNumber === undefined ? undefined : registry.personById(idNumber)
    const name = idNumber === undefined ? fullName : person?.fullName
    if (idNumber === undefined && (fullName === undefined || bornOn === undefined))
      return { kind: 'refused', field: 'idNumber' }
    return entries(
      entriesOf(registry, name ?? '', asOf)
        .filter(({ entry, subject }) => entry.type === 'khai-tu' && (!person || subject === person))
        .filter(({ subject }) => bornOn === undefined || isoDay(subject.bornOn) === bornOn)
        .map(({ entry, subject }) => entryAnswer(entry, subject)),
    )
  },

  'civil.kinship': (registry, key, asOf) =>
    withPerson(registry, key, 'a', asOf, (a) =>
      withPerson(registry, key, 'b', asOf, (b) =>
        entries([{ a: key.a ?? null, b: key.b ?? null, ...kinshipOf(a, b) }]),
      ),
    ),
}

function withPerson(
  registry: Registry,
  key: JsonObject,
  field: string,
  asOf: number,
  answer: (person: Person) => RegisterAnswer,
): RegisterAnswer {
  const idNumber = textAt(key, field)
  if (idNumber === undefined) return { kind: 'refused', field }
  const person = registry.personById(idNumber)
  return person && person.bornOn <= asOf ? answer(person) : entries([])
}

function entriesOf(registry: Registry, name: string, asOf: number): { entry: CivilEntry; subject: Person }[] {
  return registry
    .entriesByName(name)
    .filter((entry) => entry.registeredOn <= asOf)
    .flatMap((entry) =>
      subjectsOf(entry)
        .filter((subject) => sameName(subject.fullName, name))
        .map((subject) => ({ entry, subject })),
    )
}

function withMatch({ entry, subject, match }: { entry: CivilEntry; subject: Person; match: EntryMatch }): JsonObject {
  return { ...entryAnswer(entry, subject), match: { exact: match.exact, differs: [...match.differs] } }
}

function marriageOf(registry: Registry, person: Person): MarriageEntry | undefined {
  for (const entry of registry.entriesByName(person.fullName))
    if (entry.type === 'ket-hon' && subjectsOf(entry).includes(person)) return entry
  return undefined
}

function maritalStatus(registry: Registry, person: Person, asOf: number): JsonObject {
  const { spouse, idNumber, formerIdNumber } = person
  // A marriage without an entry is older than the registers.
  const marriage = marriageOf(registry, person)
  if (spouse === null || (marriage && marriage.registeredOn > asOf))
    return { idNumber, formerIdNumber, status: 'single', spouseId: null, since: null, entryNumber: null }
  return {
    idNumber,
    formerIdNumber,
    status: spouse.diedOn !== null && spouse.diedOn <= asOf ? 'widowed' : 'married',
    spouseId: spouse.idNumber,
    since: marriage ? isoDay(marriage.registeredOn) : null,
    entryNumber: marriage ? `${marriage.number}/${yearOf(marriage.registeredOn)}` : null,
  }
}

function questionOf(key: JsonObject) {
  const question: { [field: string]: string } = {}
  for (const field of ['dateOfBirth', 'unit', 'entryNumber', 'bookNumber']) {
    const value = textAt(key, field)
    if (value !== undefined) question[field] = value
  }
  return question
}

function textAt(key: JsonObject, field: string): string | undefined {
  const value = Object.hasOwn(key, field) ? key[field] : undefined
  if (isObject(value)) return textAt(value, 'code')
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
