/** What a worker is: one file per job type, each idempotent by its key. */
import type { Tx } from '../db.ts'
import type { LockedDossier } from '../dossiers/lock.ts'
import type { JobRef } from '../dossiers/timeline.ts'
import type { Dossier } from '../generated/prisma/client.ts'
import type { Platform } from '../platform.ts'
import type { Release, ServiceRelease } from '../services/index.ts'
import type { Job, Variables } from '../zeebe/index.ts'

export interface CaseJob {
  platform: Platform
  job: Job
  jobRef: JobRef
  /** The release whose diagram holds this job: the dossier's, or the apology's own. */
  diagramOf: Release
  /** The release of the dossier's service. */
  release: ServiceRelease
  apologyId?: string
}

/** A fault that the diagram catches at a boundary event. */
export class BpmnError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = 'BpmnError'
    this.code = code
  }
}

export interface Worker<Prepared = void> {
  type: string
  /** Leases of its jobs, ms: longer than the slowest handling. 30 s unless told. */
  leaseMs?: number
  /** Jobs handled at a time; 4 unless told. */
  atOnce?: number
  /** What must happen outside the transaction: calls to others. May run again for the same job. */
  prepare?(context: CaseJob, dossier: Dossier): Promise<Prepared>
  /**
   * Decides and writes, in one transaction under the dossier's lock. Runs again after a crash between commit and
   * completion, so every effect has a key; the answer must be the same then.
   */
  handle(context: CaseJob & { tx: Tx; dossier: LockedDossier }, prepared: Prepared): Promise<Variables | undefined>
}

/** What a registered worker looks like to the runner, whatever it prepares. */
export interface RegisteredWorker {
  type: string
  leaseMs: number
  atOnce: number
  /** What must happen outside the transaction is done first, where there is something. */
  prepare: ((context: CaseJob, dossier: Dossier) => Promise<() => Handling>) | undefined
  handle: Handling
}
/** A handling in a transaction under the dossier's lock. */
export type Handling = (context: CaseJob & { tx: Tx; dossier: LockedDossier }) => Promise<Variables | undefined>

export function registered<Prepared>(worker: Worker<Prepared>): RegisteredWorker
export function registered(worker: Worker): RegisteredWorker
export function registered<Prepared>(worker: Worker<Prepared | undefined>): RegisteredWorker {
  const { prepare } = worker
  return {
    type: worker.type,
    leaseMs: worker.leaseMs ?? 30_000,
    atOnce: worker.atOnce ?? 4,
    prepare:
      prepare &&
      (async (context, dossier) => {
        const prepared = await prepare(context, dossier)
        return () => (held) => worker.handle(held, prepared)
      }),
    handle: (held) => worker.handle(held, undefined),
  }
}
