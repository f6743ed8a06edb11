/** Which case a job belongs to, and whether its process instance is the one that the record knows. */
import type { Tx } from '../db.ts'
import type { Platform } from '../platform.ts'
import { type EngineKey, type Job, ZeebeError } from '../zeebe/index.ts'
import { type LockedDossier, lockDossierByCode } from './lock.ts'

/** The record's row that a process instance works for. */
export type Subject = { kind: 'dossier'; code: string } | { kind: 'apology'; code: string; apologyId: string }

/** Reads it from the variables that every instance is started with; undefined: nothing of ours. */
export function readSubject(job: Pick<Job, 'variables'>): Subject | undefined {
  const { dossier, apology } = job.variables
  const code = property(dossier, 'code')
  if (!code) return undefined
  const apologyId = property(apology, 'id')
  return apologyId ? { kind: 'apology', code, apologyId } : { kind: 'dossier', code }
}

function property(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  const found: unknown = Object.getOwnPropertyDescriptor(value, name)?.value
  return typeof found === 'string' ? found : undefined
}

export interface HeldCase {
  dossier: LockedDossier
  apologyId?: string
}

/**
 * Locks the dossier and compares the job's process instance with the one that the row is bound to. Undefined: a stray
 * instance, which must be cancelled and do nothing else.
 */
export async function holdsCase(
  tx: Tx,
  epoch: string,
  job: Pick<Job, 'processInstanceKey' | 'type'>,
  subject: Subject,
): Promise<HeldCase | undefined> {
  const dossier = await lockDossierByCode(tx, subject.code)
  if (!dossier) return undefined
  if (subject.kind === 'dossier') {
    const bound = dossier.epoch === epoch && String(dossier.processInstanceKey) === job.processInstanceKey
    // A closed case has nothing left to do but the very job that closed it, when its completion was lost.
    return bound && (!dossier.closedAt || job.type === 'close-dossier') ? { dossier } : undefined
  }
  const apology = await tx.apology.findUnique({ where: { id: subject.apologyId } })
  const bound =
    apology?.dossierId === dossier.id &&
    apology.epoch === epoch &&
    String(apology.processInstanceKey) === job.processInstanceKey &&
    apology.state !== 'cancelled'
  return bound ? { dossier, apologyId: subject.apologyId } : undefined
}

/** Cancels an instance that no row is bound to. Its being gone already is as good. */
export async function cancelStray({ zeebe, log }: Pick<Platform, 'zeebe' | 'log'>, job: Job): Promise<void> {
  log.warn({ processInstanceKey: job.processInstanceKey, process: job.bpmnProcessId }, 'stray instance cancelled')
  try {
    await zeebe.cancel(job.processInstanceKey as EngineKey)
  } catch (error) {
    if (!(error instanceof ZeebeError && error.status === 'NOT_FOUND')) throw error
  }
}
