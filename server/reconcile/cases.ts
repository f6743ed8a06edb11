/** Open cases that must be started again, and how: the dossier's own, and those of its apologies. */
import type { Tx } from '../db.ts'
import { inTransaction } from '../db.ts'
import { type LockedDossier, lockDossier } from '../dossiers/lock.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import { openConcern, settleConcern } from '../operations/concerns.ts'
import { enqueue, settle } from '../outbox/index.ts'
import type { Platform } from '../platform.ts'
import type { Release, ServiceRelease } from '../services/index.ts'
import { overtakeDecision } from '../tasks/confirm.ts'
import type { EngineKey } from '../zeebe/index.ts'
import { type PastEvent, type Position, positionOf } from './position.ts'
import { caseVariables } from './variables.ts'

/** What a reconciliation works with. */
export type Reconciling = Pick<Platform, 'db' | 'zeebe' | 'epoch' | 'clock' | 'catalogue' | 'log' | 'faults'>

/** An open case that is bound to an instance. */
export interface BoundCase {
  kind: 'dossier' | 'apology'
  id: string
  dossierId: string
  code: string
  epoch: string
  processInstanceKey: string
}

/** What was, or would be, done about a case. */
export interface Line {
  code: string
  kind: 'dossier' | 'apology'
  act: 'goes-on' | 'begins' | 'by-hand'
  /** The elements at which it goes on, or why people must look. */
  at: string
}

const pageSize = 2000

interface BoundRow {
  kind: BoundCase['kind']
  id: string
  dossier_id: string
  code: string
  epoch: string
  key: bigint
}

/**
 * Open cases that are bound to an instance, by code, read a page at a time; `except` leaves out those bound to this epoch.
 */
export async function* boundCases(db: Tx, except?: string): AsyncGenerator<BoundCase> {
  let after = { code: '', kind: '' }
  for (;;) {
    const rows = await db.sql<BoundRow>`
      SELECT kind, id, dossier_id, code, epoch, key FROM (
        SELECT 'dossier' AS kind, id, id AS dossier_id, code, epoch, process_instance_key AS key FROM dossier
        WHERE closed_at IS NULL AND code >= ${after.code}
        UNION ALL
        SELECT 'apology', a.id, d.id, d.code, a.epoch, a.process_instance_key
        FROM apology a JOIN dossier d ON d.id = a.dossier_id WHERE a.state = 'open' AND d.code >= ${after.code}) AS open
      WHERE key IS NOT NULL AND (code, kind) > (${after.code}, ${after.kind})
        AND epoch IS DISTINCT FROM ${except ?? null}
      ORDER BY code, kind LIMIT ${pageSize}`
    for (const { dossier_id, key, ...row } of rows)
      yield { ...row, dossierId: dossier_id, processInstanceKey: String(key) }
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = { code: last.code, kind: last.kind }
  }
}

interface Standing {
  dossier: LockedDossier
  release: ServiceRelease
  /** The release whose diagram runs. */
  running: Release
  events: PastEvent[]
  position: Position
}

/** Reads where a case stands; nothing is changed. */
async function standingOf({ catalogue }: Reconciling, tx: Tx, found: BoundCase): Promise<Standing | undefined> {
  const dossier = await lockDossier(tx, found.dossierId)
  if (!dossier || dossier.closedAt) return undefined
  const apologyId = found.kind === 'apology' ? found.id : null
  const release = await catalogue.serviceRelease(dossier.releaseId)
  const running = apologyId ? await catalogue.shared('shared-apology') : release
  const since = apologyId ? (await tx.apology.findUniqueOrThrow({ where: { id: apologyId } })).at : new Date(0)
  const rows = await tx.dossierEvent.findMany({ where: { dossierId: dossier.id }, orderBy: { seq: 'asc' } })
  const events = rows.filter(({ at }) => at >= since)
  const tasks = await tx.task.findMany({
    where: { dossierId: dossier.id, apologyId, state: { in: ['open', 'claimed', 'decided'] } },
  })
  return { dossier, release, running, events, position: positionOf(running.diagram, events, tasks) }
}

function lineOf(found: BoundCase, position: Position): Line {
  const { code, kind } = found
  if (position.kind === 'beginning') return { code, kind, act: 'begins', at: 'the beginning' }
  if (position.kind === 'unclear') return { code, kind, act: 'by-hand', at: position.why }
  return { code, kind, act: 'goes-on', at: position.elements.join(', ') }
}

/** What would be done about a case. */
export async function lookAt(reconciling: Reconciling, found: BoundCase): Promise<Line | undefined> {
  return inTransaction(reconciling.db, async (tx) => {
    const standing = await standingOf(reconciling, tx, found)
    return standing && lineOf(found, standing.position)
  })
}

/**
 * Starts a case again where it stands and binds it, under the dossier's lock. A death before the commit leaves an
 * instance that no row is bound to: `cancelStray` finds it when the reconciliation goes on. Undefined: the case was closed
 * or started again meanwhile.
 */
export async function startAgain(reconciling: Reconciling, found: BoundCase): Promise<Line | undefined> {
  const { db, zeebe, clock, faults } = reconciling
  let made: EngineKey | undefined
  return inTransaction(db, async (tx) => {
    const standing = await standingOf(reconciling, tx, found)
    if (!standing || !(await isStillBound(tx, found))) return undefined
    const { dossier, position } = standing
    if (position.kind === 'unclear') await leaveToPeople(reconciling, tx, found, position.why)
    if (position.kind === 'beginning') await begin(reconciling, tx, found)
    if (position.kind === 'at') {
      // Tried again after it was rolled back.
      if (made) await zeebe.cancel(made)
      made = await createAt(reconciling, tx, { found, standing, elements: position.elements })
      faults.hit('reconcile.created')
      await bind(reconciling, tx, { found, dossier, processInstanceKey: made, position })
    }
    if (position.kind !== 'unclear') await settleConcern(tx, 'after-restore', found.id, 'system', clock.now())
    return lineOf(found, position)
  })
}

async function createAt(
  { zeebe, catalogue }: Reconciling,
  tx: Tx,
  { found, standing, elements }: { found: BoundCase; standing: Standing; elements: string[] },
): Promise<EngineKey> {
  const { dossier, release, running, events } = standing
  const apology = found.kind === 'apology' ? { apologyId: found.id } : {}
  const about = { dossier, release, diagram: running.diagram, events, ...apology }
  const { processInstanceKey } = await zeebe.create({
    processDefinitionKey: (await catalogue.keys(running.id)).process,
    variables: await caseVariables(tx, about),
    startInstructions: elements.map((elementId) => ({ elementId })),
  })
  return processInstanceKey
}

async function isStillBound(tx: Tx, { kind, id, epoch, processInstanceKey }: BoundCase): Promise<boolean> {
  const where = { id, epoch, processInstanceKey: BigInt(processInstanceKey) }
  return (kind === 'apology' ? await tx.apology.count({ where }) : await tx.dossier.count({ where })) === 1
}

async function bind(
  reconciling: Reconciling,
  tx: Tx,
  started: {
    found: BoundCase
    dossier: LockedDossier
    processInstanceKey: EngineKey
    position: Position & { kind: 'at' }
  },
): Promise<void> {
  const { epoch, clock } = reconciling
  const { found, dossier, processInstanceKey, position } = started
  const now = clock.now()
  const bound = { epoch, processInstanceKey: BigInt(processInstanceKey) }
  if (found.kind === 'apology') await tx.apology.update({ where: { id: found.id }, data: bound })
  else await tx.dossier.update({ where: { id: found.id }, data: { ...bound, updatedAt: now } })
  await appendEvent(tx, dossier, {
    type: 'restored',
    at: now,
    actor: 'system',
    data: { processInstanceKey, epoch, elements: position.elements },
  })
  await leavePassedTasks(reconciling, tx, dossier, {
    dossierId: dossier.id,
    apologyId: found.kind === 'apology' ? found.id : null,
    id: { notIn: position.tasks },
  })
  if (found.kind === 'dossier') await wakeAgain(tx, dossier, now)
}

/**
 * Tasks that the case has passed are closed, and what was decided about them and not taken is overtaken. Those at which
 * it stands are taken over when their new jobs come.
 */
async function leavePassedTasks(
  reconciling: Reconciling,
  tx: Tx,
  dossier: LockedDossier,
  passed: { dossierId: string; apologyId: string | null; id: { notIn: string[] } },
): Promise<void> {
  const decided = await tx.task.findMany({ where: { ...passed, state: 'decided' }, select: { id: true } })
  const late = await tx.taskDecision.findMany({
    where: { state: { in: ['decided', 'sending'] }, taskId: { in: decided.map(({ id }) => id) } },
    select: { id: true },
  })
  for (const { id } of late) {
    await overtakeDecision(reconciling, tx, dossier, id)
    await settle(tx, 'complete', id, reconciling.clock.now())
  }
  await tx.task.updateMany({
    where: { ...passed, state: { in: ['open', 'claimed'] } },
    data: { state: 'closed', closedAt: reconciling.clock.now(), closedBecause: 'the case moved on' },
  })
}

/** What PostgreSQL has decided and the engine must hear again. */
async function wakeAgain(tx: Tx, dossier: LockedDossier, now: Date): Promise<void> {
  const publish = { kind: 'publish', dossierId: dossier.id, dueAt: now, at: now } as const
  if (dossier.withdrawnAt && dossier.status !== 'withdrawn') {
    await enqueue(tx, { ...publish, subject: `withdrawal:${dossier.id}` })
  }
  const answered = await tx.request.findMany({ where: { dossierId: dossier.id, state: 'answered' } })
  for (const { id } of answered) await enqueue(tx, { ...publish, subject: id })
}

/** Nothing of it has run: it starts as on the first day. */
async function begin({ clock }: Reconciling, tx: Tx, found: BoundCase): Promise<void> {
  const now = clock.now()
  const unbound = { epoch: null, processInstanceKey: null }
  if (found.kind === 'apology') await tx.apology.update({ where: { id: found.id }, data: unbound })
  else await tx.dossier.update({ where: { id: found.id }, data: unbound })
  const payload = found.kind === 'apology' ? { payload: { kind: 'apology' } } : {}
  await enqueue(tx, { kind: 'start', subject: found.id, dossierId: found.dossierId, ...payload, dueAt: now, at: now })
}

async function leaveToPeople({ clock }: Reconciling, tx: Tx, found: BoundCase, why: string): Promise<void> {
  await openConcern(tx, {
    kind: 'after-restore',
    subject: found.id,
    dossierId: found.dossierId,
    text: `Hồ sơ ${found.code} không tự đi tiếp được sau khi phục hồi: cần người xem.`,
    data: { why },
    at: clock.now(),
  })
}
