import { join } from 'node:path'
import type { Inspection } from '../../server/engine/index.ts'
import { inspectionOf } from '../../server/engine/inspection/inspection.ts'
import { openDiskToRead } from '../../server/engine/state/disk-to-read.ts'
import { Journal } from '../../server/engine/state/journal.ts'
import { type Rows, type State, tableNames } from '../../server/engine/state/state.ts'
import { Table } from '../../server/engine/state/table.ts'

/** The folder of an engine that runs in another process, read as of one commit. */
export class Beside {
  readonly #disk: ReturnType<typeof openDiskToRead>
  readonly #state: State
  readonly #inspect: Inspection

  constructor(folder: string) {
    this.#disk = openDiskToRead(join(folder, 'state'))
    const journal = new Journal()
    const open = <Name extends keyof Rows>(name: Name) => new Table(this.#disk.table<Rows[Name]>(name), journal)
    this.#state = Object.fromEntries(tableNames.map((name) => [name, open(name)])) as State
    this.#inspect = inspectionOf({ state: this.#state })
  }

  /** Reads the newest commit; what is read must not wait for anything meanwhile. */
  read<Found>(look: (inspect: Inspection, state: State) => Found): Found {
    this.#disk.refresh()
    return look(this.#inspect, this.#state)
  }

  close(): Promise<void> {
    return this.#disk.close()
  }
}
