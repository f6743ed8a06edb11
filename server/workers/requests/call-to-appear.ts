/** The parties are called to appear and sign; after a no-show the same call gets the appointment that the officer named. */
import { parseDay } from '#calendar'
import { cityInstant } from '../../clock.ts'
import { appearanceKind, appointmentsOf } from '../../dossiers/appearance.ts'
import { jsonObject } from '../../dossiers/case-scope.ts'
import { requestDue } from '../../dossiers/request-due.ts'
import { appendEvent } from '../../dossiers/timeline.ts'
import type { Request, TaskDecision } from '../../generated/prisma/client.ts'
import { newId } from '../../ids.ts'
import type { Platform } from '../../platform.ts'
import { lastDecision } from '../last-decision.ts'
import { type Opening, type OpeningContext, openRequests, pauseClock } from './opening.ts'

const earliest = '08:00'

/** The day and hour that a decision's form names. */
function namedAppointment(decision: TaskDecision | null): Date | undefined {
  const { newAppointment, newAppointmentTime } = jsonObject(decision?.form)
  if (typeof newAppointment !== 'string' || parseDay(newAppointment) === undefined) return undefined
  const time = typeof newAppointmentTime === 'string' ? newAppointmentTime : earliest
  return new Date(`${newAppointment}T${time}:00+07:00`)
}

/** The result's appointment while it lies ahead, else the next working morning. */
function firstAppointment({ calendar }: Pick<Platform, 'calendar'>, dueAt: Date | null, now: Date): Date {
  if (dueAt && dueAt > now) return dueAt
  const tomorrow = new Date(`${cityInstant(new Date(now.getTime() + 86_400_000)).slice(0, 10)}T00:00:00+07:00`)
  return calendar.nextWorking(tomorrow)
}

async function tell(context: OpeningContext, request: Request, appointment: Date): Promise<void> {
  const { platform, tx, dossier, job, jobRef } = context
  await appendEvent(tx, dossier, {
    type: 'requested',
    at: platform.clock.now(),
    actor: 'system',
    elementId: job.elementId,
    job: jobRef,
    public: true,
    data: {
      requestId: request.id,
      kind: request.kind,
      due: request.due.toISOString(),
      items: [],
      appointment: appointment.toISOString(),
    },
  })
}

export const callToAppear: Opening = async (context, asking) => {
  const { platform, tx, dossier, job } = context
  const now = platform.clock.now()
  const decision = await lastDecision(tx, job)
  const [open] = await openRequests(tx, dossier.id, appearanceKind)
  if (open) {
    const before = appointmentsOf(open)
    const last = before.at(-1)
    const named = namedAppointment(decision)
    // The same job again finds its appointment set after the decision that names it.
    if (named && decision && last && last.setAt <= decision.at) {
      const items = [...before, { at: named, setAt: now }].map(({ at, setAt }) => ({
        at: at.toISOString(),
        setAt: setAt.toISOString(),
      }))
      await tx.request.update({ where: { id: open.id }, data: { items } })
      await tell(context, open, named)
    }
    return { request: { id: open.id, due: cityInstant(open.due) } }
  }
  const at = firstAppointment(platform, dossier.dueAt, now)
  const request = await tx.request.create({
    data: {
      id: newId(),
      dossierId: dossier.id,
      kind: appearanceKind,
      to: 'appearance',
      items: [{ at: at.toISOString(), setAt: now.toISOString() }],
      openedAt: now,
      due: requestDue(platform.calendar, asking.limit, at),
      state: 'open',
    },
  })
  await tell(context, request, at)
  await pauseClock(context, asking, decision?.at ?? now)
  return { request: { id: request.id, due: cityInstant(request.due) } }
}
