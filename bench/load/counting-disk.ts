import type { Disk, OpenDisk } from '../../server/engine/state/disk.ts'
import { openDisk } from '../../server/engine/state/logged-disk.ts'

/** The disk as the engine has it, with a count of its batches: each costs one synchronous write to the log. */
export function countingDisk(): { open: OpenDisk; commits: () => number } {
  let commits = 0
  const open = (path: string): Disk => {
    const disk = openDisk(path)
    return {
      table: (name) => disk.table(name),
      opening: (open) => disk.opening(open),
      refresh: () => disk.refresh(),
      copyTo: (folder) => disk.copyTo(folder),
      close: () => disk.close(),
      free: () => disk.free(),
      batch(write) {
        commits += 1
        return disk.batch(write)
      },
    }
  }
  return { open, commits: () => commits }
}
