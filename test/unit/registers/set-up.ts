/** The simulated registers, or one played by the test itself, on a free port. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createRegisters,
  type JsonObject,
  type Registers,
  type RegistersOptions,
} from '../../../server/registers/index.ts'
import { readUnits } from '../../../server/simulators/index.ts'
import { type RegistersSimulator, startRegisters } from '../../../server/simulators/registers/index.ts'

export const noon = new Date('2017-12-14T12:00:00+07:00')
export const clock = { now: () => noon }
export const units = readUnits(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../prisma/seed/hanoi-units.json'), 'utf8')),
)

const cleanUps: (() => unknown)[] = []

/** For afterEach or afterAll. */
export async function cleanUp(): Promise<void> {
  for (const cleanUpOne of cleanUps.splice(0).reverse()) await cleanUpOne()
}

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-registers-'))
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** With few people unless told, so that tests start fast; the demo people are always there. */
export async function aSimulator(
  options: { folder?: string; port?: number; people?: number } = {},
): Promise<RegistersSimulator> {
  const simulator = await startRegisters({
    port: options.port ?? 0,
    dataFolder: options.folder ?? aFolder(),
    clock,
    units,
    people: options.people ?? 2_000,
  })
  let open = true
  const close = simulator.close
  simulator.close = async () => {
    if (open) await close()
    open = false
  }
  cleanUps.push(() => simulator.close())
  return simulator
}

export function aClient(url: string, options: Partial<RegistersOptions> = {}): Registers {
  return createRegisters({ url, clock, timeoutMs: 5_000, retryMs: 4, ...options })
}

/** Switches a fault as an operator would, over HTTP. */
export async function switchFault(simulator: RegistersSimulator, fault: JsonObject): Promise<number> {
  const answer = await fetch(`${simulator.url}faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  await answer.body?.cancel()
  return answer.status
}

/** A register that answers as the test says; tells how often it was asked. */
export async function aPlayedRegister(listener: RequestListener): Promise<{ url: string; asked: () => number }> {
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUps.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, asked: () => asked }
}
