/** A client at the simulated registers, as a service asks them. */
import { afterAll, beforeAll } from '@jest/globals'
import type { JsonObject, LookupAnswer, RegisterEffect, Registers } from '../../../server/registers/index.ts'
import { casePeople, demoPeople } from '../../../server/simulators/population/index.ts'
import type { RegistersSimulator } from '../../../server/simulators/registers/index.ts'
import { aClient, aFolder, aSimulator, cleanUp } from '../registers/set-up.ts'

export const people = { ...demoPeople, ...casePeople }
export type Name = keyof typeof people

export const idOf = (name: Name): string => people[name].idNumber
export const named = (name: Name): JsonObject => ({ fullName: people[name].fullName, dateOfBirth: people[name].bornOn })

export interface Asking {
  /** All entries; throws when the register was not able to answer. */
  all(register: string, key: JsonObject): Promise<JsonObject[]>
  /** The first entry, or null: what the services call `lookup`. */
  lookup(register: string, key: JsonObject): Promise<JsonObject | null>
  write(
    effect: Partial<RegisterEffect> & Pick<RegisterEffect, 'register' | 'data'>,
  ): ReturnType<Registers['writeEffect']>
  simulator(): RegistersSimulator
}

/** One simulator for a file of tests, with all its people. */
export function asking(): Asking {
  let simulator: RegistersSimulator
  let registers: Registers
  beforeAll(async () => {
    simulator = await aSimulator({ folder: aFolder(), people: 20_000 })
    registers = aClient(simulator.url, { timeoutMs: 30_000 })
  })
  afterAll(cleanUp)
  const all = async (register: string, key: JsonObject) =>
    entriesOf(await registers.lookup(register, key, { idempotencyKey: 'job' }))
  return {
    all,
    lookup: async (register, key) => (await all(register, key))[0] ?? null,
    write: (effect) =>
      registers.writeEffect({ effect: effect.register, dossier: 'a dossier', issue: 1, direction: 'apply', ...effect }),
    simulator: () => simulator,
  }
}

function entriesOf(answer: LookupAnswer): JsonObject[] {
  if (answer.status === 'unavailable') throw new Error(`unavailable: ${answer.reason}`)
  return answer.status === 'found' ? answer.entries : []
}
