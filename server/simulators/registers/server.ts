/** The registers of the city over HTTP, as another office would run them: look-ups, effects, their own description. */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../../clock.ts'
import {
  effectKey,
  effectRegisters,
  isObject,
  type JsonObject,
  type JsonValue,
  type LookupName,
  lookupRegisters,
} from '../../registers/index.ts'
import { openAppendLog } from '../append-log.ts'
import { type Asked, listenLocally, type Told } from '../local-http.ts'
import { type CommuneUnit, createPopulation } from '../population/index.ts'
import { openEffectStore, readEffect } from './effects.ts'
import { createFaultSwitches, spoiledAnswer } from './faults.ts'
import { lookups, type RegisterAnswer } from './lookups.ts'
import { openApiDocument } from './openapi.ts'
import { createRegistry, type Registry } from './registry.ts'

export interface RegistersSimulatorOptions {
  port: number
  dataFolder: string
  clock: Clock
  units: readonly CommuneUnit[]
  /** How long every answer takes at least, ms. */
  latencyMs?: number
  people?: number
}

export interface RegistersSimulator {
  port: number
  url: string
  close(): Promise<void>
}

/** One line of the register's own book of questions; it names no person. */
interface LookupLine {
  at: string
  register: string
  idempotencyKey: string | null
  entries: number
}

const msADay = 86_400_000
const staleDays = 730
const mostEntries = 20

export async function startRegisters(options: RegistersSimulatorOptions): Promise<RegistersSimulator> {
  const { clock } = options
  const effects = openEffectStore(join(options.dataFolder, 'effects.jsonl'))
  const asked = openAppendLog<LookupLine>(join(options.dataFolder, 'lookups.jsonl'), () => null)
  const faults = createFaultSwitches(new Set([...Object.keys(lookupRegisters), ...Object.keys(effectRegisters)]))
  let registry: Registry | undefined
  /** Made at the first question: a start must not wait for twenty thousand lives. */
  const theRegistry = (): Registry => {
    const size = options.people
    registry ??= createRegistry(createPopulation({ units: options.units, ...(size === undefined ? {} : { size }) }))
    return registry
  }

  const lookUp = (register: LookupName, { body, headers }: Asked): Told => {
    const { mode } = faults.of(register)
    const asOf = new Date(clock.now().getTime() - (mode === 'stale' ? staleDays * msADay : 0))
    const spoiled = spoiledAnswer(mode, register, asOf.toISOString())
    if (spoiled) return spoiled
    const key = keyOf(body)
    if (!key) return { status: 400, body: { error: 'key' } }
    const answer = lookups[register](theRegistry(), key, Math.floor(asOf.getTime() / msADay))
    if (answer.kind === 'refused') return { status: 400, body: { error: 'key', field: answer.field } }
    const sent = mode === 'stranger' ? aboutStranger(theRegistry(), register, key, answer) : answer.entries
    const idempotencyKey = headers['idempotency-key']
    asked.append({
      at: clock.now().toISOString(),
      register,
      idempotencyKey: typeof idempotencyKey === 'string' ? idempotencyKey.slice(0, 200) : null,
      entries: sent.length,
    })
    const entries = sent.slice(0, mostEntries)
    return { status: 200, body: { register, asOf: asOf.toISOString(), entries, more: sent.length > entries.length } }
  }

  const writeEffect = (register: string, { body, headers }: Asked): Told => {
    const { mode } = faults.of(register)
    const spoiled = spoiledAnswer(mode, register, clock.now().toISOString())
    if (spoiled) return spoiled
    const effect = readEffect(register, body)
    if (!effect || headers['idempotency-key'] !== effectKey(effect)) return { status: 400, body: { error: 'effect' } }
    const written = effects.write(effect, clock.now())
    if (written.kind === 'conflict' || written.kind === 'nothingToReverse')
      return { status: 409, body: { error: written.kind } }
    const { key, at } = written.stored
    return { status: 200, body: { status: 'done', key, at, repeated: written.kind === 'repeated' } }
  }

  const switchFaults = ({ method, body }: Asked): Told => {
    if (method === 'DELETE') faults.clear()
    else if (method === 'POST' && !faults.change(body)) return { status: 400, body: { error: 'faults' } }
    return { status: 200, body: faults.all() }
  }

  const tell = async (question: Asked): Promise<Told> => {
    const { method, url } = question
    if (url.pathname === '/faults') return switchFaults(question)
    if (method === 'GET' && url.pathname === '/openapi.json') return { status: 200, body: openApiDocument }
    if (method === 'GET' && url.pathname === '/') return { status: 200, body: { registers: 'motcua simulation' } }
    const [, register = '', what = ''] = /^\/registers\/([\w.]{1,60})\/(lookup|effects)$/.exec(url.pathname) ?? []
    const delayMs = (options.latencyMs ?? 0) + faults.of(register).delayMs
    if (delayMs > 0) await pause(delayMs, undefined, { ref: false })
    if (method === 'POST' && what === 'lookup' && isLookup(register)) return lookUp(register, question)
    if (what === 'effects' && Object.hasOwn(effectRegisters, register)) {
      if (method === 'POST') return writeEffect(register, question)
      return { status: 200, body: { effects: effects.list(register, url.searchParams.get('dossier') ?? undefined) } }
    }
    return { status: 404, body: { error: 'not-found' } }
  }

  const server = await listenLocally(options.port, tell).catch((error: unknown) => {
    effects.close()
    asked.close()
    throw error
  })
  return {
    port: server.port,
    url: `http://127.0.0.1:${server.port}/`,
    async close() {
      await server.close()
      effects.close()
      asked.close()
    },
  }
}

function isLookup(register: string): register is LookupName {
  return Object.hasOwn(lookups, register)
}

function keyOf(body: JsonValue | undefined): JsonObject | null {
  return isObject(body) && isObject(body.key) ? body.key : null
}

/** A rightly formed answer about the wrong person, where the register is about persons. */
function aboutStranger(
  registry: Registry,
  register: LookupName,
  key: JsonObject,
  answer: Extract<RegisterAnswer, { kind: 'entries' }>,
): JsonObject[] {
  const idNumber = typeof key.idNumber === 'string' ? key.idNumber : ''
  const stranger = registry.stranger(registry.personById(idNumber))
  if (!stranger || !('idNumber' in lookupRegisters[register].key)) return answer.entries
  const other = lookups[register](registry, { idNumber: stranger.idNumber }, Number.POSITIVE_INFINITY)
  return other.kind === 'entries' ? other.entries : []
}
