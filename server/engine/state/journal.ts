import type { Entry } from './table.ts'

/** One table's overlay, as the journal needs it to put an entry back. */
export interface Undoable {
  restore(key: string, entry: Entry<unknown> | undefined): void
}
interface Change {
  table: Undoable
  key: string
  before: Entry<unknown> | undefined
}

/** What the running command has changed, so that a throw undoes that command and nothing of its neighbours. */
export class Journal {
  #changes: Change[] = []

  note(table: Undoable, key: string, before: Entry<unknown> | undefined): void {
    this.#changes.push({ table, key, before })
  }

  /** Keeps what was changed since the last call of keep. */
  keep(): void {
    this.#changes = []
  }

  /** A point within the command to which `undo` can go back. */
  get mark(): number {
    return this.#changes.length
  }

  /** Puts back what was changed since the mark; without one, since the last call of keep. */
  undo(mark = 0): void {
    for (const change of this.#changes.splice(mark).reverse()) change.table.restore(change.key, change.before)
  }
}
