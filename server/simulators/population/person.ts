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
export type Guardian =
  | { kind: 'ca-nhan'; person: Person }
  /** A body that the law lets be guardian (Civil Code 2015, article 50). */
  | { kind: 'phap-nhan'; name: string; code: string; address: string }

/** How the guardian stands to the ward, in the words of the form. */
export type GuardianRelation = 'anh-chi-ruot' | 'ong-ba' | 'bac-chu-cau-co-di' | 'vo-chong' | 'con' | 'cha-me' | 'khac'

export interface GuardianshipEntry extends Entry {
  type: 'giam-ho'
  /** The ward. */
  subject: Person
  guardian: Guardian
  guardianshipType: 'duong-nhien' | 'cu' | 'chi-dinh'
  relation: GuardianRelation
}
export interface GuardianshipEndEntry extends Entry {
  type: 'cham-dut-giam-ho'
  subject: Person
  /** The entry that it ends. */
  guardianship: GuardianshipEntry
  endedOn: number
  /** Civil Code 2015, article 62. */
  ground: 'du-nlhvds' | 'chet' | 'cha-me-du-dk' | 'nhan-con-nuoi'
}
export interface RecognitionEntry extends Entry {
  type: 'nhan-cha-me-con'
  /** The child. */
  subject: Person
  recogniser: Person
}
export interface AdoptionEntry extends Entry {
  type: 'con-nuoi'
  /** The child. */
  subject: Person
  adopters: readonly Person[]
}
export interface CorrectionEntry extends Entry {
  type: 'cai-chinh'
  subject: Person
  item: string
  from: string
  to: string
}
export type CivilEntry =
  | BirthEntry
  | MarriageEntry
  | DeathEntry
  | GuardianshipEntry
  | GuardianshipEndEntry
  | RecognitionEntry
  | AdoptionEntry
  | CorrectionEntry

export interface Population {
  people: Person[]
  entries: CivilEntry[]
}
