/** Files that the database does not know: after it was set back, what the lost hours brought in and made. */
import type { Db } from '../db.ts'
import type { FileStore } from '../files/index.ts'

const askAtOnce = 1000

/** At least as many as papers were numbered in the lost hours, for each has a file of its own. */
export async function unknownFiles(db: Db, files: FileStore): Promise<number> {
  let unknown = 0
  let asked: string[] = []
  const ask = async (): Promise<void> => {
    unknown += asked.length - (await db.storedFile.count({ where: { sha256: { in: asked } } }))
    asked = []
  }
  for await (const sha256 of files.olderThan(new Date(8.64e15))) {
    asked.push(sha256)
    if (asked.length === askAtOnce) await ask()
  }
  if (asked.length > 0) await ask()
  return unknown
}
