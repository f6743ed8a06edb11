/**
 * `open-request` asks the citizen or another unit for something, before the wait begins. An open request of the kind is
 * used again. What is asked are the items of the officer's decision.
 */
import { parseLimit } from '#calendar'
import { cityInstant } from '../clock.ts'
import { answersOf, jsonObject } from '../dossiers/case-scope.ts'
import { moveClock } from '../dossiers/clock.ts'
import type { RequestedItem } from '../dossiers/events.ts'
import { requestDue } from '../dossiers/request-due.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import { newId } from '../ids.ts'
import { lastDecision } from './last-decision.ts'
import type { Worker } from './worker.ts'

/** The items that a decision's form lists under `items`; malformed ones cannot be there: the form was checked. */
export function itemsOf(form: unknown): RequestedItem[] {
  const { items } = jsonObject(form)
  return (Array.isArray(items) ? items : []).flatMap((entry) => {
    const { path, reason, remedy, ground } = jsonObject(entry)
    if (typeof path !== 'string' || typeof reason !== 'string') return []
    return [
      {
        path,
        reason,
        ...(typeof remedy === 'string' ? { remedy } : {}),
        ...(typeof ground === 'string' ? { ground } : {}),
      },
    ]
  })
}

export const openRequest: Worker = {
  type: 'open-request',
  async handle({ platform, tx, dossier, job, jobRef }) {
    const { kind, to, limit, clock } = job.headers
    const timeLimit = limit ? parseLimit(limit) : undefined
    if (!kind || !to || !timeLimit) throw new Error(`open-request ${job.elementId} lacks kind, to or limit`)
    const open = await tx.request.findFirst({
      where: { dossierId: dossier.id, kind, state: { in: ['open', 'answered'] } },
    })
    if (open) return { request: { id: open.id, due: cityInstant(open.due) } }
    const now = platform.clock.now()
    const decision = await lastDecision(tx, job)
    const since = decision?.at ?? now
    const items = itemsOf(decision?.form)
    const due = requestDue(platform.calendar, timeLimit, since)
    const asked = to === 'citizen' ? to : String((await answersOf(tx, dossier))[to] ?? dossier.unitCode)
    const id = newId()
    await tx.request.create({
      data: {
        id,
        dossierId: dossier.id,
        kind,
        to: asked,
        items: items.map((item) => ({ ...item })),
        openedAt: now,
        due,
        state: 'open',
      },
    })
    if (to === 'citizen') {
      await tx.dossier.update({ where: { id: dossier.id }, data: { supplementCount: { increment: 1 } } })
    }
    await appendEvent(tx, dossier, {
      type: 'requested',
      at: now,
      actor: 'system',
      elementId: job.elementId,
      job: jobRef,
      public: to === 'citizen',
      data: { requestId: id, kind, due: due.toISOString(), items },
    })
    if (clock === 'pause') {
      await moveClock(platform, tx, dossier, { kind: 'pause', at: since, job: jobRef, elementId: job.elementId })
    }
    return { request: { id, due: cityInstant(due) } }
  },
}
