/**
 * A division's head gives a dossier to one of those who examine: from then on its tasks of that role come to this
 * person first. Who takes one in their stead says so (claim.ts), and a head may give it to somebody else (reassign.ts).
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

/** Somebody who may have a task. */
export interface Officer {
  id: string
  fullName: string
  role: string
  /** Open tasks: taken, or given and not taken by another. */
  tasks: number
}

/** Who holds one of these roles today, `<unit>:<role>`; who has fewest open tasks comes first. */
export async function officersIn(tx: Tx, groups: readonly string[], now: Date): Promise<Officer[]> {
  const today = dateColumn(cityDay(now))
  return tx.sql<Officer>`
    SELECT a.id, a.full_name AS "fullName", g.role,
      (SELECT count(*)::int FROM task t JOIN dossier d ON d.id = t.dossier_id
       WHERE t.state IN ('open', 'claimed') AND d.withdrawn_at IS NULL
         AND (t.claimed_by = a.id OR (t.claimed_by IS NULL AND d.assigned_to = a.id
              AND (d.unit_code || ':' || d.assigned_role) = ANY (t.groups)))) AS tasks
    FROM account a JOIN (
      SELECT DISTINCT account_id, role FROM role_grant
      WHERE unit_code || ':' || role = ANY (${[...groups]}::text[]) AND valid_from <= ${today}
        AND (valid_to IS NULL OR valid_to >= ${today})) g ON g.account_id = a.id
    WHERE a.active
    ORDER BY tasks, a.full_name, a.id`
}

/** People of the unit who examine, as options of a choice. */
export async function officersOf(
  tx: Tx,
  release: Pick<Release, 'diagram'>,
  unitCode: string,
  now: Date,
): Promise<{ [name: string]: JsonValue }[]> {
  const role = examiningRole(release)
  if (!role) return []
  const officers = await officersIn(tx, [`${unitCode}:${role}`], now)
  return officers.map(({ id, fullName, tasks }) => ({
    value: id,
    label: `${fullName} – ${tasks} việc`,
    labelEn: `${fullName} – ${tasks} task${tasks === 1 ? '' : 's'}`,
  }))
}

/** The role in which somebody has the dossier, as a candidate group; undefined where it was given to nobody. */
export const assignedGroup = ({ unitCode, assignedTo, assignedRole }: Given): string | undefined =>
  assignedTo && assignedRole ? `${unitCode}:${assignedRole}` : undefined

type Given = Pick<LockedDossier, 'unitCode' | 'assignedTo' | 'assignedRole'>

/** To whom this task came with its dossier; null where it came to nobody. */
export function assigneeOf(dossier: Given, task: { groups: readonly string[] }): string | null {
  const group = assignedGroup(dossier)
  return group !== undefined && task.groups.includes(group) ? dossier.assignedTo : null
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
