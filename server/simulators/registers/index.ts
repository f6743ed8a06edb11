export { type RegistersSimulator, type RegistersSimulatorOptions, startRegisters } from './server.ts'
