/** The tasklist: what a person's groups may see, by due time, keyset paged. One query for a page, one for the counts. */

import type { Staff } from '../accounts/index.ts'
import { cityDay, dateColumn } from '../clock.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { nameAsked } from '../dossiers/asked.ts'
import { Prisma } from '../generated/prisma/client.ts'
import type { Platform } from '../platform.ts'
import type { Texts } from '../problems.ts'
import type { Step } from '../services/index.ts'
import { groupsOf } from './entitled.ts'

export type TaskView = 'mine' | 'unclaimed' | 'unit' | 'today' | 'late'

/** The parts that a list is made with. */
export type ListParts = Pick<Platform, 'db' | 'catalogue' | 'clock'> & {
  readonly calendar: Pick<Platform['calendar'], 'addWorkingTime'>
}

export interface TaskRow {
  id: string
  dossierCode: string
  applicantName: string
  serviceShort: { vi: string; en: string }
  step: string
  stepName: { vi: string; en: string }
  role: string
  state: string
  claimedBy: { id: string; fullName: string } | null
  dueAt: Date | null
  stepDueAt: Date | null
  urgency: 'late' | 'soon' | 'on-time' | 'waiting'
  status: string
  /** Whose answer the task records, where others were asked. */
  asked?: Texts
  /** To whom the division's head gave the dossier. */
  assignedTo?: { id: string; fullName: string }
}

interface TaskListRow {
  id: string
  release_id: string
  dossier_release: string
  element_id: string
  role: string
  state: string
  sort_at: Date
  step_due: Date | null
  code: string
  applicant_name: string
  status: string
  due_at: Date | null
  clock: string
  claimed_by: string | null
  claimed_name: string | null
  asked_to: string | null
  asked_unit: string | null
  unit_code: string
  assigned_to: string | null
  assigned_name: string | null
}

/** The task is one of those that were given to somebody with the dossier. */
const isAssigned = Prisma.sql`(d.unit_code || ':' || d.assigned_role) = ANY (t.groups)`

const columns = Prisma.sql`t.id, t.release_id, d.release_id AS dossier_release, t.element_id, t.role, t.state, t.sort_at,
  t.due_at AS step_due, d.code, d.applicant_name, d.status, d.due_at, d.clock, t.claimed_by, a.full_name AS claimed_name,
  r."to" AS asked_to, u.name AS asked_unit, d.unit_code, o.id AS assigned_to, o.full_name AS assigned_name`
/** As seen from these groups: to whom a dossier was given is no business of a unit that was only asked. */
const tables = (groups: readonly string[]) => Prisma.sql`task t JOIN dossier d ON d.id = t.dossier_id
  LEFT JOIN account a ON a.id = t.claimed_by LEFT JOIN request r ON r.id = t.request_id LEFT JOIN unit u ON u.code = r."to"
  LEFT JOIN account o ON o.id = d.assigned_to AND ${isAssigned}
    AND (d.unit_code || ':' || d.assigned_role) = ANY (${groups}::text[])`

/** A withdrawn dossier is decided no more: its tasks leave the lists with the withdrawal, before the engine has heard. */
const inLists = Prisma.sql`t.state IN ('open', 'claimed') AND d.withdrawn_at IS NULL`

/** Amber from half a working day before the appointment on. */
export function urgencyOf(row: { due_at: Date | null; clock: string }, now: Date, soon: Date): TaskRow['urgency'] {
  if (row.clock === 'paused') return 'waiting'
  if (!row.due_at || row.clock !== 'running') return 'on-time'
  if (row.due_at < now) return 'late'
  return row.due_at <= soon ? 'soon' : 'on-time'
}

const HALF_DAY = 4 * 3_600_000

async function toRow({ catalogue, clock, calendar }: Omit<ListParts, 'db'>, row: TaskListRow): Promise<TaskRow> {
  const now = clock.now()
  const diagramOf = await catalogue.release(row.release_id)
  const release = await catalogue.serviceRelease(row.dossier_release)
  const step: Step | undefined = diagramOf.diagram.steps.get(row.element_id)
  const { vi, en } = release.card.short
  return {
    id: row.id,
    dossierCode: row.code,
    applicantName: row.applicant_name,
    serviceShort: { vi, en },
    step: row.element_id,
    stepName: step?.name ?? { vi: row.element_id, en: row.element_id },
    role: row.role,
    state: row.state,
    claimedBy: row.claimed_by ? { id: row.claimed_by, fullName: row.claimed_name ?? '' } : null,
    dueAt: row.due_at,
    stepDueAt: row.step_due,
    urgency: urgencyOf(row, now, calendar.addWorkingTime(now, HALF_DAY)),
    status: row.status,
    ...(row.asked_to
      ? { asked: nameAsked(release, { to: row.asked_to, ownUnit: row.unit_code, unitName: row.asked_unit }).short }
      : {}),
    ...(row.assigned_to ? { assignedTo: { id: row.assigned_to, fullName: row.assigned_name ?? '' } } : {}),
  }
}

/** What each view shows beyond the groups; `late` and `today` go by the appointment. */
function viewCondition(view: TaskView, who: Staff, now: Date): Prisma.Sql {
  const endOfToday = new Date(dateColumn(cityDay(now)).getTime() + 17 * 3_600_000)
  const conditions: { readonly [view in TaskView]: Prisma.Sql } = {
    mine: Prisma.sql`((t.state = 'claimed' AND t.claimed_by = ${who.accountId}::uuid)
      OR (t.state = 'open' AND d.assigned_to = ${who.accountId}::uuid AND ${isAssigned}))`,
    unclaimed: Prisma.sql`t.state = 'open'`,
    unit: Prisma.sql`t.state IN ('open', 'claimed')`,
    today: Prisma.sql`t.state IN ('open', 'claimed') AND d.due_at >= ${now} AND d.due_at < ${endOfToday} AND d.clock = 'running'`,
    late: Prisma.sql`t.state IN ('open', 'claimed') AND d.due_at < ${now} AND d.clock = 'running'`,
  }
  return conditions[view]
}

/** A name with or without diacritics, a phone number, or the end of a code. */
function searchCondition(q: string | undefined): Prisma.Sql {
  const text = q?.normalize('NFC').trim()
  if (!text) return Prisma.sql`TRUE`
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return Prisma.sql`(d.applicant_plain LIKE without_diacritics(${like}::text) OR d.phone LIKE ${like} OR d.code LIKE ${like})`
}

/** What is asked of a list: words to search for, and which page. */
export interface PageAsked {
  q?: string
  limit: number
  cursor?: string
}

/** A page of the open tasks of these groups, `<unit>:<role>`, as far as the condition holds; by due time. */
export async function pageOfTasks(
  platform: ListParts,
  groups: readonly string[],
  condition: Prisma.Sql,
  ask: PageAsked,
): Promise<{ items: TaskRow[]; next: string | null }> {
  const after = readCursor(ask.cursor)
  const page = after ? Prisma.sql`(t.sort_at, t.id) > (${after.at}, ${after.id}::uuid)` : Prisma.sql`TRUE`
  const rows = await platform.db.$queryRaw<TaskListRow[]>`
    SELECT ${columns} FROM ${tables(groups)}
    WHERE ${inLists} AND t.groups && ${groups}::text[] AND ${condition}
      AND ${searchCondition(ask.q)} AND ${page}
    ORDER BY t.sort_at, t.id LIMIT ${ask.limit + 1}`
  const shown = rows.slice(0, ask.limit)
  const last = rows.length > ask.limit ? shown.at(-1) : undefined
  return {
    items: await Promise.all(shown.map((row) => toRow(platform, row))),
    next: last ? writeCursor({ at: last.sort_at, id: last.id }) : null,
  }
}

export async function listTasks(
  platform: ListParts,
  who: Staff,
  ask: PageAsked & { view: TaskView },
): Promise<{ items: TaskRow[]; next: string | null; counts: { [view in TaskView]: number } }> {
  const now = platform.clock.now()
  const groups = groupsOf(who)
  return {
    ...(await pageOfTasks(platform, groups, viewCondition(ask.view, who, now), ask)),
    counts: await countTasks(platform, who, groups, now),
  }
}

async function countTasks({ db }: Pick<ListParts, 'db'>, who: Staff, groups: string[], now: Date) {
  const count = (view: TaskView) => Prisma.sql`count(*) FILTER (WHERE ${viewCondition(view, who, now)})::int`
  const [row] = await db.$queryRaw<{ [view in TaskView]: number }[]>`
    SELECT ${count('mine')} AS mine, ${count('unclaimed')} AS unclaimed, ${count('unit')} AS unit,
           ${count('today')} AS today, ${count('late')} AS late
    FROM ${tables(groups)} WHERE ${inLists} AND t.groups && ${groups}::text[]`
  return row ?? { mine: 0, unclaimed: 0, unit: 0, today: 0, late: 0 }
}

/** One row as this person's list shows it, whatever its state. */
export async function findRow(platform: ListParts, who: Staff, taskId: string): Promise<TaskRow | undefined> {
  const [row] = await platform.db.$queryRaw<
    TaskListRow[]
  >`SELECT ${columns} FROM ${tables(groupsOf(who))} WHERE t.id = ${taskId}::uuid`
  return row ? toRow(platform, row) : undefined
}
