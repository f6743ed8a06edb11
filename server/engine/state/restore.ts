import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Backup, readBackup, syncFile } from './backup.ts'
import { IDENTITY, storeOf, syncFolder, writeIdentity } from './data-folder.ts'
import { openLmdb } from './disk.ts'
import { DATA_FILE } from './file-check.ts'
import { lockFolder } from './folder-lock.ts'
import { POSITION } from './log.ts'

/** What a restore has made. */
export interface Restored {
  backup: Backup
  /** The new epoch: keys that clients have of the time after the backup mean nothing in it. */
  epoch: string
  /** Where the folder's former contents lie, if it had any. */
  aside: string | undefined
}

/**
 * Keys go on this far beyond the backup's last one, so that no key that was given out after the backup comes again:
 * also clients that know nothing of epochs must not meet another job under a key that they hold. There is room for two
 * thousand restores.
 */
export const KEYS_LEFT_OUT = 2 ** 40

const ARRIVING = 'restoring'
const ASIDE = 'before-restore-'

/**
 * Makes a data folder of a backup, under a new epoch. Throws with words if an engine has the folder, if the backup is
 * not whole, or if the folder holds anything and `replace` is not set; with it, what it holds is put aside within it.
 * One that was cut off leaves a folder that no engine opens; run it again.
 */
export async function restore(
  from: string,
  folder: string,
  { replace, now }: { replace: boolean; now: Date },
): Promise<Restored> {
  mkdirSync(folder, { recursive: true })
  const lock = await lockFolder(folder)
  try {
    const backup = await readBackup(from)
    const present = readdirSync(folder).filter((name) => name !== ARRIVING && !name.startsWith(ASIDE))
    if (present.length > 0 && !replace)
      throw new Error(
        `The data folder '${folder}' is not empty: take another, or add --replace to put aside what it holds`,
      )
    const arriving = join(folder, ARRIVING)
    rmSync(arriving, { recursive: true, force: true })
    mkdirSync(arriving)
    copyFileSync(join(from, DATA_FILE), join(arriving, DATA_FILE))
    syncFile(join(arriving, DATA_FILE))
    await beginAnew(arriving)
    syncFolder(arriving)
    const aside = present.length > 0 ? putAside(folder, present, now) : undefined
    renameSync(arriving, storeOf(folder))
    // The identity last: without it no engine opens the folder.
    const epoch = randomUUID()
    writeIdentity(folder, { format: backup.format, epoch, begun: true })
    return { backup, epoch, aside }
  } finally {
    await lock.release()
  }
}

async function beginAnew(path: string): Promise<void> {
  const disk = openLmdb(path)
  try {
    const counters = disk.table<number>('counters')
    const counter = counters.get('key') ?? 0
    await disk.batch(() => {
      counters.put('key', counter + KEYS_LEFT_OUT)
      // The backup is of the tables; the log that it belonged to goes on elsewhere.
      disk.table('log').remove(POSITION)
    })
  } finally {
    await disk.close()
  }
}

function putAside(folder: string, present: readonly string[], now: Date): string {
  const aside = join(folder, ASIDE + now.toISOString().replaceAll(':', '-'))
  mkdirSync(aside)
  // The identity first: from here to the end the folder is nobody's.
  const identityFirst = [...present].sort((one, other) => Number(other === IDENTITY) - Number(one === IDENTITY))
  for (const name of identityFirst) renameSync(join(folder, name), join(aside, name))
  syncFolder(aside)
  syncFolder(folder)
  return aside
}
