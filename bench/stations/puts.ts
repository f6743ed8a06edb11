import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, open } from 'lmdb'
import { serve } from '../process/serve.ts'

/** What the disk and LMDB alone allow: durable puts of 200 bytes, so many waited for at once, and bare syncs. */

const value = 'x'.repeat(200)
let table: Database<string, string> | undefined
let file = 0
let drawn = 0

serve({
  open({ folder }: { folder: string }) {
    table = open({ path: join(folder, 'puts'), overlappingSync: false, encoding: 'json' }).openDB<string, string>({
      name: 'rows',
      encoding: 'json',
    })
    file = openSync(join(folder, 'syncs'), 'w')
  },
  async puts({ seconds, inFlight }: { seconds: number; inFlight: number }) {
    const rows = table
    if (!rows) throw new Error('Not open')
    const from = performance.now()
    const until = from + seconds * 1000
    let count = 0
    const slot = async () => {
      while (performance.now() < until) {
        await rows.put(`row-${String(drawn++).padStart(12, '0')}`, value)
        count += 1
      }
    }
    await Promise.all(Array.from({ length: inFlight }, slot))
    return (count * 1000) / (performance.now() - from)
  },
  syncs({ seconds }: { seconds: number }) {
    const from = performance.now()
    const until = from + seconds * 1000
    let count = 0
    while (performance.now() < until) {
      writeSync(file, value)
      fdatasyncSync(file)
      count += 1
    }
    return (count * 1000) / (performance.now() - from)
  },
  close() {
    closeSync(file)
    return table?.close()
  },
})
