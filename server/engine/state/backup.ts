import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout } from 'node:timers/promises'
import { newerFormat, readIdentity, storeOf, syncFolder, writeDurably } from './data-folder.ts'
import { type Disk, openLmdbToRead } from './disk.ts'
import { checkFile, DATA_FILE } from './file-check.ts'
import { lockFolder } from './folder-lock.ts'
import { FORMAT } from './format.ts'
import { type LogPosition, newestIn, POSITION } from './log.ts'
import { openDisk } from './logged-disk.ts'

/** What a backup tells of itself, in `backup.json` beside LMDB's file. */
export interface Backup {
  format: number
  /** Epoch of the data folder from which it was taken. */
  epoch: string
  /** Instant at which it was begun: what was answered before is in it. */
  takenAt: string
  bytes: number
  /** Of the file, to know it whole. */
  sha256: string
}

const DESCRIPTION = 'backup.json'
/** Milliseconds. */
const PAUSE = 50
const PATIENCE = 60_000

/**
 * Copies the newest commit of a data folder into a new folder, while its engine runs or not. The backup is there whole
 * or not at all. Throws with words if there is nothing to copy or the target exists.
 */
export async function backUp(folder: string, to: string, now: Date): Promise<Backup> {
  const { epoch } = readIdentity(folder)
  const store = storeOf(folder)
  if (!existsSync(join(store, DATA_FILE))) throw new Error(`The data folder '${folder}' holds no state yet`)
  if (existsSync(to) && readdirSync(to).length > 0) throw new Error(`The target '${to}' is not empty`)
  const around = dirname(resolve(to))
  const partial = join(around, `${basename(resolve(to))}.partial`)
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  const { disk, done } = await openWhole(folder, store)
  // The tables tell what they are; the identity may be a step ahead or behind.
  const format = disk.table<number>('counters').get('format') ?? 1
  try {
    await disk.copyTo(partial)
  } finally {
    await done()
  }
  const file = join(partial, DATA_FILE)
  syncFile(file)
  checkFile(partial)
  const backup = { format, epoch, takenAt: now.toISOString(), bytes: statSync(file).size, sha256: await digestOf(file) }
  writeDurably(join(partial, DESCRIPTION), `${JSON.stringify(backup)}\n`, partial)
  rmSync(to, { recursive: true, force: true })
  renameSync(partial, to)
  syncFolder(around)
  return backup
}

/**
 * The tables of a data folder with all that was answered before. Its engine brings them there within a second or two;
 * without an engine we do.
 */
async function openWhole(folder: string, store: string): Promise<{ disk: Disk; done(): Promise<void> }> {
  const lock = await lockFolder(folder).catch(() => undefined)
  if (lock) {
    const disk = openDisk(store)
    return { disk, done: () => disk.close().finally(() => lock.release()) }
  }
  const disk = openLmdbToRead(store)
  const positions = disk.table<LogPosition>('log')
  const now = positions.get(POSITION)
  const sequence = now ? newestIn(store, now) : 0
  for (let wait = 0; (positions.get(POSITION)?.sequence ?? 0) < sequence; wait += PAUSE) {
    if (wait > PATIENCE) {
      await disk.close()
      throw new Error(`The engine of '${folder}' did not store in ${PATIENCE / 1000} s what it has answered. Try again`)
    }
    await setTimeout(PAUSE)
    disk.refresh()
  }
  return { disk, done: () => disk.close() }
}

/** Reads what a backup tells of itself; throws with words if it is none, not whole, or a newer engine's. */
export async function readBackup(from: string): Promise<Backup> {
  const backup = readDescription(from)
  if (backup.format > FORMAT) throw newerFormat(from, backup.format)
  const file = join(from, DATA_FILE)
  const whole = statSync(file, { throwIfNoEntry: false })?.size === backup.bytes
  if (!whole || (await digestOf(file)) !== backup.sha256)
    throw new Error(`The backup '${from}' is not whole: '${file}' is not the file that was written`)
  checkFile(from)
  return backup
}

function readDescription(from: string): Backup {
  const file = join(from, DESCRIPTION)
  const fault = new Error(`'${from}' is no backup of an engine: '${file}' is missing or unreadable`)
  let told: unknown
  try {
    told = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw fault
  }
  if (!isBackup(told)) throw fault
  return told
}

function isBackup(told: unknown): told is Backup {
  if (typeof told !== 'object' || told === null) return false
  const types = { format: 'number', epoch: 'string', takenAt: 'string', bytes: 'number', sha256: 'string' }
  return Object.entries(types).every(([name, type]) => typeof Reflect.get(told, name) === type)
}

/** Makes a file's bytes durable. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}

async function digestOf(file: string): Promise<string> {
  const digest = createHash('sha256')
  await pipeline(createReadStream(file), digest)
  return digest.digest('hex')
}
