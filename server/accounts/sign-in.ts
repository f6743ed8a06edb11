/** Signing in: staff by name and password, citizens by phone and a one-time code that goes out as a real message. */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { type Clock, cityDay } from '../clock.ts'
import { type Db, inTransaction } from '../db.ts'
import { type AccountId, newId } from '../ids.ts'
import { queueSms } from '../messaging/index.ts'
import { parsePhone } from '../messaging/text/index.ts'
import { Problem } from '../problems.ts'
import { citizenOfPhone } from './citizens.ts'
import { passwordFits } from './passwords.ts'
import { startSession } from './sessions.ts'

const MINUTE = 60_000
const codeLivesMs = 5 * MINUTE
const askAgainAfterMs = MINUTE
const codesADay = 10
const tries = 5

interface Needs {
  db: Db
  clock: Clock
  /** Secret that turns a code into what the database keeps. */
  codesKey: string
}

export async function signInStaff(
  { db, clock }: Needs,
  { login, password }: { login: string; password: string },
): Promise<{ token: string; csrfToken: string }> {
  const account = await db.account.findUnique({ where: { login: login.normalize('NFC').trim().toLowerCase() } })
  const fits = await passwordFits(account?.active ? account.passwordHash : undefined, password)
  if (!account || !fits) throw new Problem('session.wrong-password')
  return startSession({ db, clock }, { accountId: account.id as AccountId })
}

const hashOf = (key: string, id: string, code: string) =>
  createHmac('sha256', key).update(`${id}:${code}`).digest('hex')

/** Sends a code; one a minute and ten a day for a number. */
export async function askForCode(
  { db, clock, codesKey }: Needs,
  { phone, language }: { phone: string; language: 'vi' | 'en' },
): Promise<{ challengeId: string; expiresAt: Date; askAgainAt: Date }> {
  const now = clock.now()
  const to = parsePhone(phone, cityDay(now))
  if (!to) throw new Problem('session.phone')
  const id = newId()
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const expiresAt = new Date(now.getTime() + codeLivesMs)
  await inTransaction(db, async (tx) => {
    // One number at a time: two clicks at once must not send two codes.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`otp:${to}`}, 0))`
    const dayAgo = new Date(now.getTime() - 24 * 60 * MINUTE)
    const lately = await tx.oneTimeCode.findMany({
      where: { phone: to, createdAt: { gt: dayAgo } },
      orderBy: { createdAt: 'desc' },
      select: { createdAt: true },
    })
    const last = lately[0]?.createdAt.getTime()
    if (last !== undefined && now.getTime() - last < askAgainAfterMs) {
      throw new Problem('session.code-too-soon', {
        retryAfter: Math.ceil((last + askAgainAfterMs - now.getTime()) / 1000),
      })
    }
    if (lately.length >= codesADay) throw new Problem('request.too-many', { retryAfter: 3600 })
    await tx.oneTimeCode.create({
      data: { id, phone: to, codeHash: hashOf(codesKey, id, code), createdAt: now, expiresAt },
    })
    const text =
      language === 'en'
        ? `Mot cua: your code is ${code}, valid for 5 minutes. Tell it to nobody.`
        : `Mot cua: ma xac nhan cua ban la ${code}, co hieu luc 5 phut. Khong dua ma nay cho ai.`
    await queueSms(tx, { key: `otp:${id}`, event: 'otp', to, text, at: now })
  })
  return { challengeId: id, expiresAt, askAgainAt: new Date(now.getTime() + askAgainAfterMs) }
}

/** Takes a code once, within five minutes and five tries. */
export async function signInCitizen(
  { db, clock, codesKey }: Needs,
  { challengeId, code }: { challengeId: string; code: string },
): Promise<{ token: string; csrfToken: string }> {
  const now = clock.now()
  const phone = await inTransaction(db, async (tx) => {
    const [row] = await tx.$queryRaw<
      { phone: string; code_hash: string; attempts: number; expires_at: Date; used_at: Date | null }[]
    >`
      SELECT phone, code_hash, attempts, expires_at, used_at FROM one_time_code WHERE id = ${challengeId}::uuid FOR UPDATE`
    if (!row || row.used_at || row.expires_at <= now || row.attempts >= tries) return undefined
    const fits = timingSafeEqual(Buffer.from(row.code_hash), Buffer.from(hashOf(codesKey, challengeId, code)))
    await tx.oneTimeCode.update({
      where: { id: challengeId },
      data: fits ? { usedAt: now } : { attempts: row.attempts + 1 },
    })
    return fits ? row.phone : undefined
  })
  if (!phone) throw new Problem('session.wrong-code')
  return startSession({ db, clock }, { citizenId: await citizenOfPhone(db, phone, now) })
}
