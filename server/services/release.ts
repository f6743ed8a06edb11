/** A release: an immutable, numbered set of files of one service. PostgreSQL holds the bytes; this reads them. */
import { compileForm, type Form } from '#forms'
import type { Db } from '../db.ts'
import type { ReleaseId } from '../ids.ts'
import { type Card, readCard } from './card.ts'
import { type Diagram, readDiagram } from './diagram.ts'

export interface Release {
  id: ReleaseId
  serviceCode: string
  number: number
  card: Card
  diagram: Diagram
  /** The bytes of a file of this release; throws for one that it does not hold. */
  file(path: string): Uint8Array
  /** Paths of all files under a folder. */
  paths(folder: string): string[]
  /** A form's JSON as analysts wrote it. */
  formSchema(path: string): { [key: string]: unknown }
  /** The same, compiled once. */
  form(path: string): Form
}

const cardEnding = '.service.json'

export const cardPath = (paths: Iterable<string>): string | undefined =>
  [...paths].find((path) => path.endsWith(cardEnding))

/** Builds a release from its files: card and diagram are read now, forms when first asked for. */
export async function openRelease(
  row: { id: string; serviceCode: string; number: number },
  files: ReadonlyMap<string, Uint8Array>,
): Promise<Release> {
  const path = cardPath(files.keys())
  if (!path) throw new Error(`release ${row.serviceCode} ${row.number} holds no catalogue card`)
  const forms = new Map<string, Form>()
  const file = (wanted: string): Uint8Array => {
    const bytes = files.get(wanted)
    if (!bytes) throw new Error(`release ${row.serviceCode} ${row.number} holds no ${wanted}`)
    return bytes
  }
  const text = (wanted: string) => Buffer.from(file(wanted)).toString('utf8')
  const card = readCard(file(path), path)
  return {
    id: row.id as ReleaseId,
    serviceCode: row.serviceCode,
    number: row.number,
    card,
    diagram: await readDiagram(text(card.files.diagram)),
    file,
    paths: (folder) => [...files.keys()].filter((name) => name.startsWith(`${folder}/`)),
    formSchema: (wanted) => JSON.parse(text(wanted)),
    form(wanted) {
      const known = forms.get(wanted)
      if (known) return known
      const compiled = compileForm(JSON.parse(text(wanted)))
      if (!compiled.ok)
        throw new Error(`${wanted} of ${row.serviceCode} ${row.number}: ${JSON.stringify(compiled.faults)}`)
      forms.set(wanted, compiled.form)
      return compiled.form
    },
  }
}

/** Reads a release's rows. */
export async function loadRelease(db: Db, id: string): Promise<Release> {
  const row = await db.release.findUniqueOrThrow({ where: { id }, include: { files: true } })
  return openRelease(row, new Map(row.files.map(({ path, bytes }) => [path, bytes])))
}

/** The cards of these releases, in no order. */
export async function loadCards(db: Db, ids: readonly string[]): Promise<Card[]> {
  const rows = await db.releaseFile.findMany({ where: { releaseId: { in: [...ids] }, path: { endsWith: cardEnding } } })
  return rows.map(({ path, bytes }) => readCard(bytes, path))
}
