import type { Migration } from './folder.ts'

/** A row of `_prisma_migrations` that still counts (not rolled back). */
export interface AppliedMigration {
  readonly name: string
  readonly checksum: string
  /** False for one that a tool of Prisma's began and did not end. */
  readonly finished: boolean
}

/** Why a database can't be used with this program, in words for the one who starts it. */
export type Refusal =
  | { readonly why: 'downgrade'; readonly unknown: readonly string[] }
  | { readonly why: 'changed'; readonly name: string }
  | { readonly why: 'unfinished'; readonly name: string }
  | { readonly why: 'out-of-order'; readonly name: string; readonly after: string }

export type MigrationPlan =
  | { readonly verdict: 'apply'; readonly migrations: readonly Migration[] }
  | { readonly verdict: 'refuse'; readonly refusal: Refusal }

/** Decides from what lies in the repository and what the database has seen. */
export function planMigrations(known: readonly Migration[], applied: readonly AppliedMigration[]): MigrationPlan {
  const byName = new Map(known.map((migration) => [migration.name, migration]))
  const refuse = (refusal: Refusal): MigrationPlan => ({ verdict: 'refuse', refusal })

  const unfinished = applied.find((row) => !row.finished)
  if (unfinished) return refuse({ why: 'unfinished', name: unfinished.name })

  const unknown = applied.filter((row) => !byName.has(row.name)).map((row) => row.name)
  if (unknown.length > 0) return refuse({ why: 'downgrade', unknown })

  const changed = applied.find((row) => byName.get(row.name)?.checksum !== row.checksum)
  if (changed) return refuse({ why: 'changed', name: changed.name })

  const seen = new Set(applied.map((row) => row.name))
  const migrations = known.filter((migration) => !seen.has(migration.name))
  const last = applied
    .map((row) => row.name)
    .sort()
    .at(-1)
  const early = migrations.find((migration) => last !== undefined && migration.name < last)
  if (early && last !== undefined) return refuse({ why: 'out-of-order', name: early.name, after: last })

  return { verdict: 'apply', migrations }
}

/** The refusal in words, with the way out. */
export function refusalText(refusal: Refusal): string {
  switch (refusal.why) {
    case 'downgrade':
      return (
        `The database was migrated by a newer version of this program: it has ${refusal.unknown.join(', ')}, ` +
        'which this version lacks. Start the newer version, or restore a backup made before it.'
      )
    case 'changed':
      return (
        `Migration ${refusal.name} is not the one that the database has run: its file was changed afterwards. ` +
        'Put the file back as it was and write the change as a new migration.'
      )
    case 'unfinished':
      return (
        `Migration ${refusal.name} was begun by another tool and not finished. ` +
        'Put right by hand what it left, then mark it in _prisma_migrations as rolled back or finished.'
      )
    case 'out-of-order':
      return (
        `Migration ${refusal.name} sorts before ${refusal.after}, which the database has already run. ` +
        'Give it a name that comes last.'
      )
  }
}
