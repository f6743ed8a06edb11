/** The population as its registers find it: by card number and by name. */
import { foldName } from '../../registers/index.ts'
import { type CivilEntry, isoDay, type Person, type Population } from '../population/index.ts'

export interface Registry {
  readonly people: readonly Person[]
  personById(idNumber: string): Person | undefined
  /** Those of a name and day of birth; of a name alone, when no day is given. */
  peopleNamed(fullName: string, dateOfBirth?: string): readonly Person[]
  entriesByName(fullName: string): readonly CivilEntry[]
}

export function createRegistry({ people, entries }: Population): Registry {
  const byId = new Map<string, Person>()
  const byName = new Map<string, Person[]>()
  for (const person of people) {
    byId.set(person.idNumber, person)
    if (person.formerIdNumber !== null) byId.set(person.formerIdNumber, person)
    push(byName, foldName(person.fullName), person)
  }
  const entriesOf = new Map<string, CivilEntry[]>()
  for (const entry of entries)
    for (const name of new Set(subjectsOf(entry).map((person) => foldName(person.fullName))))
      push(entriesOf, name, entry)
  return {
    people,
    personById: (idNumber) => byId.get(idNumber),
    peopleNamed(fullName, dateOfBirth) {
      const named = byName.get(foldName(fullName)) ?? []
      return dateOfBirth === undefined ? named : named.filter(({ bornOn }) => isoDay(bornOn) === dateOfBirth)
    },
    entriesByName: (fullName) => entriesOf.get(foldName(fullName)) ?? [],
  }
}

/** Whom an entry is about: both in a marriage. */
export function subjectsOf(entry: CivilEntry): Person[] {
  return entry.type === 'ket-hon' ? [entry.husband, entry.wife] : [entry.subject]
}

function push<Item>(groups: Map<string, Item[]>, key: string, item: Item): void {
  const group = groups.get(key)
  if (group) group.push(item)
  else groups.set(key, [item])
}
