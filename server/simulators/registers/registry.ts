/** The population as its registers find it: by card number and by name. */
import { foldName } from '../../registers/index.ts'
import type { CivilEntry, Person, Population } from '../population/index.ts'

export interface Registry {
  personById(idNumber: string): Person | undefined
  entriesByName(fullName: string): readonly CivilEntry[]
  /** Someone who is not the person given; for answers that are wrong on purpose. */
  stranger(person: Person | undefined): Person | undefined
}

export function createRegistry({ people, entries }: Population): Registry {
  const byId = new Map<string, Person>()
  for (const person of people) {
    byId.set(person.idNumber, person)
    if (person.formerIdNumber !== null) byId.set(person.formerIdNumber, person)
  }
  const byName = new Map<string, CivilEntry[]>()
  for (const entry of entries)
    for (const name of new Set(subjectsOf(entry).map((person) => foldName(person.fullName)))) {
      const found = byName.get(name)
      if (found) found.push(entry)
      else byName.set(name, [entry])
    }
  return {
    personById: (idNumber) => byId.get(idNumber),
    entriesByName: (fullName) => byName.get(foldName(fullName)) ?? [],
    stranger: (person) => people.find((other) => other !== person),
  }
}

/** Whom an entry is about: both in a marriage. */
export function subjectsOf(entry: CivilEntry): Person[] {
  return entry.type === 'ket-hon' ? [entry.husband, entry.wife] : [entry.subject]
}
