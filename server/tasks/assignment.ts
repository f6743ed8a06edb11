/**
 * A division's head gives a dossier to one of those who examine: from then on its tasks of that role come to this
 * person first. Nobody is kept from taking over: holidays and sick days need no head.
 */
import type { JsonValue } from '#feel'
import { cityDay, dateColumn } from '../clock.ts'
import type { Tx } from '../db.ts'
import { jsonObject } from '../dossiers/case-scope.ts'
import type { LockedDossier } from '../dossiers/lock.ts'
import { appendEvent } from '../dossiers/timeline.ts'
import type { TaskDecision } from '../generated/prisma/client.ts'
import type { Platform } from '../platform.ts'
import type { Release } from '../services/index.ts'

/** The role in which a service's dossiers are examined: that of its first step tagged so. */
export function examiningRole({ diagram }: Pick<Release, 'diagram'>): string | undefined {
  return [...diagram.steps.values()].find(({ tag, role }) => tag === 'examines' && role)?.role
}

/** People of the unit who examine, as options of a choice; who has fewest open tasks comes first. */
export async function officersOf(
  tx: Tx,
  release: Pick<Release, 'diagram'>,
  unitCode: string,
  now: Date,
): Promise<{ [name: string]: JsonValue }[]> {
  const role = examiningRole(release)
  if (!role) return []
  const today = dateColumn(cityDay(now))
  const rows = await tx.sql<{ id: string; full_name: string; tasks: number }>`
    SELECT a.id, a.full_name,
      (SELECT count(*)::int FROM task t JOIN dossier d ON d.id = t.dossier_id
       WHERE t.state IN ('open', 'claimed') AND d.withdrawn_at IS NULL
         AND (t.claimed_by = a.id OR (t.claimed_by IS NULL AND d.assigned_to = a.id
              AND (d.unit_code || ':' || d.assigned_role) = ANY (t.groups)))) AS tasks
    FROM account a
    WHERE a.active AND EXISTS (SELECT FROM role_grant g WHERE g.account_id = a.id AND g.role = ${role}
      AND g.unit_code = ${unitCode} AND g.valid_from <= ${today} AND (g.valid_to IS NULL OR g.valid_to >= ${today}))
    ORDER BY tasks, a.full_name, a.id`
  return rows.map(({ id, full_name: name, tasks }) => ({
    value: id,
    label: `${name} – ${tasks} việc`,
    labelEn: `${name} – ${tasks} task${tasks === 1 ? '' : 's'}`,
  }))
}

/** The answer `assignee` of a decision's form gives the dossier to that person; does nothing for any other decision. */
export async function recordAssignment(
  { catalogue }: Pick<Platform, 'catalogue'>,
  tx: Tx,
  dossier: LockedDossier,
  decision: TaskDecision,
): Promise<void> {
  const { assignee } = jsonObject(decision.form)
  const role = examiningRole(await catalogue.serviceRelease(dossier.releaseId))
  if (typeof assignee !== 'string' || !role) return
  const account = await tx.account.findUnique({ where: { id: assignee }, select: { fullName: true } })
  if (!account) return
  await tx.dossier.update({ where: { id: dossier.id }, data: { assignedTo: assignee, assignedRole: role } })
  await appendEvent(tx, dossier, {
    type: 'assigned',
    at: decision.at,
    actor: `account:${decision.by}`,
    elementId: decision.elementId,
    data: { to: assignee, name: account.fullName },
  })
}
