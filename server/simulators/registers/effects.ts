/** The effects that dossiers wrote, each once under its key, in a file that is only added to. */
import { isDeepStrictEqual } from 'node:util'
import { effectKey, isObject, type JsonObject, type JsonValue } from '../../registers/index.ts'
import { openAppendLog } from '../append-log.ts'

export interface StoredEffect {
  key: string
  register: string
  effect: string
  dossier: string
  issue: number
  direction: 'apply' | 'reverse'
  data: JsonObject
  at: string
}

export type Written =
  | { kind: 'written' | 'repeated'; stored: StoredEffect }
  /** The key stands already, with other data. */
  | { kind: 'conflict' }
  /** There is no applied effect that could be reversed. */
  | { kind: 'nothingToReverse' }

export interface EffectStore {
  write(effect: Omit<StoredEffect, 'key' | 'at'>, at: Date): Written
  /** In the order of writing; of one dossier when it is given. */
  list(register: string, dossier?: string): StoredEffect[]
  /** Lines that were applied and not reversed, found by a word of theirs, oldest first. */
  inForce(register: string, word: string): readonly StoredEffect[]
  close(): void
}

/** `wordsOf` says by which words a line is found again. */
export function openEffectStore(
  path: string,
  wordsOf: (register: string, data: JsonObject) => readonly string[],
): EffectStore {
  const log = openAppendLog<StoredEffect>(path, readStored)
  const stored = new Map(log.lines.map((line) => [storageKey(line), line]))
  const applied = createIndex(wordsOf)
  const follow = (line: StoredEffect) => {
    if (line.direction === 'apply') return applied.add(line)
    const undone = stored.get(storageKey({ ...line, key: effectKey({ ...line, direction: 'apply' }) }))
    if (undone) applied.remove(undone)
  }
  for (const line of stored.values()) follow(line)
  return {
    write(effect, at) {
      const line: StoredEffect = { key: effectKey(effect), ...effect, at: at.toISOString() }
      const before = stored.get(storageKey(line))
      if (before)
        return isDeepStrictEqual(before.data, line.data) ? { kind: 'repeated', stored: before } : { kind: 'conflict' }
      const undone = storageKey({ ...line, key: effectKey({ ...effect, direction: 'apply' }) })
      if (effect.direction === 'reverse' && !stored.has(undone)) return { kind: 'nothingToReverse' }
      log.append(line)
      stored.set(storageKey(line), line)
      follow(line)
      return { kind: 'written', stored: line }
    },
    list: (register, dossier) =>
      [...stored.values()].filter(
        (line) => line.register === register && (dossier === undefined || line.dossier === dossier),
      ),
    inForce: (register, word) => applied.find(register, word),
    close: () => log.close(),
  }
}

function createIndex(wordsOf: (register: string, data: JsonObject) => readonly string[]) {
  const lines = new Map<string, StoredEffect[]>()
  const keysOf = ({ register, data }: StoredEffect) =>
    new Set(wordsOf(register, data).map((word) => `${register} ${word}`))
  return {
    add(line: StoredEffect) {
      for (const key of keysOf(line)) lines.set(key, [...(lines.get(key) ?? []), line])
    },
    remove(line: StoredEffect) {
      for (const key of keysOf(line))
        lines.set(
          key,
          (lines.get(key) ?? []).filter((other) => other !== line),
        )
    },
    find: (register: string, word: string): readonly StoredEffect[] => lines.get(`${register} ${word}`) ?? [],
  }
}

const storageKey = ({ register, key }: { register: string; key: string }) => `${register} ${key}`

/** Reads what a request asks for; null when it is incomplete. */
export function readEffect(register: string, body: JsonValue | undefined): Omit<StoredEffect, 'key' | 'at'> | null {
  if (!isObject(body)) return null
  const { effect, dossier, issue, direction, data } = body
  if (typeof effect !== 'string' || effect === '' || typeof dossier !== 'string' || dossier === '') return null
  if (typeof issue !== 'number' || !Number.isInteger(issue) || issue < 1) return null
  if (direction !== 'apply' && direction !== 'reverse') return null
  if (!isObject(data)) return null
  return { register, effect, dossier, issue, direction, data }
}

function readStored(parsed: JsonValue): StoredEffect | null {
  if (!isObject(parsed)) return null
  const { key, register, at } = parsed
  if (typeof key !== 'string' || typeof register !== 'string' || typeof at !== 'string') return null
  const effect = readEffect(register, parsed)
  return effect && { key, ...effect, at }
}
