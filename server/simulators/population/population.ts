/** The simulated population of the city: demo people first, then families by chance until the number is full. */
import { numberEntries } from './book-numbers.ts'
import { demoUnit } from './demo-people.ts'
import { settleUnit } from './families.ts'
import { createIdNumbers } from './id-numbers.ts'
import type { CivilEntry, Person, Population } from './person.ts'
import { seededChance } from './random.ts'
import { settleDemoPeople } from './settle-demo-people.ts'
import type { CommuneUnit } from './units.ts'

export interface PopulationOptions {
  units: readonly CommuneUnit[]
  /** People in all; 20,000 unless told. */
  size?: number
  /** Another seed, other people. */
  seed?: string
}

/** How many of all live in the unit where demonstrations take place. */
const demoShare = 0.06

/** The same options give the same people and entries. */
export function createPopulation({ units, size = 20_000, seed = 'motcua' }: PopulationOptions): Population {
  const ids = createIdNumbers()
  const demo = settleDemoPeople(units, ids)
  const people: Person[] = [...demo.people]
  const entries: CivilEntry[] = [...demo.entries]
  const others = units.filter((unit) => unit.code !== demoUnit)
  const inDemoUnit = others.length < units.length ? Math.floor(size * demoShare) : 0
  const elsewhere = Math.max(0, size - people.length - inDemoUnit)
  for (const unit of units) {
    const place = others.indexOf(unit)
    const count = place < 0 ? inDemoUnit : share(elsewhere, others.length, place)
    const settled = settleUnit(unit, count, seededChance(`${seed}:${unit.code}`), ids)
    people.push(...settled.people)
    entries.push(...settled.entries)
  }
  numberEntries(entries)
  return { people, entries }
}

/** An even share of a whole number, the remainder spread over the first places. */
function share(whole: number, places: number, place: number): number {
  return Math.floor(whole / places) + (place < whole % places ? 1 : 0)
}
