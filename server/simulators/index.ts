/** Stand-ins for what lies outside the house, over the real protocols: the SMS switchboard and the city's registers. */
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { CommuneUnit } from './population/index.ts'
import { startRegisters } from './registers/index.ts'
import { rememberedPorts, rememberPorts, startOn } from './remembered-ports.ts'
import { startInbox, startSmsc } from './switchboard/index.ts'

export { type DemoName, demoPeople, demoUnit, readUnits, unknownIdNumber } from './population/index.ts'

export interface SimulatorOptions {
  /** Keeps what was sent and written; made when it is not there. */
  dataFolder: string
  clock: Clock
  units: readonly CommuneUnit[]
  /** Without one, or with 0: the port of the last start with this folder, else any free one. */
  ports?: { smsc?: number; registers?: number; inbox?: number }
  account?: { systemId: string; password: string }
  registerLatencyMs?: number
}

export interface Simulators {
  /** `smpp://user:password@127.0.0.1:port` */
  smsc: string
  /** `http://127.0.0.1:port/` */
  registers: string
  /** Where a person reads the messages. */
  inbox: string
  close(): Promise<void>
}

/** Starts all of them on 127.0.0.1; rejects when a port is taken, with none of them left running. */
export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  const { clock, dataFolder, ports = {}, account, registerLatencyMs } = options
  const running: { close(): Promise<void> }[] = []
  const close = async (): Promise<void> => {
    for (const part of running.splice(0).reverse()) await part.close()
  }
  const keep = <Part extends { close(): Promise<void> }>(part: Part): Part => {
    running.push(part)
    return part
  }
  const last = rememberedPorts(dataFolder)
  try {
    const smscOptions = { logPath: join(dataFolder, 'sms.jsonl'), clock, ...(account ? { account } : {}) }
    const smsc = keep(await startOn(ports.smsc, last.smsc, (port) => startSmsc({ port, ...smscOptions })))
    const inbox = keep(await startOn(ports.inbox, last.inbox, (port) => startInbox(port, smsc)))
    const latency = registerLatencyMs === undefined ? {} : { latencyMs: registerLatencyMs }
    const registersOptions = { dataFolder, clock, units: options.units, ...latency }
    const registers = keep(
      await startOn(ports.registers, last.registers, (port) => startRegisters({ port, ...registersOptions })),
    )
    rememberPorts(dataFolder, { smsc: smsc.port, registers: registers.port, inbox: inbox.port })
    return { smsc: smsc.url, registers: registers.url, inbox: `http://127.0.0.1:${inbox.port}/`, close }
  } catch (error) {
    await close()
    throw error
  }
}
