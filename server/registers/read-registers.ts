/** Brings the register files from disk, once, when the platform starts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonValue } from './json.ts'
import { RegisterRefused, readRegister } from './register-file.ts'
import type { RegisterTable } from './register-table.ts'

const folder = 'processes/registers'
const schemaFile = 'register.schema.json'
const ownRoot = join(import.meta.dirname, '../..')

/**
 * The registers below these folders (the project, further folders of services); a later folder wins. A folder may have
 * none. Throws RegisterRefused for a file that is none, so that a platform does not start half able to ask.
 */
export function readRegisterTable(roots: readonly string[]): RegisterTable {
  return new Map(
    roots.flatMap(filesIn).map((path) => {
      const register = readRegister(parsed(path), path)
      return [register.register, register] as const
    }),
  )
}

let own: RegisterTable | undefined

/** The registers that the project itself brings. */
export function ownRegisters(): RegisterTable {
  own ??= readRegisterTable([ownRoot])
  return own
}

function filesIn(root: string): string[] {
  const place = join(root, folder)
  if (!existsSync(place)) return []
  return readdirSync(place)
    .filter((name) => name.endsWith('.json') && name !== schemaFile)
    .sort()
    .map((name) => join(place, name))
}

function parsed(path: string): JsonValue {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new RegisterRefused(`${path}: is no JSON`)
  }
}
