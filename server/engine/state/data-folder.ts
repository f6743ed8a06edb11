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
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** Version of the layout of the tables and records; raise it when older data can't be read as it is. */
const FORMAT = 1
const IDENTITY = 'engine.json'

export interface DataFolder {
  /** Drawn when the folder was made: engine keys mean something only together with it. */
  epoch: string
  /** Where LMDB keeps its files. */
  store: string
}

/** Opens or makes the data folder. Throws with words for the operator if its format is not one of ours. */
export function openDataFolder(folder: string): DataFolder {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, IDENTITY)
  const store = join(folder, 'state')
  if (!existsSync(file)) {
    // A new folder whose identity was not finished is still new.
    if (readdirSync(folder).some((name) => name !== `${IDENTITY}.new`))
      throw new Error(`The data folder '${folder}' is not empty and holds no '${IDENTITY}': it is not an engine's`)
    writeDurably(file, `${JSON.stringify({ format: FORMAT, epoch: randomUUID() })}\n`, folder)
  }
  const { format, epoch } = readIdentity(file)
  if (format !== FORMAT)
    throw new Error(
      `The data folder '${folder}' has format ${format}, this engine reads format ${FORMAT}: use the engine version that wrote it`,
    )
  return { epoch, store }
}

function readIdentity(file: string): { format: number; epoch: string } {
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
  return { format, epoch }
}

function writeDurably(file: string, text: string, folder: string): void {
  const temporary = `${file}.new`
  writeFileSync(temporary, text, { flush: true })
  renameSync(temporary, file)
  const directory = openSync(folder, 'r')
  fsyncSync(directory)
  closeSync(directory)
}
