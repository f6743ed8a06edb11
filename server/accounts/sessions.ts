/**
 * Sessions of staff and citizens: a random token in an HttpOnly cookie, only its hash in the database; 30 minutes idle
 * for citizens, 8 hours for staff, never longer than 12 hours. Signing in always makes a new one.
 */
import { createHash, randomBytes } from 'node:crypto'
import { type Clock, cityDay, dateColumn } from '../clock.ts'
import type { Db } from '../db.ts'
import type { AccountId, CitizenId } from '../ids.ts'
import { type HeldRole, isRole } from './rights.ts'

export interface Staff {
  kind: 'staff'
  accountId: AccountId
  fullName: string
  title: string
  unitCode: string
  roles: HeldRole[]
  csrfToken: string
}
export interface SignedInCitizen {
  kind: 'citizen'
  citizenId: CitizenId
  phone: string
  csrfToken: string
}
export type Who = Staff | SignedInCitizen | { kind: 'nobody' }

const MINUTE = 60_000
const idleMs = { staff: 8 * 60 * MINUTE, citizen: 30 * MINUTE }
const longestMs = 12 * 60 * MINUTE
/** The row's `last_seen` is written at most once in this time: reading a page is not a write. */
const seenEveryMs = MINUTE

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Starts a session; the answer is the cookie's value. */
export async function startSession(
  { db, clock }: { db: Db; clock: Clock },
  of: { accountId: AccountId } | { citizenId: CitizenId },
): Promise<{ token: string; csrfToken: string }> {
  const now = clock.now()
  const token = randomBytes(32).toString('base64url')
  const csrfToken = randomBytes(24).toString('base64url')
  const idle = 'accountId' in of ? idleMs.staff : idleMs.citizen
  await db.session.create({
    data: {
      tokenHash: hashOf(token),
      ...of,
      csrfToken,
      createdAt: now,
      lastSeen: now,
      expiresAt: new Date(now.getTime() + idle),
    },
  })
  return { token, csrfToken }
}

export async function endSession({ db, clock }: { db: Db; clock: Clock }, token: string): Promise<void> {
  await db.session.updateMany({ where: { tokenHash: hashOf(token), endedAt: null }, data: { endedAt: clock.now() } })
}

/** Who holds this token now. An unknown, ended or expired one is nobody; so is a disabled account. */
export async function whoHolds({ db, clock }: { db: Db; clock: Clock }, token: string | undefined): Promise<Who> {
  if (!token || token.length > 100) return { kind: 'nobody' }
  const now = clock.now()
  const today = dateColumn(cityDay(now))
  // A row for each right that the person has today.
  const rows = await db.sql<SessionRow>`
    SELECT s.token_hash AS "tokenHash", s.account_id AS "accountId", s.citizen_id AS "citizenId", c.phone,
           s.csrf_token AS "csrfToken", s.created_at AS "createdAt", s.last_seen AS "lastSeen",
           a.full_name AS "fullName", a.title, g.role, g.unit_code AS "unitCode"
    FROM session s
    LEFT JOIN citizen c ON c.id = s.citizen_id
    LEFT JOIN account a ON a.id = s.account_id AND a.active
    LEFT JOIN role_grant g ON g.account_id = a.id AND g.valid_from <= ${today}
                          AND (g.valid_to IS NULL OR g.valid_to >= ${today})
    WHERE s.token_hash = ${hashOf(token)} AND s.ended_at IS NULL AND s.expires_at > ${now}
    ORDER BY g.id`
  const [session] = rows
  if (!session) return { kind: 'nobody' }
  const who = session.accountId ? staffOf(session.accountId, session.csrfToken, rows) : citizenOf(session)
  if (who.kind !== 'nobody' && now.getTime() - session.lastSeen.getTime() > seenEveryMs) {
    const end = Math.min(now.getTime() + idleMs[who.kind], session.createdAt.getTime() + longestMs)
    await db.session.update({
      where: { tokenHash: session.tokenHash },
      data: { lastSeen: now, expiresAt: new Date(end) },
    })
  }
  return who
}

interface SessionRow {
  tokenHash: string
  accountId: AccountId | null
  citizenId: CitizenId | null
  phone: string | null
  csrfToken: string
  createdAt: Date
  lastSeen: Date
  fullName: string | null
  title: string | null
  role: string | null
  unitCode: string | null
}

function citizenOf({ citizenId, phone, csrfToken }: SessionRow): Who {
  return citizenId && phone ? { kind: 'citizen', citizenId, phone, csrfToken } : { kind: 'nobody' }
}

function staffOf(accountId: AccountId, csrfToken: string, rows: readonly SessionRow[]): Who {
  const roles = rows.flatMap(({ role, unitCode }) =>
    role !== null && unitCode !== null && isRole(role) ? [{ role, unitCode }] : [],
  )
  const [first] = roles
  const [account] = rows
  if (!first || !account || account.fullName === null || account.title === null) return { kind: 'nobody' }
  const { fullName, title } = account
  return { kind: 'staff', accountId, fullName, title, unitCode: first.unitCode, roles, csrfToken }
}
