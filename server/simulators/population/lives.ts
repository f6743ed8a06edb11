/** What befell people besides birth, marriage and death: divorces, courts, guardians, certificates. */
import type { AdoptionEntry, GuardianshipEndEntry, GuardianshipEntry, Person, RecognitionEntry } from './person.ts'

/** A marriage that a court ended. Days since 1970, as everywhere here. */
export interface Divorce {
  husband: Person
  wife: Person
  /** Null where the entry is lost. */
  marriedOn: number | null
  endedOn: number
  decisionNumber: string
}

/** Civil Code 2015, articles 22–24; `full`: restored. */
export type Capacity = 'full' | 'limited' | 'difficulty' | 'lost'

export interface CapacityDecision {
  status: Capacity
  decisionNumber: string
  decidedOn: number
}

export interface CriminalRecord {
  underProsecution: boolean
  /** For an intentional offence against a person or property, not yet erased (Civil Code 2015, article 49). */
  openIntentionalConviction: boolean
  since: number
  note: string
}

/** Law on Marriage and Family 2014, article 85: one to five years. */
export interface ParentalRestriction {
  child: Person
  decisionNumber: string
  from: number
  until: number
}

export interface MaritalCertificate {
  certificateNumber: string
  issuedOn: number
  purpose: 'ket-hon' | 'mua-ban-nha-dat' | 'vay-von' | 'khac'
  status: 'single' | 'married' | 'divorced' | 'widowed'
}

export interface Lives {
  divorces: Divorce[]
  capacity: Map<Person, CapacityDecision>
  criminal: Map<Person, CriminalRecord>
  restrictions: Map<Person, ParentalRestriction>
  /** Newest first. */
  certificates: Map<Person, MaritalCertificate[]>
  guardianships: GuardianshipEntry[]
  guardianshipEnds: GuardianshipEndEntry[]
  adoptions: AdoptionEntry[]
  recognitions: RecognitionEntry[]
}

export function noLives(): Lives {
  return {
    divorces: [],
    capacity: new Map(),
    criminal: new Map(),
    restrictions: new Map(),
    certificates: new Map(),
    guardianships: [],
    guardianshipEnds: [],
    adoptions: [],
    recognitions: [],
  }
}

export function joinLives(parts: readonly Lives[]): Lives {
  return {
    divorces: parts.flatMap(({ divorces }) => divorces),
    capacity: new Map(parts.flatMap(({ capacity }) => [...capacity])),
    criminal: new Map(parts.flatMap(({ criminal }) => [...criminal])),
    restrictions: new Map(parts.flatMap(({ restrictions }) => [...restrictions])),
    certificates: new Map(parts.flatMap(({ certificates }) => [...certificates])),
    guardianships: parts.flatMap(({ guardianships }) => guardianships),
    guardianshipEnds: parts.flatMap(({ guardianshipEnds }) => guardianshipEnds),
    adoptions: parts.flatMap(({ adoptions }) => adoptions),
    recognitions: parts.flatMap(({ recognitions }) => recognitions),
  }
}
