/** The citizen is asked for the items of the officer's decision. */
import { cityInstant } from '../../clock.ts'
import { jsonObject } from '../../dossiers/case-scope.ts'
import type { RequestedItem } from '../../dossiers/events.ts'
import { requestDue } from '../../dossiers/request-due.ts'
import { appendEvent } from '../../dossiers/timeline.ts'
import { newId } from '../../ids.ts'
import { lastDecision } from '../last-decision.ts'
import { type Opening, openRequests, pauseClock } from './opening.ts'

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

export const askCitizen: Opening = async (context, asking) => {
  const { platform, tx, dossier, job, jobRef } = context
  const { kind, limit } = asking
  const [open] = await openRequests(tx, dossier.id, kind)
  if (open) return { request: { id: open.id, due: cityInstant(open.due) } }
  const now = platform.clock.now()
  const decision = await lastDecision(tx, job)
  const since = decision?.at ?? now
  const items = itemsOf(decision?.form)
  const due = requestDue(platform.calendar, limit, since)
  const id = newId()
  await tx.request.create({
    data: {
      id,
      dossierId: dossier.id,
      kind,
      to: 'citizen',
      items: items.map((item) => ({ ...item })),
      openedAt: now,
      due,
      state: 'open',
    },
  })
  await tx.dossier.update({ where: { id: dossier.id }, data: { supplementCount: { increment: 1 } } })
  await appendEvent(tx, dossier, {
    type: 'requested',
    at: now,
    actor: 'system',
    elementId: job.elementId,
    job: jobRef,
    public: true,
    data: { requestId: id, kind, due: due.toISOString(), items },
  })
  await pauseClock(context, asking, since)
  return { request: { id, due: cityInstant(due) } }
}
