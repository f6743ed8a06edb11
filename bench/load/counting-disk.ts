import { type Disk, type OpenDisk, openDisk } from '../../server/engine/state/disk.ts'

/** LMDB as the engine has it, with a count of its transactions: each costs one sync of the file. */
export function countingDisk(): { open: OpenDisk; commits: () => number } {
  let commits = 0
  const open = (path: string): Disk => {
    const disk = openDisk(path)
    return {
      ...disk,
      batch(write) {
        commits += 1
        return disk.batch(write)
      },
    }
  }
  return { open, commits: () => commits }
}
