/**
 * The door to PostgreSQL. Single rows go through Prisma; what every step of a case runs, lists and locks go through SQL
 * named for their question, in the same transaction.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/prisma/client.ts'
import { type Sql, sqlOver, statementName } from './sql.ts'

type PrismaTx = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0]

export type Db = PrismaClient & { readonly sql: Sql }
/** What a function needs that runs inside a transaction that somebody else opened. */
export type Tx = PrismaTx & { readonly sql: Sql }

/** Where Prisma's adapter leaves the connection of the transaction that is being opened. */
const opening = new AsyncLocalStorage<{ connection?: pg.Client }>()

/** Prisma's adapter over our pool; the connection of each transaction is known to `inTransaction` too. */
class SharedConnection extends PrismaPg {
  override async connect() {
    const adapter = await super.connect()
    const start = adapter.startTransaction.bind(adapter)
    adapter.startTransaction = async (isolation) => {
      const transaction = await start(isolation)
      const held = opening.getStore()
      if (held && 'client' in transaction && transaction.client instanceof pg.Client)
        held.connection = transaction.client
      return transaction
    }
    return adapter
  }
}

/** Connects lazily; `poolSize` connections at most, each statement limited to 15 s. */
export function openDb(url: string, poolSize = 12): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 15_000,
    idle_in_transaction_session_timeout: 30_000,
  })
  // A connection that breaks while idle is replaced; whoever needs one then hears of it.
  pool.on('error', () => undefined)
  const client = new PrismaClient({
    // Else each query keeps the stack of its caller, which costs more than the query.
    errorFormat: 'minimal',
    adapter: new SharedConnection(pool, {
      disposeExternalPool: true,
      statementNameGenerator: ({ sql }) => statementName(sql),
    }),
  })
  return Object.assign(client, { sql: sqlOver(pool) })
}

/**
 * Runs `work` in one transaction. Serialization failures and deadlocks (40001, 40P01) roll back and are tried again,
 * three times at most, so `work` must touch nothing but the transaction.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const held: { connection?: pg.Client } = {}
    const run = (tx: PrismaTx): Promise<T> => {
      if (!held.connection) throw new Error('the transaction has no connection')
      // Not assigned: Prisma's transactions share what is set on them.
      const own: Tx = Object.create(tx, { sql: { value: sqlOver(held.connection) } })
      return work(own)
    }
    try {
      return await opening.run(held, () => db.$transaction(run, { maxWait: 10_000, timeout: 20_000 }))
    } catch (error) {
      if (attempt >= 3 || !isTransient(error)) throw error
    }
  }
}

function databaseCode(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError) return error.code
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
