/** Registers about families: kinship, who needs a guardian, adoptions. */
import type { JsonObject } from '../../../registers/index.ts'
import { isoDay, type Person } from '../../population/index.ts'
import { kinshipOf } from '../kinship.ts'
import { entryAnswer } from '../present.ts'
import { aboutPerson, found, numbered, type RegisterTable, textAt } from '../register.ts'
import type { World } from '../world.ts'
import { spousesOf } from './marriages.ts'

export const families: RegisterTable = {
  'civil.kinship': {
    lookup: {
      key: { a: 'required', b: 'required' },
      holds: ['a', 'b', 'relation', 'prohibited'],
      answer: (world, key, asOf) =>
        aboutPerson(world, key, 'a', asOf, (a) =>
          aboutPerson(world, key, 'b', asOf, (b) => {
            const ties = { spousesOf: spousesOf(world, asOf), adoptedBy: world.lives.adoptedBy }
            return found([{ a: key.a ?? null, b: key.b ?? null, ...kinshipOf(a, b, ties) }])
          }),
        ),
      examples: (world) =>
        world.registry.people.slice(0, 3).map(({ idNumber }, place) => ({
          a: idNumber,
          b: world.registry.people[place + 4]?.idNumber ?? idNumber,
        })),
    },
  },

  'civil.familyStatus': {
    lookup: {
      key: { fullName: 'required', dateOfBirth: 'required' },
      holds: ['subject', 'minor', 'needsGuardian', 'reason', 'father', 'mother'],
      answer: (world, key, asOf) =>
        aboutNamed(world, key, (person) => (person.bornOn <= asOf ? [familyStatus(world, person, asOf)] : [])),
      examples: (world) => world.registry.people.slice(0, 3).map(named),
    },
  },

  'civil.adoption': {
    lookup: {
      key: { fullName: 'required', dateOfBirth: 'required' },
      holds: ['subject', 'adopters', 'entryNumber', 'bookNumber', 'registeredOn', 'unit'],
      answer: (world, key, asOf) =>
        aboutNamed(world, key, (child) =>
          world.lives
            .adoptionsOf(child)
            .filter(({ registeredOn }) => registeredOn <= asOf)
            .map((entry) => entryAnswer(entry, child)),
        ),
      examples: (world) => world.lives.all.adoptions.slice(-3).map(({ subject }) => named(subject)),
    },
  },
}

const named = ({ fullName, bornOn }: Person): JsonObject => ({ fullName, dateOfBirth: isoDay(bornOn) })

function aboutNamed(world: World, key: JsonObject, answer: (person: Person) => JsonObject[]) {
  const [fullName, dateOfBirth] = [textAt(key, 'fullName'), textAt(key, 'dateOfBirth')]
  if (fullName === undefined) return { kind: 'refused', field: 'fullName' } as const
  if (dateOfBirth === undefined) return { kind: 'refused', field: 'dateOfBirth' } as const
  return found(world.registry.peopleNamed(fullName, dateOfBirth).flatMap(answer))
}

type ParentState = 'alive' | 'dead' | 'lost-capacity' | 'limited-capacity' | 'restricted' | 'unknown'

/** Civil Code 2015, article 47: minors whose parents cannot care, and whoever lost the capacity to act. */
function familyStatus(world: World, person: Person, asOf: number): JsonObject {
  const minor = isMinor(person, asOf)
  const states = [person.father, person.mother].map((parent) => stateOf(world, parent, asOf))
  const adopted = world.lives.adoptionsOf(person).filter(({ registeredOn }) => registeredOn <= asOf)
  const cares = [
    ...states,
    ...adopted.flatMap(({ adopters }) => adopters.map((one) => stateOf(world, one, asOf))),
  ].includes('alive')
  const lost = capacityAt(world, person, asOf) === 'lost'
  const gone = states.every((state) => state === 'dead' || state === 'unknown')
  const reason = lost ? 'lost-capacity' : !minor || cares ? 'none' : gone ? 'no-parents' : 'parents-unfit'
  const [father = 'unknown', mother = 'unknown'] = states
  return {
    subject: { ...named(person), ...numbered(person) },
    minor,
    needsGuardian: reason !== 'none',
    reason,
    father: parentAnswer(person.father, father),
    mother: parentAnswer(person.mother, mother),
  }
}

function parentAnswer(parent: Person | null, state: ParentState): JsonObject {
  return { fullName: parent?.fullName ?? null, idNumber: parent?.idNumber ?? null, state }
}

function stateOf(world: World, parent: Person | null, asOf: number): ParentState {
  if (parent === null) return 'unknown'
  if (parent.diedOn !== null && parent.diedOn <= asOf) return 'dead'
  const capacity = capacityAt(world, parent, asOf)
  if (capacity === 'lost') return 'lost-capacity'
  if (capacity === 'limited' || capacity === 'difficulty') return 'limited-capacity'
  const restriction = world.lives.restrictionOf(parent)
  return restriction && restriction.from <= asOf && asOf < restriction.until ? 'restricted' : 'alive'
}

function capacityAt(world: World, person: Person, asOf: number) {
  const decision = world.lives.capacityOf(person)
  return decision && decision.decidedOn <= asOf ? decision.status : 'full'
}

function isMinor({ bornOn }: Person, asOf: number): boolean {
  const [year = '', month = '', day = ''] = isoDay(bornOn).split('-')
  return isoDay(Number.isFinite(asOf) ? asOf : bornOn) < `${Number(year) + 18}-${month}-${day}`
}
