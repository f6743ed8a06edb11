/** The population database and the books of civil status. */
import type { JsonObject } from '../../../registers/index.ts'
import { sameName } from '../../../registers/index.ts'
import { type CivilEntry, isoDay, type Person } from '../../population/index.ts'
import { type EntryMatch, matchEntry } from '../entry-match.ts'
import { entryAnswer, personAnswer } from '../present.ts'
import { aboutPerson, byName, found, numbersOf, type RegisterTable, textAt } from '../register.ts'
import { subjectsOf } from '../registry.ts'
import type { World } from '../world.ts'
import { writtenGuardianshipEntries } from './guardianships.ts'
import { asWeddingEntry, currentMarriage, marriagesOf, writtenWeddings } from './marriages.ts'

export const books: RegisterTable = {
  'population.person': {
    lookup: {
      key: { idNumber: 'required' },
      holds: [
        'idNumber',
        'formerIdNumber',
        'fullName',
        'dateOfBirth',
        'sex',
        'ethnicity',
        'nationality',
        'hometown',
        'residence',
        'communeCode',
        'residenceDetail',
        'alive',
        'diedOn',
        'fatherIdNumber',
        'motherIdNumber',
        'spouseIdNumber',
      ],
      answer: (world, key, asOf) =>
        aboutPerson(world, key, 'idNumber', asOf, (person) =>
          found([personAnswer(person, spouseIdOf(world, person, asOf))]),
        ),
      examples: (world) => world.registry.people.slice(0, 3).map(({ idNumber }) => ({ idNumber })),
    },
  },

  'civil.entry': {
    lookup: {
      key: {
        type: 'required',
        fullName: 'required',
        dateOfBirth: 'optional',
        unit: 'optional',
        entryNumber: 'optional',
        bookNumber: 'optional',
      },
      holds: ['type', 'entryNumber', 'bookNumber', 'page', 'registeredOn', 'unit', 'note', 'subject', 'match'],
      answer(world, key, asOf) {
        const type = textAt(key, 'type')
        const fullName = textAt(key, 'fullName')
        if (type === undefined || fullName === undefined) return { kind: 'refused', field: type ? 'fullName' : 'type' }
        const matched = entriesOf(world, fullName, asOf).flatMap(({ entry, subject }) => {
          const match = entry.type === type ? matchEntry(entry, subject, questionOf(key)) : null
          return match ? [{ entry, subject, match }] : []
        })
        const exact = matched.filter(({ match }) => match.exact)
        return found((exact.length > 0 ? exact : matched).map(withMatch))
      },
      examples: (world) =>
        [
          ...world.registry.people.slice(0, 3),
          ...world.lives.all.guardianships.slice(-2).map(({ subject }) => subject),
        ].flatMap(({ fullName }) =>
          world.registry
            .entriesByName(fullName)
            .slice(0, 1)
            .map(({ type }) => ({ type, fullName })),
        ),
    },
  },

  'civil.deathEntry': {
    lookup: {
      key: { idNumber: 'optional', fullName: 'optional', dateOfBirth: 'optional' },
      holds: ['entryNumber', 'bookNumber', 'registeredOn', 'diedOn', 'cause', 'unit', 'subject'],
      answer(world, key, asOf) {
        const idNumber = textAt(key, 'idNumber')
        const fullName = textAt(key, 'fullName')
        const bornOn = textAt(key, 'dateOfBirth')
        const person = idNumber === undefined ? undefined : world.registry.personById(idNumber)
        const name = idNumber === undefined ? fullName : person?.fullName
        if (idNumber === undefined && (fullName === undefined || bornOn === undefined))
          return { kind: 'refused', field: 'idNumber' }
        return found(
          standingEntries(world, name ?? '', asOf)
            .filter(({ entry, subject }) => entry.type === 'khai-tu' && (!person || subject === person))
            .filter(({ subject }) => bornOn === undefined || isoDay(subject.bornOn) === bornOn)
            .map(({ entry, subject }) => entryAnswer(entry, subject)),
        )
      },
      examples: (world) =>
        world.registry.people
          .filter(({ diedOn }) => diedOn !== null)
          .slice(0, 3)
          .map(({ idNumber }) => ({ idNumber })),
    },
  },

  'civil.extractIssue': {
    lookup: {
      key: { type: 'required', fullName: 'required', unit: 'optional', entryNumber: 'optional' },
      holds: ['type', 'fullName', 'number', 'issuedOn', 'copies', 'requester', 'entryNumber', 'bookNumber', 'unit'],
      answer(world, key, asOf) {
        const [type, fullName, unit, entryNumber] = ['type', 'fullName', 'unit', 'entryNumber'].map((field) =>
          textAt(key, field),
        )
        if (type === undefined || fullName === undefined) return { kind: 'refused', field: type ? 'fullName' : 'type' }
        const lines = world.written('civil.extractIssue', [byName(fullName)], asOf).map(({ data }) => data)
        const agrees = (data: JsonObject, field: string, value: string | undefined) =>
          value === undefined || textAt(data, field) === value
        return found(
          lines
            .filter(
              (data) =>
                agrees(data, 'type', type) && agrees(data, 'unit', unit) && agrees(data, 'entryNumber', entryNumber),
            )
            .reverse(),
        )
      },
      examples: () => [],
    },
    effect: {
      entry: {
        number: 'optional',
        issuedOn: 'optional',
        type: 'optional',
        entryNumber: 'optional',
        bookNumber: 'optional',
        fullName: 'optional',
        copies: 'optional',
        requester: 'optional',
        unit: 'optional',
      },
      foundBy: (data) => [byName(textAt(data, 'fullName'))],
    },
  },
}

function spouseIdOf(world: World, person: Person, asOf: number): string | null {
  const marriage = currentMarriage(marriagesOf(world, person, numbersOf(person), asOf))
  return marriage && marriage.ended?.by !== 'divorce' ? marriage.spouseId : null
}

interface AboutSubject {
  entry: CivilEntry
  subject: Person
}

function aboutNamed(entries: readonly CivilEntry[], name: string, asOf: number): AboutSubject[] {
  return entries
    .filter((entry) => entry.registeredOn <= asOf)
    .flatMap((entry) =>
      subjectsOf(entry)
        .filter((subject) => sameName(subject.fullName, name))
        .map((subject) => ({ entry, subject })),
    )
}

function standingEntries(world: World, name: string, asOf: number): AboutSubject[] {
  return aboutNamed(world.registry.entriesByName(name), name, asOf)
}

/** With those that dossiers wrote. */
function entriesOf(world: World, name: string, asOf: number): AboutSubject[] {
  const numbers = world.registry.peopleNamed(name).flatMap(numbersOf)
  const weddings = writtenWeddings(world, numbers, asOf).map(({ data }) => asWeddingEntry(world, data))
  const written = [...weddings, ...writtenGuardianshipEntries(world, name, asOf)].filter((entry) => entry !== null)
  // Written today for a day that is not over: what is written is in the book.
  return [...aboutNamed(written, name, Number.POSITIVE_INFINITY), ...standingEntries(world, name, asOf)]
}

function withMatch({ entry, subject, match }: AboutSubject & { match: EntryMatch }): JsonObject {
  return { ...entryAnswer(entry, subject), match: { exact: match.exact, differs: [...match.differs] } }
}

function questionOf(key: JsonObject) {
  const question: { [field: string]: string } = {}
  for (const field of ['dateOfBirth', 'unit', 'entryNumber', 'bookNumber']) {
    const value = textAt(key, field)
    if (value !== undefined) question[field] = value
  }
  return question
}
