/** The parts that modules work with, made once when the app starts and passed in: no module reaches for a global. */
import type { Logger } from 'pino'
import type { Calendar, NamedPeriods } from '#calendar'
import type { Clock } from './clock.ts'
import type { Db } from './db.ts'
import type { PaperMaker } from './documents/paper-maker.ts'
import type { FaultPoints } from './faults.ts'
import type { FileStore } from './files/index.ts'
import type { Registers } from './registers/index.ts'
import type { Catalogue } from './services/index.ts'
import type { Zeebe } from './zeebe/index.ts'

export interface Platform {
  db: Db
  clock: Clock
  calendar: Calendar
  /** The calendar's periods that rules know by name, the same for the server's check and the browser's. */
  periods: NamedPeriods
  zeebe: Zeebe
  /** Id of the engine's data: engine keys mean something only together with it. */
  epoch: string
  catalogue: Catalogue
  files: FileStore
  papers: PaperMaker
  registers: Registers
  faults: FaultPoints
  log: Logger
  /** Wakes the dispatcher of the outbox; call it after the commit. */
  wakeOutbox(): void
  /**
   * Asks the engine about a dossier's open tasks soon: after we told it something that may move the case (0.2, 1 and 5 s),
   * or once when a job of the dossier arrives.
   */
  probeSoon(dossierId: string, why?: 'told' | 'arrived'): void
  settings: Settings
}

export interface Settings {
  /** Where citizens reach the portal; QR codes and messages carry it. */
  publicUrl: string
  /** Milliseconds in which an officer may undo a decision. */
  undoMs: number
  /** Secret keys, each for one use. */
  keys: { sessions: string; codes: string }
}
