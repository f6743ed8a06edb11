/** What courts decided about people. Nobody without a decision stands here. */
import type { JsonObject } from '../../registers/index.ts'
import { isoDay, type Person } from '../population/index.ts'
import { aboutPerson, found, numbered, type RegisterTable } from './register.ts'

const court = ({ unit }: Person) => `Toà án nhân dân ${unit.district}`
const examplesAmong = (people: Iterable<Person>): JsonObject[] =>
  [...people].slice(-3).map(({ idNumber }) => ({ idNumber }))

export const courts: RegisterTable = {
  'court.capacity': {
    lookup: {
      key: { idNumber: 'required' },
      holds: ['idNumber', 'formerIdNumber', 'status', 'decisionNumber', 'decidedOn', 'court'],
      answer: (world, key, asOf) =>
        aboutPerson(world, key, 'idNumber', asOf, (person) => {
          const decision = world.lives.capacityOf(person)
          if (!decision || decision.decidedOn > asOf) return found([])
          return found([
            { ...numbered(person), ...decision, decidedOn: isoDay(decision.decidedOn), court: court(person) },
          ])
        }),
      examples: (world) => examplesAmong(world.lives.all.capacity.keys()),
    },
  },
  'court.criminal': {
    lookup: {
      key: { idNumber: 'required' },
      holds: ['idNumber', 'formerIdNumber', 'underProsecution', 'openIntentionalConviction', 'since', 'note'],
      answer: (world, key, asOf) =>
        aboutPerson(world, key, 'idNumber', asOf, (person) => {
          const record = world.lives.recordOf(person)
          if (!record || record.since > asOf) return found([])
          return found([{ ...numbered(person), ...record, since: isoDay(record.since) }])
        }),
      examples: (world) => examplesAmong(world.lives.all.criminal.keys()),
    },
  },
  'court.parentalRestriction': {
    lookup: {
      key: { idNumber: 'required' },
      holds: ['idNumber', 'formerIdNumber', 'childName', 'decisionNumber', 'from', 'until', 'court'],
      answer: (world, key, asOf) =>
        aboutPerson(world, key, 'idNumber', asOf, (person) => {
          const restriction = world.lives.restrictionOf(person)
          if (!restriction || restriction.from > asOf || restriction.until <= asOf) return found([])
          const { child, decisionNumber, from, until } = restriction
          const times = { from: isoDay(from), until: isoDay(until) }
          return found([
            { ...numbered(person), childName: child.fullName, decisionNumber, ...times, court: court(person) },
          ])
        }),
      examples: (world) => examplesAmong(world.lives.all.restrictions.keys()),
    },
  },
}
