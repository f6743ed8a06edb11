/** A person of the simulated population and the entries that the civil registers hold; compact, joined by index. */
import type { Ethnicity, Sex } from './names.ts'
import type { CommuneUnit } from './units.ts'

export interface Person {
  idNumber: string
  /** The nine digits of the older card, where the person had one. */
  formerIdNumber: string | null
  fullName: string
  sex: Sex
  /** Days since 1970. */
  bornOn: number
  diedOn: number | null
  ethnicity: Ethnicity
  unit: CommuneUnit
  /** House, hamlet or street below the unit. */
  address: string
  idIssuedOn: number | null
  father: Person | null
  mother: Person | null
  spouse: Person | null
}

interface Entry {
  unit: CommuneUnit
  registeredOn: number
  /** Given when all entries are known, by the order of registration; demo entries bring theirs. */
  number: number
}
export interface BirthEntry extends Entry {
  type: 'khai-sinh'
  subject: Person
  /** What the entry says, where it departs from what the person's card says. */
  bornOn: number
  placeOfBirth: string
}
export interface MarriageEntry extends Entry {
  type: 'ket-hon'
  husband: Person
  wife: Person
}
export interface DeathEntry extends Entry {
  type: 'khai-tu'
  subject: Person
  diedOn: number
  cause: string
}
export type CivilEntry = BirthEntry | MarriageEntry | DeathEntry

export interface Population {
  people: Person[]
  entries: CivilEntry[]
}
