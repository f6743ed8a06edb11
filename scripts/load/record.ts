/** How long the platform took, as its own rows have it: no poll of the load stands between. */
import type { Ask } from '../soak/judge.ts'
import type { Taken } from './times.ts'

export const recordedSteps = ['task listed', 'paper issued', 'closed'] as const

/** What a person did last before an instant: filed, answered or decided. */
const lastActBefore = (instant: string) => `
  greatest(d.submitted_at,
    (SELECT max(at) FROM task_decision WHERE dossier_id = d.id AND at <= ${instant}),
    (SELECT max(answered_at) FROM request WHERE dossier_id = d.id AND answered_at <= ${instant}),
    CASE WHEN d.withdrawn_at <= ${instant} THEN d.withdrawn_at END)`

/** From what a person did to the task's row, to the issued paper, to the closed dossier. `places` has the order of filing. */
export async function recordedTimes(ask: Ask, places: ReadonlyMap<string, number>): Promise<Taken[]> {
  const rows = await ask<{ code: string; step: string; ms: string }>(`
    SELECT d.code, 'task listed' AS step, extract(epoch FROM t.created_at - ${lastActBefore('t.created_at')}) * 1000 AS ms
    FROM task t JOIN dossier d ON d.id = t.dossier_id
    UNION ALL
    SELECT d.code, 'paper issued', extract(epoch FROM e.at - ${lastActBefore('e.at')}) * 1000
    FROM dossier_event e JOIN dossier d ON d.id = e.dossier_id WHERE e.type = 'document' AND e.data ? 'number'
    UNION ALL
    SELECT d.code, 'closed', extract(epoch FROM d.closed_at - ${lastActBefore('d.closed_at')}) * 1000
    FROM dossier d WHERE d.closed_at IS NOT NULL`)
  return rows.flatMap(({ code, step, ms }) => {
    const n = places.get(code)
    return n === undefined ? [] : [{ step, n, ms: Number(ms) }]
  })
}
