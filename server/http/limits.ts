/**
 * Slow-down and limits by address and by what is asked. Counted in PostgreSQL, so that every instance counts together;
 * when the count can't be read, the request goes on: a limit must not be the fault that stops the counter.
 */
import type { NextFunction, Request, Response } from 'express'
import pg from 'pg'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { Problem } from '../problems.ts'
import { contextOf } from './context.ts'

export interface Limits {
  /** Refuses when `key` has used its points; used before an expensive or guessable act. */
  take(name: LimitName, key: string): Promise<void>
  close(): Promise<void>
}

const rules = {
  /** Tries at passwords of one name, and from one address. */
  'sign-in-name': { points: 10, duration: 900 },
  'sign-in-address': { points: 100, duration: 900 },
  'code-address': { points: 60, duration: 3600 },
  'code-check': { points: 60, duration: 900 },
  tracking: { points: 60, duration: 900 },
  verification: { points: 300, duration: 900 },
  upload: { points: 300, duration: 3600 },
  preview: { points: 300, duration: 600 },
} as const
export type LimitName = keyof typeof rules

export function openLimits(databaseUrl: string): Limits {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  pool.on('error', () => undefined)
  const limiters = Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [
      name,
      new RateLimiterPostgres({
        storeClient: pool,
        tableName: 'rate_limit',
        tableCreated: true,
        keyPrefix: name,
        clearExpiredByTimeout: false,
        insuranceLimiter: new RateLimiterMemory({ ...rule }),
        ...rule,
      }),
    ]),
  )
  return {
    async take(name, key) {
      try {
        await limiters[name]?.consume(key.slice(0, 100))
      } catch (refused) {
        if (refused instanceof RateLimiterRes) {
          throw new Problem('request.too-many', { retryAfter: Math.ceil(refused.msBeforeNext / 1000) })
        }
      }
    },
    close: () => pool.end(),
  }
}

/** The address a request comes from; IPv6 counts by its /64, which one household has. */
export function addressOf(request: Request): string {
  const address = request.ip ?? ''
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  return address.split(':').slice(0, 4).join(':')
}

/** The session's person; without one the address. */
function personOf(request: Request): string {
  const { who } = contextOf(request)
  if (who.kind === 'nobody') return addressOf(request)
  return who.kind === 'citizen' ? who.citizenId : who.accountId
}

const limitedBy =
  (keyOf: (request: Request) => string) =>
  (limits: Limits, name: LimitName) =>
  (request: Request, _response: Response, next: NextFunction): void => {
    limits.take(name, keyOf(request)).then(() => next(), next)
  }

export const limited = limitedBy(addressOf)
/** For what needs a session: a whole village may sit behind one address. */
export const limitedByPerson = limitedBy(personOf)
