/** What is told of the people of `case-people.ts`: who they are, what befell them, and how a family comes about. */
import type { CaseName } from './case-people.ts'
import { birthEntry, deathEntry, joinInMarriage, type Relative, weddingEntry } from './household.ts'
import type { Lives } from './lives.ts'
import type { CivilEntry, Person } from './person.ts'
import type { CommuneUnit } from './units.ts'

export type Cast = { readonly [name in CaseName]: Person }

/** The cast, and where to put relatives, entries and what courts decided. */
export interface Scene {
  unit: CommuneUnit
  cast: Cast
  lives: Lives
  relatives(of: Person, ...wanted: Relative[]): Person[]
  add<Entry extends CivilEntry>(entry: Entry): Entry
}

/** A child's parents, married a year before. */
export function parentsOf(
  scene: Scene,
  child: Person,
  father: [string, number, string?],
  mother: [string, number, string?],
): { husband: Person; wife: Person } {
  const relative = ([fullName, year, diedOn]: [string, number, string?], sex: 'nam' | 'nu'): Relative => ({
    fullName,
    sex,
    year,
    ...(diedOn ? { diedOn } : {}),
  })
  const [husband, wife] = scene.relatives(child, relative(father, 'nam'), relative(mother, 'nu'))
  if (!husband || !wife) throw new Error('parents come in two')
  joinInMarriage(husband, wife)
  child.father = husband
  child.mother = wife
  scene.add(weddingEntry(husband, wife, child.bornOn - 420))
  scene.add(birthEntry(child))
  for (const parent of [husband, wife]) if (parent.diedOn !== null) scene.add(deathEntry(parent, 'tai nạn'))
  return { husband, wife }
}
