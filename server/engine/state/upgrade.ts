import { newerFormat, raiseFormat } from './data-folder.ts'
import { FORMAT, steps } from './format.ts'
import type { Journal } from './journal.ts'
import type { State } from './state.ts'

interface Upgradable {
  readonly state: State
  readonly journal: Journal
  commit(): Promise<void>
}

/**
 * Brings the data of an older engine up to date: all steps that it lacks and the number that says so in one
 * transaction, so they run once and whole. `engine.json` is raised first, so that no older engine opens the folder
 * from then on. Throws with words when a newer engine wrote the data.
 */
export async function upgrade({ state, journal, commit }: Upgradable, folder: string): Promise<void> {
  // Data of format 1 don't tell; an empty store is new.
  const found = state.counters.get('format') ?? (state.counters.has('key') ? 1 : FORMAT)
  if (found > FORMAT) throw newerFormat(folder, found)
  raiseFormat(folder)
  if (state.counters.get('format') === FORMAT) return
  for (const { to, run } of steps) if (to > found) run?.(state)
  state.counters.put('format', FORMAT)
  journal.keep()
  await commit()
}
