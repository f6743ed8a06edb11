/** How many rows each table holds, and a fingerprint of what they say: to show that something changed nothing. */
import type { Ask } from './judge.ts'

/** Row counts of all tables but `except`. */
export async function rowCounts(ask: Ask, except: readonly string[] = []): Promise<Record<string, number>> {
  const counted = await ask<{ table: string; rows: string }>(
    `SELECT table_name AS table,
       (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ' || quote_ident(table_name), false, true, '')))[1]::text AS rows
     FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`,
  )
  return Object.fromEntries(
    counted.filter(({ table }) => !except.includes(table)).map(({ table, rows }) => [table, Number(rows)]),
  )
}

/** A hash of all rows of each table but `except`. */
export async function fingerprints(ask: Ask, except: readonly string[] = []): Promise<Record<string, string>> {
  const tables = Object.keys(await rowCounts(ask, except))
  const entries: [string, string][] = []
  for (const table of tables) {
    const [row] = await ask<{ hash: string }>(
      `SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS hash FROM "${table}" t`,
    )
    entries.push([table, row?.hash ?? ''])
  }
  return Object.fromEntries(entries)
}
