/**
 * Where a sample may be filed besides its own unit: what asks only registers that know everybody in the city is filed by
 * a person of any commune at that commune, or at the district above it. Samples with things of their own (a parcel, a
 * guardianship, a couple) stay where these are.
 */
import type { ServiceCard } from '../../server/services/card.ts'

/** Registers that hold every person of the city alike. */
const ofEverybody = new Set(['population.person', 'civil.entry', 'civil.maritalStatus', 'civil.maritalCertificate'])

/** Whether the sample of this service may be filed for somebody else, elsewhere. */
export function mayMove(card: Pick<ServiceCard, 'lookups'>): boolean {
  const lookups = Object.values(card.lookups)
  const people = lookups.filter(({ register }) => register === 'population.person')
  return people.length === 1 && lookups.every(({ register }) => ofEverybody.has(register))
}

/** Goes through groups in turn, and through the members of each: one of each group, then the second of each. Empty groups are none. */
export function inTurn<T>(groups: readonly (readonly T[])[], turn: number): T | undefined {
  const held = groups.filter(({ length }) => length > 0)
  const group = held[turn % held.length]
  return group?.[Math.floor(turn / held.length) % group.length]
}
