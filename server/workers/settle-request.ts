/**
 * `settle-request`: both arms of a wait lead here, and the record decides, whichever fired: `supplied` if the answer was
 * stored by the due instant, else `timeout`. Afterwards the request is closed and the API takes no answer.
 */
import type { Tx } from '../db.ts'
import { appointmentsOf } from '../dossiers/appearance.ts'
import { isClockMove, moveClock } from '../dossiers/clock.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import type { Request, TaskDecision } from '../generated/prisma/client.ts'
import { settle } from '../outbox/index.ts'
import type { Job } from '../zeebe/index.ts'
import { lastDecision } from './last-decision.ts'
import type { Worker } from './worker.ts'

/**
 * Others answer, and parties appear, by an officer's decision: the last one, when it was made after they were asked. An
 * instance of several begins without a last decision, so that another's never counts as its own.
 */
async function officersAnswer(tx: Tx, job: Job, request: Request): Promise<TaskDecision | null> {
  const decision = await lastDecision(tx, job)
  const askedAt = appointmentsOf(request).at(-1)?.setAt ?? request.openedAt
  return decision && decision.at > askedAt ? decision : null
}

async function answerTo(tx: Tx, job: Job, request: Request): Promise<{ at: Date; decision?: TaskDecision } | null> {
  if (request.to !== 'citizen') {
    const decision = await officersAnswer(tx, job, request)
    return decision && { at: decision.at, decision }
  }
  return request.answeredAt && request.answeredAt <= request.due ? { at: request.answeredAt } : null
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
    if (request.state === 'supplied' || request.state === 'timeout') return { outcome: request.state }
    const answer = await answerTo(tx, job, request)
    const outcome = answer ? ('supplied' as const) : ('timeout' as const)
    const now = platform.clock.now()
    await tx.request.update({
      where: { id: request.id },
      data: {
        state: outcome,
        closedAt: now,
        ...(answer ? { answeredAt: answer.at } : {}),
        ...(answer?.decision ? { answer: { decisionId: answer.decision.id } } : {}),
      },
    })
    await settle(tx, 'publish', request.id, now)
    await appendEvent(tx, dossier, {
      type: 'settled',
      at: now,
      actor: 'system',
      elementId: job.elementId,
      job: jobRef,
      public: request.to === 'citizen',
      data: { requestId: request.id, outcome, kind: request.kind },
    })
    if (isClockMove(clock) && outcome === 'supplied') {
      // The clock goes on from the answer, not from the machine's turn.
      const at = answer?.at ?? now
      await moveClock(platform, tx, dossier, { kind: clock, at, job: jobRef, elementId: job.elementId })
    }
    return { outcome }
  },
}
