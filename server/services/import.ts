/** Brings services from disk into PostgreSQL: a release that the database does not know is imported, whole. */
import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Tx } from '../db.ts'
import { newId } from '../ids.ts'
import { type Card, readCard } from './card.ts'
import { cardsIn, type Folders, fileOf, filesIn, openFolder } from './folders.ts'
import { ReleaseRefused } from './release-refused.ts'

export interface FoundService {
  card: Card
  /** Where its card lies: folder and path. */
  folder: string
  cardPath: string
  files: Map<string, Buffer>
  contentHash: string
}

/**
 * The services below `root/processes`, each with the bytes of all of its files. Those of a further folder may name
 * files of `house`: a file is looked for in the own folder first. Throws ReleaseRefused with a sentence that names
 * card and file where one is missing or lies elsewhere.
 */
export async function servicesIn(root: string, house?: string): Promise<FoundService[]> {
  const own = await openFolder(root)
  const folders: Folders = house === undefined ? [own] : [own, await openFolder(house)]
  return Promise.all((await cardsIn(root)).map((path) => readService(folders, path)))
}

/** The house's services and those of a further folder. A code or number that two of them have is refused. */
export async function allServices(house: string, further?: string): Promise<FoundService[]> {
  const services = [...(await servicesIn(house)), ...(further === undefined ? [] : await servicesIn(further, house))]
  const taken = new Map<string, FoundService>()
  for (const service of services) {
    for (const [what, value] of namesOf(service.card)) {
      const other = taken.get(`${what} ${value}`)
      if (other) {
        throw new ReleaseRefused(
          `${service.cardPath} of ${service.folder} has the ${what} ${value}, which ${other.cardPath} of ${other.folder} has: give it another.`,
        )
      }
      taken.set(`${what} ${value}`, service)
    }
  }
  return services
}

const namesOf = (card: Card): [what: string, value: string][] => [
  ['code', card.code],
  ...(card.kind === 'service' ? [['service number', card.serviceNumber] satisfies [string, string]] : []),
]

const sharedPapers = 'processes/documents/shared'

async function readService(folders: Folders, cardPath: string): Promise<FoundService> {
  const [own] = folders
  const folder = own.path
  const cardBytes = await fileOf([own], cardPath, cardPath)
  const card = cardOf(cardBytes, cardPath, folder)
  const { diagram, form, decisions, taskForms, documents, messages } = card.files
  // Papers share their letterhead: whoever has papers has it, so that a release stays whole by itself.
  const shared = documents.length > 0 ? await filesIn(folders, sharedPapers) : []
  const paths = [diagram, ...(form ? [form] : []), ...decisions, ...taskForms, ...documents, ...shared, ...messages]
  const named = paths.map(async (path): Promise<[string, Buffer]> => [path, await fileOf(folders, path, cardPath)])
  const files = new Map([[cardPath, cardBytes], ...(await Promise.all(named))])
  const hash = createHash('sha256')
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path}\0`).update(bytes).update('\0')
  return { card, folder, cardPath, files, contentHash: hash.digest('hex') }
}

function cardOf(bytes: Uint8Array, path: string, folder: string): Card {
  try {
    return readCard(bytes, path)
  } catch (error) {
    throw new ReleaseRefused(`${path} of ${folder} is no card: ${error instanceof Error ? error.message : error}`)
  }
}

/**
 * Imports what is new, under the lock that the caller holds. A number that is known with other bytes is refused: a
 * release never changes, so the card's `release` must be raised. A lower number than the highest known is left alone.
 */
export async function importServices(tx: Tx, clock: Clock, services: FoundService[]): Promise<string[]> {
  const imported: string[] = []
  const newest = await tx.release.findMany({
    where: { origin: 'repository', serviceCode: { in: services.map(({ card }) => card.code) } },
    orderBy: [{ serviceCode: 'asc' }, { number: 'desc' }],
    distinct: ['serviceCode'],
    select: { serviceCode: true, number: true, contentHash: true },
  })
  for (const { card, files, contentHash } of services) {
    const known = newest.find(({ serviceCode }) => serviceCode === card.code)
    if (known?.number === card.release && known.contentHash !== contentHash) {
      throw new ReleaseRefused(
        `Files of ${card.code} differ from its release ${card.release} in the database. A release never changes: raise "release" in its .service.json.`,
      )
    }
    if (known && known.number >= card.release) continue
    const id = newId()
    await tx.release.create({
      data: {
        id,
        serviceCode: card.code,
        number: card.release,
        state: 'imported',
        origin: 'repository',
        contentHash,
        createdAt: clock.now(),
        files: { create: [...files].map(([path, bytes]) => ({ path, bytes: new Uint8Array(bytes) })) },
      },
    })
    imported.push(`${card.code} ${card.release}`)
  }
  return imported
}
