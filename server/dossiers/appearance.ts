/**
 * The parties are called to appear: one request whose items are its appointments, the last of which holds. It is due a
 * term after the first appointment, however often another day is named.
 */

import type { Tx } from '../db.ts'
import type { Request } from '../generated/prisma/client.ts'
import { jsonObject } from './case-scope.ts'

export const appearanceKind = 'appearance'

export interface Appointment {
  /** When the parties are expected. */
  at: Date
  /** When that was decided. */
  setAt: Date
}

/** The appointments of a request to appear, oldest first. */
export function appointmentsOf(request: Pick<Request, 'items'>): Appointment[] {
  return (Array.isArray(request.items) ? request.items : []).flatMap((item) => {
    const { at, setAt } = jsonObject(item)
    return typeof at === 'string' && typeof setAt === 'string' ? [{ at: new Date(at), setAt: new Date(setAt) }] : []
  })
}

/** The newest call of a dossier, whatever became of it. */
export async function lastCall(tx: Tx, dossierId: string): Promise<Request | null> {
  const [call] = await tx.sql<Request>`
    SELECT id, dossier_id AS "dossierId", kind, "to", items, opened_at AS "openedAt", due, state, answer,
           answered_at AS "answeredAt", closed_at AS "closedAt"
    FROM request WHERE dossier_id = ${dossierId}::uuid AND kind = ${appearanceKind} ORDER BY opened_at DESC LIMIT 1`
  return call ?? null
}

/** A call that is open, with the appointment that holds. */
export async function openAppearance(tx: Tx, dossierId: string): Promise<{ at: Date; due: Date } | null> {
  const call = await lastCall(tx, dossierId)
  const appointment = call ? appointmentsOf(call).at(-1) : undefined
  return call?.state === 'open' && appointment ? { at: appointment.at, due: call.due } : null
}
