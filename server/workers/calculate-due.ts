/**
 * `calculate-due` starts or extends the clock and so sets the appointment. What started it is the officer's decision, so
 * its time counts (accepted 14:59:59 is in time), not that of the machine. In an apology the header `appointment` names
 * the answer that holds the new day.
 */
import { parseDay } from '#calendar'
import type { Tx } from '../db.ts'
import { jsonObject } from '../dossiers/case-scope.ts'
import { moveClock, setAppointment } from '../dossiers/clock.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import type { Platform } from '../platform.ts'
import { lastDecision } from './last-decision.ts'
import type { Worker } from './worker.ts'

/** The new day that a decision of this apology named, as the end of that day's working hours. */
async function decidedAppointment(platform: Platform, tx: Tx, apologyId: string, key: string): Promise<Date> {
  const tasks = await tx.task.findMany({ where: { apologyId }, select: { id: true } })
  const decisions = await tx.taskDecision.findMany({
    where: { taskId: { in: tasks.map(({ id }) => id) }, state: 'confirmed' },
    orderBy: { at: 'desc' },
  })
  for (const decision of decisions) {
    const day = jsonObject(decision.form)[key]
    if (typeof day === 'string' && parseDay(day) !== undefined) {
      return platform.calendar.endOfWorkingDay(new Date(`${day}T08:00:00+07:00`))
    }
  }
  throw new Error(`no decision of the apology names ${key}`)
}

export const calculateDue: Worker = {
  type: 'calculate-due',
  async handle({ platform, tx, dossier, job, jobRef, apologyId }) {
    const { appointment, limit, clock } = job.headers
    const now = platform.clock.now()
    if (apologyId && appointment) {
      const newDue = await decidedAppointment(platform, tx, apologyId, appointment)
      const first = await appendEvent(tx, dossier, {
        type: 'apologised',
        at: now,
        actor: 'system',
        elementId: job.elementId,
        job: jobRef,
        public: true,
        data: { apologyId, newAppointment: newDue.toISOString() },
      })
      if (first) {
        await tx.apology.update({ where: { id: apologyId }, data: { newDueAt: newDue } })
        const running = dossier.clock === 'running' || dossier.clock === 'paused' || dossier.clock === 'stopped'
        await setAppointment(
          tx,
          dossier,
          newDue,
          running ? (dossier.clock as 'running' | 'paused' | 'stopped') : 'none',
        )
      }
      return undefined
    }
    const decision = await lastDecision(tx, job)
    await moveClock(platform, tx, dossier, {
      kind: clock === 'extend' ? 'extend' : 'start',
      at: decision?.at ?? now,
      ...(limit ? { limit } : {}),
      job: jobRef,
      elementId: job.elementId,
    })
    return undefined
  },
}
