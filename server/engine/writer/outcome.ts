import type { Effects } from '../processing/processing.ts'
import type { CommitFailed } from '../state/commit.ts'
import type { ProcessingFailure } from './run.ts'

/** What became of a command, known only after its commit. */
export type Outcome<Result> =
  | { ok: true; result: Result; effects: Effects }
  | { ok: false; why: 'failed'; failure: ProcessingFailure }
  | { ok: false; why: Unrun | Unstored }

/** Why a command was not taken. */
type Unrun = 'full' | 'stopped'

/** Why what a command did was not stored: no room; a write failed and nothing was stored; the disk failed. */
export type Unstored = 'disk' | 'undone' | 'broken'

/** The same of a batch. */
export const UNSTORED: Record<CommitFailed['why'], Unstored> = { full: 'disk', undone: 'undone', broken: 'broken' }
