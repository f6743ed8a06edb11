/** What stands in PostgreSQL about a case, where a story asks for the truth behind what people see. */
import type { Stack } from '../../support/stack.ts'

/** Rows of a query about one dossier; `$1` is its id. */
export async function recordsOf<Row extends object>(stack: Stack, code: string, sql: string): Promise<Row[]> {
  const dossier = await stack.db.query<{ id: string }>('SELECT id FROM dossier WHERE code = $1', [code])
  const { rows } = await stack.db.query(sql, [dossier.rows[0]?.id])
  return rows
}

/** The register's lines, in order. */
export const registerLines = (stack: Stack, code: string) =>
  recordsOf<{ line: number; state: string; void_reason: string | null }>(
    stack,
    code,
    'SELECT line, state, void_reason FROM register_line WHERE dossier_id = $1 ORDER BY line',
  )

/** Events of SMS about the case, in order. */
export const smsEvents = async (stack: Stack, code: string) =>
  (
    await recordsOf<{ event: string }>(
      stack,
      code,
      'SELECT event FROM sms WHERE dossier_id = $1 ORDER BY created_at, reference',
    )
  ).map(({ event }) => event)

/** Decisions of the case with what became of them, in order. */
export const decisions = async (stack: Stack, code: string) =>
  (
    await recordsOf<{ said: string }>(
      stack,
      code,
      `SELECT element_id || ': ' || outcome || ' (' || state || ')' AS said FROM task_decision
       WHERE dossier_id = $1 ORDER BY at`,
    )
  ).map(({ said }) => said)

/** Events of the timeline of one type, their data. */
export const events = async (stack: Stack, code: string, type: string) =>
  (
    await recordsOf<{ data: Record<string, unknown> }>(
      stack,
      code,
      `SELECT data FROM dossier_event WHERE dossier_id = $1 AND type = '${type}' ORDER BY seq`,
    )
  ).map(({ data }) => data)
