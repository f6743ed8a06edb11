/**
 * Where files of services lie: the house's own folder, and a further one (MOTCUA_SERVICES) whose cards also use the
 * house's shared forms, papers and messages. A card names files by path below `processes` or `forms`; whatever it
 * writes, and wherever links lead, nothing else of either folder is read.
 */
import { readdir, readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { ReleaseRefused } from './release-refused.ts'

/** A folder with where it and its readable parts really are, looked up once for all of its files. */
export interface Folder {
  readonly path: string
  readonly root: string
  readonly readable: readonly string[]
}

/** Folders in the order in which a file is looked for. */
export type Folders = readonly [own: Folder, ...others: Folder[]]

const parts = ['processes', 'forms']

/** A path as cards write them: steps down from `processes` or `forms`, by slashes. */
function isWithinParts(path: string): boolean {
  const [part = '', ...steps] = path.split('/')
  const goesDown = steps.every((step) => step !== '' && step !== '.' && step !== '..')
  return parts.includes(part) && steps.length > 0 && goesDown && !path.includes('\\') && !path.includes('\0')
}

const isBelow = (path: string, folder: string): boolean => path.startsWith(`${folder}${sep}`)
const isAbsent = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 'ENOENT' || error.code === 'ENOTDIR')

async function whereItIs(path: string): Promise<string | undefined> {
  try {
    return await realpath(path)
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}

/** Looks a folder up; it need not be there, then nothing in it is. */
export async function openFolder(path: string): Promise<Folder> {
  const root = (await whereItIs(path)) ?? path
  const found = await Promise.all(parts.map((part) => whereItIs(join(path, part))))
  return { path, root, readable: found.flatMap((part) => (part !== undefined && isBelow(part, root) ? [part] : [])) }
}

/** Where links really lead; undefined: not there. Throws when it is outside of what may be read of the folder. */
async function placeIn(folder: Folder, path: string): Promise<string | undefined> {
  const found = await whereItIs(join(folder.path, path))
  if (found === undefined) return undefined
  if (folder.readable.some((part) => isBelow(found, part))) return found
  throw new ReleaseRefused(
    `${join(folder.path, path)} leads out of its folder: a card's files lie below processes or forms.`,
  )
}

/** The bytes of a file that `card` names, from the first folder that holds it. Throws ReleaseRefused, naming both. */
export async function fileOf(folders: Folders, path: string, card: string): Promise<Buffer> {
  if (!isWithinParts(path)) {
    throw new ReleaseRefused(`${card} names ${path}: files of a card lie below processes or forms, without "..".`)
  }
  for (const folder of folders) {
    const place = await placeIn(folder, path)
    if (place === undefined) continue
    try {
      return await readFile(place)
    } catch (error) {
      throw new ReleaseRefused(`${card} names ${path}, which cannot be read: ${String(error)}.`)
    }
  }
  throw new ReleaseRefused(
    `${card} names ${path}, which is not there. Looked for in ${folders.map(({ path }) => path).join(' and ')}.`,
  )
}

/** Paths of the files right in a folder's folder, sorted, each once; the folder need not be in all of them. */
export async function filesIn(folders: Folders, path: string): Promise<string[]> {
  const names = new Set<string>()
  for (const folder of folders) {
    if ((await placeIn(folder, path)) === undefined) continue
    for (const name of await readdir(join(folder.path, path))) names.add(name)
  }
  return [...names].sort().map((name) => join(path, name))
}

/** Paths of all cards of a folder, sorted. Throws ReleaseRefused where it has no `processes`. */
export async function cardsIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(join(folder, 'processes'), { recursive: true })
    const cards = entries.filter((entry) => entry.endsWith('.service.json')).sort()
    return cards.map((entry) => join('processes', entry))
  } catch (error) {
    if (!isAbsent(error)) throw error
    throw new ReleaseRefused(`${folder} holds no services: there is no folder "processes" in it.`)
  }
}
