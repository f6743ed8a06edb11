import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from './error-code.ts'
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts'

/** The data folder, owned by this process until released or dead. */
export interface OwnedFolder {
  readonly path: string
  release(): void
}

/** Another start owns the folder. */
export class FolderTaken extends Error {
  readonly owner: ProcessIdentity
  constructor(path: string, owner: ProcessIdentity) {
    super(
      `The data folder ${path} is in use: process ${owner.pid} runs on it. ` +
        'Stop that one, or start here with another folder: MOTCUA_DATA=.data2 npm start.',
    )
    this.name = 'FolderTaken'
    this.owner = owner
  }
}

/**
 * Makes the folder where it is missing and takes it. An owner that was killed does not count; of two that start at
 * once one gets it.
 * @throws FolderTaken
 */
export function ownFolder(path: string): OwnedFolder {
  mkdirSync(path, { recursive: true })
  // Others may pass to what is theirs in it (PostgreSQL under its own account) but not look around.
  chmodSync(path, 0o711)
  const lock = join(path, 'owner.json')
  const self = identityOf(process.pid) ?? { pid: process.pid, began: '' }
  const mine = JSON.stringify(self)
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if (takeLock(lock, mine)) return { path, release: () => releaseLock(lock, mine) }
    const held = readLock(lock)
    if (held === undefined) continue
    const owner = parseIdentity(held)
    if (owner !== undefined && isAlive(owner)) throw new FolderTaken(path, owner)
    setAside(lock, held)
  }
  throw new Error(`The data folder ${path} can't be taken: ${lock} changes all the time.`)
}

/** A link appears whole or not at all, and fails when the name exists. */
function takeLock(lock: string, content: string): boolean {
  const own = `${lock}.${randomBytes(6).toString('hex')}`
  writeFileSync(own, content, { mode: 0o600 })
  try {
    linkSync(own, lock)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own, { force: true })
  }
}

/** Removes a dead owner's lock; when a living one came in between, its lock is put back. */
function setAside(lock: string, seen: string): void {
  const aside = `${lock}.${randomBytes(6).toString('hex')}`
  try {
    renameSync(lock, aside)
  } catch {
    return
  }
  if (readLock(aside) !== seen) {
    try {
      linkSync(aside, lock)
    } catch {
      // A third one took it meanwhile; the one set aside finds out when it looks at its lock.
    }
  }
  rmSync(aside, { force: true })
}

function releaseLock(lock: string, mine: string): void {
  if (readLock(lock) === mine) rmSync(lock, { force: true })
}

function readLock(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8')
  } catch {
    return undefined
  }
}

/** Reads `{pid, began}`. */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isIdentity(value) ? { pid: value.pid, began: value.began } : undefined
  } catch {
    return undefined
  }
}

/** Whether a value read from a file names a process. */
export function isIdentity(value: unknown): value is ProcessIdentity {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    Number.isInteger(value.pid) &&
    'began' in value &&
    typeof value.began === 'string'
  )
}
