/** Lives as the registers find them: by person. */
import type {
  AdoptionEntry,
  CapacityDecision,
  CriminalRecord,
  Divorce,
  GuardianshipEndEntry,
  GuardianshipEntry,
  Lives,
  MaritalCertificate,
  ParentalRestriction,
  Person,
} from '../population/index.ts'

export interface LivesIndex {
  divorcesOf(person: Person): readonly Divorce[]
  capacityOf(person: Person): CapacityDecision | undefined
  recordOf(person: Person): CriminalRecord | undefined
  restrictionOf(person: Person): ParentalRestriction | undefined
  certificatesOf(person: Person): readonly MaritalCertificate[]
  guardianshipsOf(ward: Person): readonly GuardianshipEntry[]
  endOf(guardianship: GuardianshipEntry): GuardianshipEndEntry | undefined
  adoptionsOf(child: Person): readonly AdoptionEntry[]
  /** Whom a person adopted. */
  adoptedBy(person: Person): readonly Person[]
  /** Somebody of each kind, for examples. */
  readonly all: Lives
}

export function indexLives(lives: Lives): LivesIndex {
  const divorces = groupBy(lives.divorces, ({ husband, wife }) => [husband, wife])
  const guardianships = groupBy(lives.guardianships, ({ subject }) => [subject])
  const adoptions = groupBy(lives.adoptions, ({ subject }) => [subject])
  const adopters = groupBy(lives.adoptions, (adoption) => [...adoption.adopters])
  const ends = new Map(lives.guardianshipEnds.map((end) => [end.guardianship, end]))
  return {
    divorcesOf: (person) => divorces.get(person) ?? [],
    capacityOf: (person) => lives.capacity.get(person),
    recordOf: (person) => lives.criminal.get(person),
    restrictionOf: (person) => lives.restrictions.get(person),
    certificatesOf: (person) => lives.certificates.get(person) ?? [],
    guardianshipsOf: (ward) => guardianships.get(ward) ?? [],
    endOf: (guardianship) => ends.get(guardianship),
    adoptionsOf: (child) => adoptions.get(child) ?? [],
    adoptedBy: (person) => (adopters.get(person) ?? []).map(({ subject }) => subject),
    all: lives,
  }
}

function groupBy<Item>(items: readonly Item[], keysOf: (item: Item) => readonly Person[]): Map<Person, Item[]> {
  const groups = new Map<Person, Item[]>()
  for (const item of items)
    for (const key of keysOf(item)) {
      const group = groups.get(key)
      if (group) group.push(item)
      else groups.set(key, [item])
    }
  return groups
}
