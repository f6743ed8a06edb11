/** The units of the city, and where a service is live. */
import { type Clock, cityDay, dateColumn } from '../clock.ts'
import type { Db, Tx } from '../db.ts'

export interface UnitRow {
  code: string
  name: string
  shortName: string
  kind: string
  /** A body is asked for its opinion and stands under the unit whose dossiers it is asked about; it is on no map. */
  level: 'city' | 'district' | 'commune' | 'body'
  parent: string | null
  parentName: string | null
}

interface Needs {
  db: Db
  clock: Clock
}

const columns = (rows: UnitRow[]): UnitRow[] => rows

/** Units below a parent (or of a level), by name; at most 700. */
export async function listUnits({ db, clock }: Needs, by: { parent?: string; level?: string }): Promise<UnitRow[]> {
  const today = dateColumn(cityDay(clock.now()))
  return columns(
    await db.$queryRaw<UnitRow[]>`
      SELECT u.code, u.name, u.short_name AS "shortName", u.kind, u.level, u.parent_code AS parent, p.name AS "parentName"
      FROM unit u LEFT JOIN unit p ON p.code = u.parent_code
      WHERE (${by.parent ?? null}::text IS NULL OR u.parent_code = ${by.parent ?? null})
        AND (${by.level ?? null}::text IS NULL OR u.level = ${by.level ?? null})
        AND u.level <> 'body'
        AND u.valid_from <= ${today} AND (u.valid_to IS NULL OR u.valid_to >= ${today})
      ORDER BY u.name COLLATE "C", u.code LIMIT 700`,
  )
}

/** Paths by code: the map changes by migration, and every view and paper names the unit. */
const paths = new Map<string, { at: number; path: readonly UnitRow[] }>()
const freshMs = 60_000
/** More than there are units: codes that nobody knows do not stay. */
const mostPaths = 1000

/** A unit and those above it, nearest first; empty when there is none. Read at most once a minute. */
export async function unitPath(db: Db | Tx, code: string): Promise<readonly UnitRow[]> {
  const now = performance.now()
  const known = paths.get(code)
  if (known && now - known.at < freshMs) return known.path
  const path = await readPath(db, code)
  if (paths.size >= mostPaths) paths.clear()
  paths.set(code, { at: now, path })
  return path
}

async function readPath(db: Db | Tx, code: string): Promise<readonly UnitRow[]> {
  return columns(
    await db.$queryRaw<UnitRow[]>`
      WITH RECURSIVE path AS (
        SELECT u.*, 0 AS depth FROM unit u WHERE u.code = ${code}
        UNION ALL SELECT u.*, path.depth + 1 FROM unit u JOIN path ON u.code = path.parent_code)
      SELECT path.code, path.name, path.short_name AS "shortName", path.kind, path.level, path.parent_code AS parent,
             p.name AS "parentName"
      FROM path LEFT JOIN unit p ON p.code = path.parent_code ORDER BY depth`,
  )
}

/**
 * The unit that answers on the platform for a body of a card (`key`), asked by this unit: the nearest one under it or
 * under one above it. Null: the body is not on the platform.
 */
export async function unitOfBody(tx: Db | Tx, key: string, askedBy: string): Promise<string | null> {
  const path = (await unitPath(tx, askedBy)).map(({ code }) => code)
  const [row] = await tx.sql<{ code: string }>`
    SELECT code FROM unit WHERE level = 'body' AND kind = ${key} AND parent_code = ANY (${path}::text[]) AND valid_to IS NULL
    ORDER BY array_position(${path}::text[], parent_code) LIMIT 1`
  return row?.code ?? null
}

/** Units in which a service is live today, by name without diacritics; at most 100. */
export async function unitsWhereLive(
  { db, clock }: Needs,
  service: string,
  by: { parent?: string; q?: string },
): Promise<UnitRow[]> {
  const today = dateColumn(cityDay(clock.now()))
  const like = by.q ? `%${by.q.replace(/[\\%_]/g, '\\$&')}%` : null
  return columns(
    await db.$queryRaw<UnitRow[]>`
      SELECT u.code, u.name, u.short_name AS "shortName", u.kind, u.level, u.parent_code AS parent, p.name AS "parentName"
      FROM rollout r JOIN unit u ON u.code = r.unit_code LEFT JOIN unit p ON p.code = u.parent_code
      WHERE r.service_code = ${service} AND r.stage = 'live' AND r.valid_from <= ${today}
        AND (r.valid_to IS NULL OR r.valid_to >= ${today})
        AND (${by.parent ?? null}::text IS NULL OR u.parent_code = ${by.parent ?? null})
        AND (${like}::text IS NULL OR u.plain_name LIKE without_diacritics(${like}::text))
      ORDER BY u.plain_name, u.code LIMIT 100`,
  )
}

export async function isLive(db: Db | Tx, clock: Clock, service: string, unit: string): Promise<boolean> {
  const today = dateColumn(cityDay(clock.now()))
  const [row] = await db.sql<{ live: boolean }>`
    SELECT EXISTS (SELECT FROM rollout WHERE service_code = ${service} AND unit_code = ${unit} AND stage = 'live'
      AND valid_from <= ${today} AND (valid_to IS NULL OR valid_to >= ${today})) AS live`
  return row?.live ?? false
}

/** How many units each service is live in today. */
export async function liveCounts({ db, clock }: Needs, unit?: string): Promise<Map<string, number>> {
  const today = dateColumn(cityDay(clock.now()))
  const rows = await db.$queryRaw<{ service_code: string; units: bigint }[]>`
    SELECT service_code, count(*) AS units FROM rollout
    WHERE stage = 'live' AND valid_from <= ${today} AND (valid_to IS NULL OR valid_to >= ${today})
      AND (${unit ?? null}::text IS NULL OR unit_code = ${unit ?? null})
    GROUP BY service_code`
  return new Map(rows.map((row) => [row.service_code, Number(row.units)]))
}
