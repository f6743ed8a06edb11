/** The door to PostgreSQL. Single rows go through Prisma, lists and locks through SQL named for their question. */
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/prisma/client.ts'

export type Db = PrismaClient
/** What a function needs that runs inside a transaction that somebody else opened. */
export type Tx = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

/** Connects lazily; `poolSize` connections at most, each statement limited to 15 s. */
export function openDb(url: string, poolSize = 12): Db {
  return new PrismaClient({
    // Else each query keeps the stack of its caller, which costs more than the query.
    errorFormat: 'minimal',
    adapter: new PrismaPg({
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: 10_000,
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 30_000,
    }),
  })
}

/**
 * Runs `work` in one transaction. Serialization failures and deadlocks (40001, 40P01) roll back and are tried again,
 * three times at most, so `work` must touch nothing but the transaction.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work, { maxWait: 10_000, timeout: 20_000 })
    } catch (error) {
      if (attempt >= 3 || !isTransient(error)) throw error
    }
  }
}

function databaseCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const meta = 'meta' in error && typeof error.meta === 'object' && error.meta !== null ? error.meta : undefined
  const adapter = meta && 'driverAdapterError' in meta ? meta.driverAdapterError : undefined
  const cause = typeof adapter === 'object' && adapter !== null && 'cause' in adapter ? adapter.cause : undefined
  if (typeof cause === 'object' && cause !== null && 'originalCode' in cause) return String(cause.originalCode)
  return undefined
}

function isTransient(error: unknown): boolean {
  const prismaCode = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  const code = databaseCode(error)
  return prismaCode === 'P2034' || code === '40001' || code === '40P01'
}

/** Whether the error is a unique key that was taken already (P2002 or 23505). */
export function isUniqueViolation(error: unknown): boolean {
  const prismaCode = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return prismaCode === 'P2002' || databaseCode(error) === '23505'
}
