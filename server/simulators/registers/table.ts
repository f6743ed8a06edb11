/** All registers of the simulation, a file per field. A further register is a further line of its field. */
import { business } from './business.ts'
import { civil } from './civil/index.ts'
import { courts } from './courts.ts'
import { land } from './land.ts'
import type { RegisterTable, SimulatedEffect, SimulatedLookup } from './register.ts'
import { streets } from './streets.ts'

export const simulatedRegisters: RegisterTable = { ...civil, ...courts, ...land, ...streets, ...business }

export function lookupOf(register: string): SimulatedLookup | undefined {
  return Object.hasOwn(simulatedRegisters, register) ? simulatedRegisters[register]?.lookup : undefined
}

export function effectOf(register: string): SimulatedEffect | undefined {
  return Object.hasOwn(simulatedRegisters, register) ? simulatedRegisters[register]?.effect : undefined
}
