/** The registers of the city over HTTP, as another office would run them: look-ups, effects, their own description. */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Clock } from '../../clock.ts'
import { effectKey, isObject, type JsonObject, type JsonValue } from '../../registers/index.ts'
import { openAppendLog } from '../append-log.ts'
import { type Asked, listenLocally, type Told } from '../local-http.ts'
import type { CommuneUnit } from '../population/index.ts'
import { openEffectStore, readEffect } from './effects.ts'
import { createFaultSwitches, spoiledAnswer } from './faults.ts'
import { openApiDocument } from './openapi.ts'
import { lacking, type SimulatedEffect, type SimulatedLookup, textAt } from './register.ts'
import { effectOf, lookupOf, simulatedRegisters } from './table.ts'
import { createWorld } from './world.ts'

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
  const effects = openEffectStore(join(options.dataFolder, 'effects.jsonl'), (register, data) =>
    (effectOf(register)?.foundBy(data) ?? []).filter((word) => word !== null),
  )
  const asked = openAppendLog<LookupLine>(join(options.dataFolder, 'lookups.jsonl'), () => null)
  const faults = createFaultSwitches(new Set(Object.keys(simulatedRegisters)))
  const { units, people } = options
  const world = createWorld({ units, ...(people === undefined ? {} : { people }), inForce: effects.inForce })

  const lookUp = (register: string, lookup: SimulatedLookup, { body, headers }: Asked): Told => {
    const { mode } = faults.of(register)
    const asOf = new Date(clock.now().getTime() - (mode === 'stale' ? staleDays * msADay : 0))
    const spoiled = spoiledAnswer(mode, register, asOf.toISOString())
    if (spoiled) return spoiled
    const key = keyOf(body)
    if (!key) return { status: 400, body: { error: 'key' } }
    const day = Math.floor(asOf.getTime() / msADay)
    // Rightly formed about somebody or something else: another key is answered.
    const other = mode === 'stranger' ? lookup.examples(world).find((one) => !isDeepStrictEqual(one, key)) : undefined
    const answer = lookup.answer(world, other ?? key, day)
    if (answer.kind === 'refused') return { status: 400, body: { error: 'key', field: answer.field } }
    const sent = answer.entries
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

  const writeEffect = (register: string, spec: SimulatedEffect, { body, headers }: Asked): Told => {
    const { mode } = faults.of(register)
    const spoiled = spoiledAnswer(mode, register, clock.now().toISOString())
    if (spoiled) return spoiled
    const effect = readEffect(register, body)
    if (!effect || headers['idempotency-key'] !== effectKey(effect)) return { status: 400, body: { error: 'effect' } }
    const field = effect.direction === 'apply' ? lackingIn(spec, effect.data) : null
    if (field !== null) return { status: 400, body: { error: 'data', field } }
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
    const lookup = what === 'lookup' ? lookupOf(register) : undefined
    if (method === 'POST' && lookup) return lookUp(register, lookup, question)
    const effect = what === 'effects' ? effectOf(register) : undefined
    if (effect) {
      if (method === 'POST') return writeEffect(register, effect, question)
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

function keyOf(body: JsonValue | undefined): JsonObject | null {
  return isObject(body) && isObject(body.key) ? body.key : null
}

/** What a line lacks, by its act where it has one. */
function lackingIn({ entry, acts }: SimulatedEffect, data: JsonObject): string | null {
  const required = Object.keys(entry).filter((field) => entry[field] === 'required')
  const missing = lacking(data, required)
  if (missing !== null || !acts) return missing
  const needs = Object.entries(acts).find(([act]) => act === textAt(data, 'act'))?.[1]
  return needs ? lacking(data, needs) : 'act'
}
