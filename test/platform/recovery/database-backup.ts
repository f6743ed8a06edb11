/** A backup of a paused stack's database, and the way back to it. */
import { onServer } from '../../support/database.ts'
import { serverVariable } from '../../support/postgres-once.ts'
import type { Stack } from '../../support/stack.ts'

const nameOf = (stack: Stack): string => new URL(stack.databaseUrl).pathname.slice(1)

/** Runs each statement with nobody in the stack's database. */
async function alone(stack: Stack, ...statements: string[]): Promise<void> {
  const server = process.env[serverVariable] ?? ''
  const leave = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${nameOf(stack)}'`
  for (const statement of statements) {
    await onServer(server, leave)
    await onServer(server, statement)
  }
}

export const backUp = (stack: Stack): Promise<void> =>
  alone(stack, `CREATE DATABASE ${nameOf(stack)}_backup TEMPLATE ${nameOf(stack)}`)

export const putBack = (stack: Stack): Promise<void> =>
  alone(
    stack,
    `DROP DATABASE ${nameOf(stack)} WITH (FORCE)`,
    `ALTER DATABASE ${nameOf(stack)}_backup RENAME TO ${nameOf(stack)}`,
  )
