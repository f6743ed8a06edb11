/** Brings the repository's services into PostgreSQL: a release that the database does not know is imported, whole. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Tx } from '../db.ts'
import { newId } from '../ids.ts'
import { type Card, readCard } from './card.ts'

interface FoundService {
  card: Card
  files: Map<string, Buffer>
  contentHash: string
}

/** The services below `root/processes`, each with the bytes of all of its files. */
export async function servicesIn(root: string): Promise<FoundService[]> {
  const entries = await readdir(join(root, 'processes'), { recursive: true })
  const cards = entries.filter((entry) => entry.endsWith('.service.json')).sort()
  return Promise.all(cards.map((entry) => readService(root, join('processes', entry))))
}

const sharedPapers = 'processes/documents/shared'

async function filesIn(root: string, folder: string): Promise<string[]> {
  return (await readdir(join(root, folder))).sort().map((name) => join(folder, name))
}

async function readService(root: string, cardPath: string): Promise<FoundService> {
  const cardBytes = await readFile(join(root, cardPath))
  const card = readCard(cardBytes, cardPath)
  const { diagram, form, decisions, taskForms, documents, messages } = card.files
  // Papers share their letterhead: whoever has papers has it, so that a release stays whole by itself.
  const shared = documents.length > 0 ? await filesIn(root, sharedPapers) : []
  const paths = [diagram, ...(form ? [form] : []), ...decisions, ...taskForms, ...documents, ...shared, ...messages]
  const files = new Map([[cardPath, cardBytes]])
  for (const path of paths) files.set(path, await readFile(join(root, path)))
  const hash = createHash('sha256')
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${path}\0`).update(bytes).update('\0')
  return { card, files, contentHash: hash.digest('hex') }
}

/** The files of a known release are not those in the database: no other try mends it. */
export class ReleaseRefused extends Error {
  override readonly name = 'ReleaseRefused'
}

/**
 * Imports what is new, under the lock that the caller holds. A number that is known with other bytes is refused: a
 * release never changes, so the card's `release` must be raised. A lower number than the highest known is left alone.
 */
export async function importServices(tx: Tx, clock: Clock, services: FoundService[]): Promise<string[]> {
  const imported: string[] = []
  for (const { card, files, contentHash } of services) {
    const known = await tx.release.findFirst({
      where: { serviceCode: card.code, origin: 'repository' },
      orderBy: { number: 'desc' },
      select: { number: true, contentHash: true },
    })
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
