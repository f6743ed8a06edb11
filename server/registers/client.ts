/**
 * The registers as the platform asks and writes them. A register that is down, slow or wrong is an answer
 * (`unavailable`), never an exception: no case is blocked by it.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import { type Asked, ask, type Fault, passingFaults } from './ask.ts'
import { fitsKey } from './fits.ts'
import { isObject, type JsonObject, type JsonValue, valueAt } from './json.ts'
import { ownRegisters } from './read-registers.ts'
import { keyToSend, type LookupRegister, missingFields, type RegisterTable, type ValueKind } from './register-table.ts'

export type UnavailableReason = Fault | 'unknownRegister'

export type LookupAnswer =
  /**
   * Entries in the register's order. `asOf` is the instant that the answer speaks of, `stale` that it lies more than a
   * day back. `more`: the register holds more than it sent.
   */
  | { status: 'found'; entries: JsonObject[]; asOf: string; stale: boolean; more: boolean }
  | { status: 'notFound'; asOf: string; stale: boolean }
  | { status: 'unavailable'; reason: UnavailableReason }
  /** The key lacks what the register needs: there is nothing to ask, and asking again would change nothing. */
  | { status: 'skipped' }

export interface RegisterEffect {
  /** Name of the register, `civil.extractIssue`. */
  register: string
  effect: string
  dossier: string
  /** Number of the issue of the result that the effect belongs to, from 1. */
  issue: number
  direction: 'apply' | 'reverse'
  data: JsonObject
}

export type EffectAnswer = { status: 'done' } | { status: 'unavailable'; reason: UnavailableReason }

export interface Registers {
  /** Asks a register by name. The idempotency key is the job: a question repeated under it counts once over there. */
  lookup(register: string, key: JsonObject, options: { idempotencyKey: string }): Promise<LookupAnswer>
  /** Writes an effect once per dossier, effect, issue and direction, however often it is asked. */
  writeEffect(effect: RegisterEffect): Promise<EffectAnswer>
}

export interface RegistersOptions {
  /** `http://host:port/`; a user and password in it are sent as basic authorisation. */
  url: string
  clock: Clock
  /** Those of `processes/registers` unless told. */
  table?: RegisterTable
  /** Instead of the table's time-outs, ms. */
  timeoutMs?: number
  /** Pause before the one new try, ms; half of it is jitter. */
  retryMs?: number
  /** Longest answer taken, bytes. */
  maxBytes?: number
}

const staleAfterMs = 24 * 3_600_000
const mostEntries = 100

/** Throws a TypeError at a url that is none; connects to nothing yet. */
export function createRegisters(options: RegistersOptions): Registers {
  const { base, authorization } = readUrl(options.url)
  const table = options.table ?? ownRegisters()
  const retryMs = options.retryMs ?? 400
  const maxBytes = options.maxBytes ?? 512 * 1024

  const askTwice = async (
    path: string,
    body: JsonObject,
    idempotencyKey: string,
    timeoutMs: number,
  ): Promise<Asked> => {
    const question = {
      url: new URL(path, base),
      body,
      idempotencyKey,
      authorization,
      timeoutMs: options.timeoutMs ?? timeoutMs,
      maxBytes,
    }
    const first = await ask(question)
    if (first.ok || !passingFaults.has(first.fault)) return first
    await pause(retryMs / 2 + (Math.random() * retryMs) / 2)
    return ask(question)
  }

  return {
    async lookup(register, key, { idempotencyKey }) {
      const spec = table.get(register)?.lookup
      if (!spec) return { status: 'unavailable', reason: 'unknownRegister' }
      if (missingFields(spec, key).length > 0) return { status: 'skipped' }
      const asked = await askTwice(spec.path, { key: keyToSend(spec, key) }, idempotencyKey, spec.timeoutMs)
      if (!asked.ok) return { status: 'unavailable', reason: asked.fault }
      return readAnswer(asked.json, register, spec, key, options.clock.now())
    },
    async writeEffect(effect) {
      const spec = table.get(effect.register)?.effect
      if (!spec) return { status: 'unavailable', reason: 'unknownRegister' }
      const key = effectKey(effect)
      const { register: _, ...body } = effect
      const asked = await askTwice(spec.path, body, key, spec.timeoutMs)
      if (!asked.ok) return { status: 'unavailable', reason: asked.fault }
      const isDone = valueAt(asked.json, 'status') === 'done' && valueAt(asked.json, 'key') === key
      return isDone ? { status: 'done' } : { status: 'unavailable', reason: 'malformed' }
    },
  }
}

/** The fields that a key lacks for a register; none for a register that nobody knows. */
export function missingKeyFields(register: string, key: JsonObject, table: RegisterTable = ownRegisters()): string[] {
  const spec = table.get(register)?.lookup
  return spec ? missingFields(spec, key) : []
}

/** The key under which a register keeps an effect. */
export function effectKey({ dossier, effect, issue, direction }: Omit<RegisterEffect, 'register' | 'data'>): string {
  return `${dossier}:${effect}:${issue}:${direction}`
}

const isOfKind: { readonly [kind in ValueKind]: (value: JsonValue | undefined) => boolean } = {
  text: (value) => typeof value === 'string',
  day: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  number: (value) => typeof value === 'number',
  flag: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value),
}

function readAnswer(json: JsonValue, register: string, spec: LookupRegister, key: JsonObject, now: Date): LookupAnswer {
  const malformed: LookupAnswer = { status: 'unavailable', reason: 'malformed' }
  if (!isObject(json) || json.register !== register || !Array.isArray(json.entries)) return malformed
  const asOf = typeof json.asOf === 'string' ? new Date(json.asOf) : new Date(Number.NaN)
  if (Number.isNaN(asOf.getTime()) || json.entries.length > mostEntries) return malformed
  const entries = json.entries.filter(isObject)
  if (entries.length < json.entries.length) return malformed
  const isWhole = (entry: JsonObject) =>
    Object.entries(spec.entry).every(([path, kind]) => isOfKind[kind](valueAt(entry, path)))
  if (!entries.every((entry) => isWhole(entry) && fitsKey(entry, key, spec.fits))) return malformed
  const about = { asOf: asOf.toISOString(), stale: now.getTime() - asOf.getTime() > staleAfterMs }
  if (entries.length === 0) return { status: 'notFound', ...about }
  return { status: 'found', entries, more: json.more === true, ...about }
}

function readUrl(url: string): { base: URL; authorization: string | null } {
  const read = URL.canParse(url) ? new URL(url) : null
  // The url may hold a password and stays out of the message.
  if (!read || (read.protocol !== 'http:' && read.protocol !== 'https:'))
    throw new TypeError('REGISTERS_URL must read http://host:port/ or https://host/')
  const secret = `${decodeURIComponent(read.username)}:${decodeURIComponent(read.password)}`
  const authorization = read.username === '' ? null : `Basic ${Buffer.from(secret, 'utf8').toString('base64')}`
  read.username = ''
  read.password = ''
  if (!read.pathname.endsWith('/')) read.pathname += '/'
  return { base: read, authorization }
}
