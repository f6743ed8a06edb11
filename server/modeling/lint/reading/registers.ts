/** The registers of the project (processes/registers/README.md), as far as cards are judged by them. */
import type { ProjectFiles } from '../service.ts'
import { objectAt, parseJson, textAt, textsAt } from './json.ts'

export interface KnownRegister {
  path: string
  /** Need by field of the key; undefined: it cannot be asked. */
  key: ReadonlyMap<string, string> | undefined
  /** Sets of fields of which one must be whole. */
  either: readonly (readonly string[])[]
  /** Need by field of the line; undefined: it cannot be written. */
  line: ReadonlyMap<string, string> | undefined
  /** What each value of `act` needs. */
  acts: ReadonlyMap<string, readonly string[]>
}

const FOLDER = 'processes/registers/'
export const SCHEMA = `${FOLDER}register.schema.json`

export const registerPaths = (files: ProjectFiles): string[] =>
  [...files.keys()].filter((path) => path.startsWith(FOLDER) && path.endsWith('.json') && path !== SCHEMA)

/** By name; what is wrong in a file is a matter of its own. */
export function readRegisters(files: ProjectFiles): ReadonlyMap<string, KnownRegister> {
  return new Map(
    registerPaths(files).map((path) => {
      const json = parseJson(files.get(path) ?? '') ?? null
      const needs = (...place: string[]) =>
        new Map(Object.entries(objectAt(json, ...place)).map(([field, need]) => [field, String(need)]))
      const isThere = (part: string) => Object.hasOwn(objectAt(json), part)
      const either = objectAt(json, 'lookup').either
      return [
        textAt(json, 'register'),
        {
          path,
          key: isThere('lookup') ? needs('lookup', 'key') : undefined,
          either: Array.isArray(either) ? either.map((set) => textsAt(set)) : [],
          line: isThere('effect') ? needs('effect', 'entry') : undefined,
          acts: new Map(
            Object.keys(objectAt(json, 'effect', 'acts')).map((act) => [act, textsAt(json, 'effect', 'acts', act)]),
          ),
        },
      ] as const
    }),
  )
}
