/** What the ways of opening a request have in common. */
import type { TimeLimit } from '#calendar'
import type { Tx } from '../../db.ts'
import { moveClock } from '../../dossiers/clock.ts'
import type { LockedDossier } from '../../dossiers/lock.ts'
import type { Request } from '../../generated/prisma/client.ts'
import type { Variables } from '../../zeebe/index.ts'
import type { CaseJob } from '../worker.ts'

export type OpeningContext = CaseJob & { tx: Tx; dossier: LockedDossier }

/** The headers of the job. */
export interface Asking {
  kind: string
  to: string
  limit: TimeLimit
  clock?: string
}

/** Opens what is not open yet and answers the variables of the wait; the same again for the same job. */
export type Opening = (context: OpeningContext, asking: Asking) => Promise<Variables>

/** Requests of a kind that still wait, oldest first. */
export function openRequests(tx: Tx, dossierId: string, kind: string): Promise<Request[]> {
  return tx.request.findMany({
    where: { dossierId, kind, state: { in: ['open', 'answered'] } },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
  })
}

/** The clock stands still from the officer's decision on, where the header says so. */
export async function pauseClock(context: OpeningContext, { clock }: Asking, since: Date): Promise<void> {
  if (clock !== 'pause') return
  const { platform, tx, dossier, job, jobRef } = context
  await moveClock(platform, tx, dossier, { kind: 'pause', at: since, job: jobRef, elementId: job.elementId })
}
