import { randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DATA_FILE } from './file-check.ts'
import { FORMAT } from './format.ts'

/** The file that says whose the data are. */
export const IDENTITY = 'engine.json'
const STORE = 'state'

export interface DataFolder {
  /** Drawn when the folder was made: engine keys mean something only together with it. */
  epoch: string
  /** Where LMDB keeps its files. */
  store: string
}

/** Opens or makes the data folder. Throws with words for the operator if it is not one of ours. */
export function openDataFolder(folder: string): DataFolder {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, IDENTITY)
  if (!existsSync(file)) {
    // A new folder whose identity was not finished is still new.
    if (readdirSync(folder).some((name) => name !== `${IDENTITY}.new`))
      throw new Error(
        `The data folder '${folder}' is not empty and holds no '${IDENTITY}': it is not an engine's, or a restore into it was cut off and must be run again`,
      )
    writeIdentity(folder, { format: FORMAT, epoch: randomUUID() })
  }
  const { format, epoch, begun } = readIdentity(folder)
  if (format > FORMAT) throw newerFormat(folder, format)
  const store = storeOf(folder)
  // LMDB would begin anew, and with it the keys.
  if (begun && (statSync(join(store, DATA_FILE), { throwIfNoEntry: false })?.size ?? 0) === 0)
    throw new Error(`The data folder '${folder}' has lost its state: '${join(store, DATA_FILE)}' is gone or empty`)
  return { epoch, store }
}

/** Where LMDB keeps its files in a data folder. */
export function storeOf(folder: string): string {
  return join(folder, STORE)
}

/** The fault of a folder that a newer engine wrote. */
export function newerFormat(folder: string, format: number): Error {
  return new Error(
    `The data folder '${folder}' has format ${format}, this engine reads formats up to ${FORMAT}: use the engine version that wrote it, or a newer one`,
  )
}

/** Says in the folder's identity that no engine older than this one may open it. */
export function raiseFormat(folder: string): void {
  const identity = readIdentity(folder)
  if (identity.format !== FORMAT) writeIdentity(folder, { ...identity, format: FORMAT })
}

/** Says in the folder's identity that there is a state, so that its loss shows. */
export function markBegun(folder: string): void {
  const identity = readIdentity(folder)
  if (!identity.begun) writeIdentity(folder, { ...identity, begun: true })
}

/** Who the data in a folder are. */
export interface Identity {
  format: number
  epoch: string
  /** Whether a state was stored already. */
  begun?: boolean
}

export function writeIdentity(folder: string, identity: Identity): void {
  writeDurably(join(folder, IDENTITY), `${JSON.stringify(identity)}\n`, folder)
}

/** Throws with words if the folder has no identity or a torn one. */
export function readIdentity(folder: string): Identity {
  const file = join(folder, IDENTITY)
  const fault = new Error(`The file '${file}' does not say format and epoch of the engine's data`)
  let identity: unknown
  try {
    identity = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw fault
  }
  if (typeof identity !== 'object' || identity === null || !('format' in identity) || !('epoch' in identity))
    throw fault
  const { format, epoch } = identity
  if (typeof format !== 'number' || typeof epoch !== 'string') throw fault
  return { format, epoch, ...('begun' in identity && identity.begun === true && { begun: true }) }
}

/** Writes a file so that it is there whole or not at all, whatever happens. */
export function writeDurably(file: string, text: string, folder: string): void {
  const temporary = `${file}.new`
  writeFileSync(temporary, text, { flush: true })
  renameSync(temporary, file)
  syncFolder(folder)
}

/** Makes renames and new names in the folder durable. */
export function syncFolder(folder: string): void {
  const directory = openSync(folder, 'r')
  fsyncSync(directory)
  closeSync(directory)
}
