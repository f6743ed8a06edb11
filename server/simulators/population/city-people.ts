/** The whole city as its registers know it: the twenty thousand, those beside them, and what befell them all. */
import { numberEntries, numberLaterEntries } from './book-numbers.ts'
import { liveByChance } from './chance-lives.ts'
import { demoPeople } from './demo-people.ts'
import { createIdNumbers } from './id-numbers.ts'
import { joinLives, type Lives } from './lives.ts'
import { settleOrphans } from './orphans.ts'
import type { CivilEntry, Person, Population } from './person.ts'
import { createPopulation, type PopulationOptions } from './population.ts'
import { settleCasePeople } from './settle-case-people.ts'

export interface CityPeople extends Population {
  lives: Lives
}

/** The same options give the same city; who is in `createPopulation` is here as there. */
export function createCityPeople(options: PopulationOptions): CityPeople {
  const { units, seed = 'motcua' } = options
  const base = createPopulation(options)
  const ids = createIdNumbers()
  for (const { idNumber, formerIdNumber } of base.people) {
    ids.reserve(idNumber)
    if (formerIdNumber !== null) ids.reserve(formerIdNumber)
  }
  const cases = settleCasePeople(units, ids)
  const orphans = settleOrphans(units, ids, seed)
  const byChance = liveByChance(base, demoFamilies(base.people), seed)
  const later = [...cases.population.entries, ...orphans.population.entries, ...byChance.guardianships]
  const isOfOldBooks = ({ type }: CivilEntry) => type === 'khai-sinh' || type === 'ket-hon' || type === 'khai-tu'
  numberLaterEntries(base.entries, later.filter(isOfOldBooks))
  numberEntries(later.filter((entry) => !isOfOldBooks(entry)))
  return {
    people: [...base.people, ...cases.population.people, ...orphans.population.people],
    entries: [...base.entries, ...later],
    lives: joinLives([byChance, orphans.lives, cases.lives]),
  }
}

/** The demo people, their parents and spouses: nothing befalls them that their page does not tell. */
function demoFamilies(people: readonly Person[]): Set<Person> {
  const numbers = new Set<string>(Object.values(demoPeople).map(({ idNumber }) => idNumber))
  const demo = people.filter(({ idNumber }) => numbers.has(idNumber))
  return new Set(
    demo.flatMap((person) => [person, person.father, person.mother, person.spouse]).filter((one) => one !== null),
  )
}
