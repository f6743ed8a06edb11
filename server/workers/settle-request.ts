/**
 * `settle-request`: both arms of a wait lead here, and the record decides, whichever fired: `supplied` if the answer was
 * stored by the due instant, else `timeout`. Afterwards the request is closed and the API takes no answer.
 */
import type { Tx } from '../db.ts'
import { isClockMove, moveClock } from '../dossiers/clock.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import { settle } from '../outbox/index.ts'
import type { Job } from '../zeebe/index.ts'
import { lastDecision } from './last-decision.ts'
import type { Worker } from './worker.ts'

/** Another unit answers by an officer's decision: the last one, when it was made after the request was opened. */
async function officersAnswer(tx: Tx, job: Job, openedAt: Date): Promise<Date | null> {
  const decision = await lastDecision(tx, job)
  return decision && decision.at > openedAt ? decision.at : null
}

export const settleRequest: Worker = {
  type: 'settle-request',
  async handle({ platform, tx, dossier, job, jobRef }) {
    const { kind, clock } = job.headers
    const held = job.variables.request
    const id = typeof held === 'object' && held !== null && !Array.isArray(held) ? held.id : undefined
    const request = await tx.request.findFirst({
      where: { dossierId: dossier.id, ...(typeof id === 'string' ? { id } : kind ? { kind } : {}) },
      orderBy: { openedAt: 'desc' },
    })
    if (!request) throw new Error(`no request ${String(id)} of kind ${kind}`)
    const answeredAt = request.to === 'citizen' ? request.answeredAt : await officersAnswer(tx, job, request.openedAt)
    const inTime = answeredAt && (request.to !== 'citizen' || answeredAt <= request.due)
    const outcome = inTime ? ('supplied' as const) : ('timeout' as const)
    if (request.state === 'supplied' || request.state === 'timeout') return { outcome: request.state }
    const now = platform.clock.now()
    await tx.request.update({ where: { id: request.id }, data: { state: outcome, answeredAt, closedAt: now } })
    await settle(tx, 'publish', request.id, now)
    await appendEvent(tx, dossier, {
      type: 'settled',
      at: now,
      actor: 'system',
      elementId: job.elementId,
      job: jobRef,
      public: request.to === 'citizen',
      data: { requestId: request.id, outcome },
    })
    if (isClockMove(clock) && outcome === 'supplied') {
      // The clock goes on from the answer, not from the machine's turn.
      const at = answeredAt ?? now
      await moveClock(platform, tx, dossier, { kind: clock, at, job: jobRef, elementId: job.elementId })
    }
    return { outcome }
  },
}
