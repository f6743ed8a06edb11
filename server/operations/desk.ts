/** The operators' list and what may be done about an entry. */
import type { Staff } from '../accounts/index.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { inTransaction } from '../db.ts'
import { closeDossier } from '../dossiers/close.ts'
import { lockDossier, lockDossierByCode } from '../dossiers/lock.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import { enqueue } from '../outbox/index.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import { confirmDecision, overtakeDecision } from '../tasks/confirm.ts'
import type { EngineKey } from '../zeebe/index.ts'

export type Act = 'retry' | 'dismiss' | 'confirm' | 'overtaken'

/** What each kind of concern can be answered with. */
const acts: { readonly [kind: string]: readonly Act[] } = {
  'not-started': ['retry'],
  'job-stuck': ['retry'],
  'decision-unclear': ['confirm', 'overtaken'],
  'sms-failed': ['dismiss'],
  'register-down': ['dismiss'],
  stalled: ['dismiss'],
  'after-restore': ['dismiss'],
  'four-eyes': ['dismiss'],
}

const pageSize = 50

export async function listConcerns({ db }: Pick<Platform, 'db'>, cursor: string | undefined) {
  const after = readCursor(cursor)
  const rows = await db.concern.findMany({
    where: {
      settledAt: null,
      ...(after ? { OR: [{ openedAt: { gt: after.at } }, { openedAt: after.at, id: { gt: after.id } }] } : {}),
    },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
    take: pageSize + 1,
  })
  const shown = rows.slice(0, pageSize)
  const ids = shown.flatMap(({ dossierId }) => (dossierId ? [dossierId] : []))
  const dossiers = await db.dossier.findMany({ where: { id: { in: ids } }, select: { id: true, code: true } })
  const codes = new Map(dossiers.map(({ id, code }) => [id, code]))
  const last = rows.length > pageSize ? shown.at(-1) : undefined
  return {
    items: shown.map(({ id, kind, text, openedAt, dossierId }) => ({
      id,
      kind,
      text,
      openedAt,
      dossierCode: (dossierId && codes.get(dossierId)) || null,
      acts: acts[kind] ?? ['dismiss'],
    })),
    next: last ? writeCursor({ at: last.openedAt, id: last.id }) : null,
  }
}

export async function settleByHand(
  platform: Platform,
  who: Staff,
  id: string,
  { act, reason }: { act: Act; reason?: string },
): Promise<void> {
  const { db, clock } = platform
  const concern = await db.concern.findUnique({ where: { id } })
  if (!concern || concern.settledAt) throw new Problem('concern.unknown')
  if (!(acts[concern.kind] ?? ['dismiss']).includes(act)) throw new Problem('concern.act')
  if (act === 'retry') await retry(platform, concern)
  if (act === 'confirm' || act === 'overtaken') await judgeDecision(platform, concern, act)
  const settledBy = `account:${who.accountId}${reason ? `: ${reason}` : ''}`
  await db.concern.updateMany({ where: { id, settledAt: null }, data: { settledAt: clock.now(), settledBy } })
  platform.wakeOutbox()
}

async function retry({ db, clock, zeebe }: Platform, concern: { kind: string; subject: string }): Promise<void> {
  if (concern.kind === 'job-stuck') {
    const key = concern.subject.split(':').at(-1)
    // Five tries anew; the job comes when its back-off ends.
    if (key) await zeebe.updateJobRetries(key as EngineKey, 5)
    return
  }
  await db.outbox.updateMany({
    where: { kind: 'start', subject: concern.subject, state: { in: ['pending', 'sent'] } },
    data: { dueAt: clock.now(), attempts: 0 },
  })
}

async function judgeDecision(
  platform: Platform,
  concern: { subject: string; dossierId: string | null },
  act: 'confirm' | 'overtaken',
) {
  await inTransaction(platform.db, async (tx) => {
    const dossier = concern.dossierId ? await lockDossier(tx, concern.dossierId) : undefined
    if (!dossier) throw new Problem('dossier.unknown')
    if (act === 'confirm') await confirmDecision(platform, tx, dossier, concern.subject)
    else await overtakeDecision(platform, tx, dossier, concern.subject)
  })
}

/** An operator's cancel: the dossier closes as `cancelled` with a reason, its instance ends. */
export async function cancelDossier(platform: Platform, who: Staff, code: string, reason: string): Promise<void> {
  const { db, clock, epoch } = platform
  const dossierId = await inTransaction(db, async (tx) => {
    const dossier = await lockDossierByCode(tx, code)
    if (!dossier) throw new Problem('dossier.unknown')
    if (dossier.closedAt) throw new Problem('dossier.closed')
    const now = clock.now()
    const actor = `account:${who.accountId}` as const
    await appendEvent(tx, dossier, { type: 'cancelled', at: now, actor, public: true, data: { reason } })
    await closeDossier(platform, tx, dossier, { end: 'cancelled', status: 'cancelled', actor })
    if (dossier.processInstanceKey && dossier.epoch === epoch) {
      const subject = String(dossier.processInstanceKey)
      await enqueue(tx, { kind: 'cancel', subject, dossierId: dossier.id, dueAt: now, at: now })
    }
    return dossier.id
  })
  platform.wakeOutbox()
  platform.probeSoon(dossierId)
}
