/** Sổ theo dõi hồ sơ: every dossier that a unit's counter took in a period (Decision 09/2015/QĐ-TTg), in parts. */
import type { Staff } from '../../accounts/index.ts'
import { cityInstant } from '../../clock.ts'
import { dossierStatuses, isDossierStatus } from '../../dossiers/status.ts'
import type { Platform } from '../../platform.ts'
import { Problem } from '../../problems.ts'
import { checkLine, type PaperData, unitWords } from '../common-data.ts'

/** Days of the city, both included. */
export interface Period {
  from: string
  to: string
}

/** The most that one book holds: a quarter with its edges. */
const mostDays = 93
/** Dossiers of one part, so that each file stays within what the renderer takes, however busy the counter. */
export const partSize = 100

interface Entry {
  code: string
  release_id: string
  status: string
  applicant_name: string
  phone: string
  accepted_at: Date
  due_at: Date | null
  closed_at: Date | null
  finished_at: Date | null
  handed_to: string | null
  posted: string | null
}

interface Totals {
  received: number
  handed: number
}

const startOf = (day: string): Date => new Date(`${day}T00:00:00+07:00`)

/** The instants of a period; refuses one that ends before it begins, is too long, or names no day of the calendar. */
function boundsOf({ from, to }: Period): { since: Date; before: Date } {
  const since = startOf(from)
  const before = new Date(startOf(to).getTime() + 86_400_000)
  const days = (before.getTime() - since.getTime()) / 86_400_000
  if (!(days >= 1 && days <= mostDays)) throw new Problem('book.period')
  return { since, before }
}

async function entriesOf(
  { db }: Pick<Platform, 'db'>,
  unitCode: string,
  { since, before }: { since: Date; before: Date },
  part: number,
): Promise<Entry[]> {
  return db.sql<Entry>`
    SELECT d.code, d.release_id, d.status, d.applicant_name, d.phone, d.accepted_at, d.due_at, d.closed_at,
      (SELECT max(e.at) FROM dossier_event e
       WHERE e.dossier_id = d.id AND e.type = 'status' AND e.data->>'to' = 'ready') AS finished_at,
      handed.form->>'handedTo' AS handed_to, handed.form->>'postalNumber' AS posted
    FROM dossier d
    LEFT JOIN LATERAL (SELECT t.form FROM task_decision t
      WHERE t.dossier_id = d.id AND t.state IN ('decided', 'sending', 'confirmed')
        AND (t.form->>'handedTo' IS NOT NULL OR t.form->>'postalNumber' IS NOT NULL)
      ORDER BY t.at DESC LIMIT 1) handed ON TRUE
    WHERE d.unit_code = ${unitCode} AND d.accepted_at >= ${since} AND d.accepted_at < ${before}
    ORDER BY d.accepted_at, d.id LIMIT ${partSize} OFFSET ${(part - 1) * partSize}`
}

async function totalsOf(
  { db }: Pick<Platform, 'db'>,
  unitCode: string,
  { since, before }: { since: Date; before: Date },
): Promise<Totals> {
  const [row] = await db.sql<Totals>`
    SELECT count(*)::int AS received, (count(*) FILTER (WHERE closed_at IS NOT NULL AND status = ANY (${handing}::text[])))::int AS handed
    FROM dossier WHERE unit_code = ${unitCode} AND accepted_at >= ${since} AND accepted_at < ${before}`
  return row ?? { received: 0, handed: 0 }
}

/** Ends in which a paper was put into somebody's hand. */
const handing = ['handed-over', 'refused']
const isHanded = ({ status, closed_at: closedAt }: Entry) => closedAt !== null && handing.includes(status)
const instantOf = (at: Date | null) => (at ? cityInstant(at) : null)

/** What became of a dossier that did not simply end with its result. */
const noteOn = ({ status, closed_at: closedAt }: Entry): string | null =>
  closedAt && status !== 'handed-over' && isDossierStatus(status) ? dossierStatuses[status].name.vi : null

async function lineOf({ catalogue }: Pick<Platform, 'catalogue'>, entry: Entry): Promise<PaperData> {
  const { card } = await catalogue.serviceRelease(entry.release_id)
  const handed = isHanded(entry)
  return {
    code: entry.code,
    request: card.short.vi,
    copies: 1,
    applicant: entry.applicant_name,
    contact: entry.phone,
    handler: card.owningDivision.vi,
    acceptedAt: instantOf(entry.accepted_at),
    appointment: instantOf(entry.due_at),
    finishedAt: instantOf(entry.finished_at),
    handedAt: handed ? instantOf(entry.closed_at) : null,
    handedBy: handed ? (entry.posted ? 'qua bưu điện' : 'tại quầy') : null,
    receiver: handed ? entry.handed_to : null,
    note: noteOn(entry),
  }
}

/**
 * A part of the book, from 1; `parts` says how many there are. Throws `book.period` for a period that is none and
 * `paper.unknown` for a part beyond the last.
 */
export async function dayBook(
  platform: Pick<Platform, 'db' | 'catalogue' | 'clock' | 'settings' | 'calendar' | 'periods'>,
  about: { unitCode: string; period: Period; part: number; officer: Pick<Staff, 'fullName'> },
): Promise<{ data: PaperData; parts: number }> {
  const { unitCode, period, part, officer } = about
  const bounds = boundsOf(period)
  const totals = await totalsOf(platform, unitCode, bounds)
  const parts = Math.max(1, Math.ceil(totals.received / partSize))
  if (part > parts) throw new Problem('paper.unknown')
  const entries = await entriesOf(platform, unitCode, bounds, part)
  const data: PaperData = {
    date: cityInstant(platform.clock.now()),
    unit: await unitWords(platform.db, unitCode),
    period: { from: period.from, to: period.to },
    part: { number: part, of: parts, first: (part - 1) * partSize + 1 },
    totals: { received: totals.received, handed: totals.handed },
    entries: await Promise.all(entries.map((entry) => lineOf(platform, entry))),
    officer: officer.fullName,
    check: checkLine({ platform }),
  }
  return { data, parts }
}
