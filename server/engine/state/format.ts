import type { State } from './state.ts'
import { fillVersionIndexes } from './upgrades/version-indexes.ts'

/** What an older data folder needs to become one of format `to`. */
export interface UpgradeStep {
  to: number
  /** Changes rows; committed with the other steps. Rows of older formats may lack what the types promise. */
  run?(state: State): void
}

/** In order, one for each format after 1; a new one raises the format of all data folders. */
export const steps: readonly UpgradeStep[] = [
  { to: 2, run: fillVersionIndexes },
  // The log before the tables: an engine that does not read it must not open the folder.
  { to: 3 },
]

/** Version of the layout of tables and records that this engine reads and writes. */
export const FORMAT = Math.max(1, ...steps.map(({ to }) => to))
