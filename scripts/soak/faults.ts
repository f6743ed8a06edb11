/**
 * A run of faults: what is done to the platform, in parts that the short test and the long soak share. Each part says
 * what it saw; what the run left is for the judge.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Citizens, fileCase, playOut, type Staff } from './cases.ts'
import type { PartName, Rig } from './rig.ts'
import { fingerprints } from './rows.ts'

/** Waits for a fact, `withinMs` at most. */
export async function holds(what: string, look: () => Promise<boolean> | boolean, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`)
    await pause(100)
  }
}

/** Ends the app so that it starts again with the points that are armed now. */
export async function restartApp(rig: Rig): Promise<void> {
  const before = rig.readyAt('app')
  rig.kill('app')
  await holds('the app is ready again', () => rig.readyAt('app') > before, 60_000)
}

/** Files cases one after another, the citizens taking turns; the codes. */
export async function fileCases(citizens: Citizens, count: number): Promise<string[]> {
  const codes: string[] = []
  for (let index = 0; index < count; index++) codes.push(await fileCase(citizens.next()))
  return codes
}

/**
 * Kills the app `kills` times between the engine's giving a task away and the row, and says how long after the last
 * restart all of the cases had their first task, in ms.
 */
export async function admitAfterKills(
  rig: Rig,
  citizens: Citizens,
  kills: number,
): Promise<{ codes: string[]; ms: number }> {
  rig.arm(['task.admit.before'], kills)
  await restartApp(rig)
  const codes = await fileCases(citizens, kills)
  await holds(`${kills} kills before a task's row`, () => rig.unhit().length === 0, 40_000 * kills)
  const killed = rig.deaths.app
  await holds('the app is ready again', () => rig.readyAt('app') > 0 && rig.deaths.app === killed, 30_000)
  await holds(
    'every case has its task',
    async () => {
      const rows = await rig.query<{ n: string }>(
        'SELECT count(DISTINCT d.code) AS n FROM task t JOIN dossier d ON d.id = t.dossier_id WHERE d.code = ANY($1)',
        [codes],
      )
      return Number(rows[0]?.n) === codes.length
    },
    90_000,
  )
  return { codes, ms: performance.now() - rig.readyAt('app') }
}

/**
 * Files cases while the app dies each time the engine has created an instance and before its answer is used, until that
 * happened `cuts` times; then how many dossiers there are and how many of them are bound to an instance of their own.
 */
export async function cutOffCreates(
  rig: Rig,
  citizens: Citizens,
  cuts: number,
): Promise<{ codes: string[]; bound: number; instances: number }> {
  rig.arm(['outbox.create.after'], cuts)
  await restartApp(rig)
  const codes: string[] = []
  while (codes.length < cuts || rig.unhit().length > 0) codes.push(...(await fileCases(citizens, 1)))
  const binding = async () =>
    (
      await rig.query<{ bound: string; instances: string }>(
        `SELECT count(process_instance_key) AS bound, count(DISTINCT process_instance_key) AS instances
         FROM dossier WHERE code = ANY($1)`,
        [codes],
      )
    )[0]
  await holds('every dossier has its instance', async () => Number((await binding())?.bound) === codes.length, 120_000)
  const counted = await binding()
  return { codes, bound: Number(counted?.bound), instances: Number(counted?.instances) }
}

/** Kills a part again and again, with pauses between; settles when it runs once more. */
export async function killParts(rig: Rig, parts: readonly PartName[], pauseMs: () => number): Promise<void> {
  for (const part of parts) {
    await pause(pauseMs())
    const before = rig.readyAt(part)
    rig.kill(part)
    await holds(`${part} is ready again`, () => rig.readyAt(part) > before, 60_000)
  }
}

/** Halts the engine and says how many task rows closed meanwhile. */
export async function closedWithoutEngine(
  rig: Rig,
  staff: Staff,
  citizens: Citizens,
  haltMs: number,
): Promise<{ code: string; closed: number }> {
  const [code = ''] = await fileCases(citizens, 1)
  const { id } = await staff.desk.sees(code, 'check-completeness', 60_000)
  const closed = async (): Promise<number> =>
    Number((await rig.query<{ n: string }>("SELECT count(*) AS n FROM task WHERE state = 'closed'"))[0]?.n)
  const before = await closed()
  rig.halt('engine')
  // Looking at it and taking it asks the engine, which is away: no evidence of anything.
  await staff.desk.claim(id)
  await staff.desk.task(id)
  await pause(haltMs)
  const after = await closed()
  const engine = rig.readyAt('engine')
  rig.resume('engine')
  await holds('the engine is ready again', () => rig.readyAt('engine') > engine, 60_000)
  return { code, closed: after - before }
}

/** Waits until no message is on its way: receipts change their rows. */
export async function untilQuiet(rig: Rig, withinMs = 240_000): Promise<void> {
  await holds(
    'nothing is on its way',
    async () => {
      const [row] = await rig.query<{ n: string }>(
        `SELECT (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sent'))
              + (SELECT count(*) FROM sms WHERE state NOT IN ('delivered', 'failed')) AS n`,
      )
      return Number(row?.n) === 0
    },
    withinMs,
  )
}

/** Tables that may change while nothing happens to a case. */
const besides = ['outbox', 'session', 'rate_limit', 'access', 'engine_epoch', '_prisma_migrations']

/** Sends the whole outbox once more after all is over; the tables of which a row changed. */
export async function replayOutbox(rig: Rig, settleMs: number): Promise<{ rows: number; changed: string[] }> {
  await untilQuiet(rig)
  const ask = (sql: string) => rig.query(sql)
  const before = await fingerprints((sql) => rig.query(sql), besides)
  const replayed = await ask(
    `UPDATE outbox SET state = 'pending', due_at = created_at, attempts = 0, settled_at = NULL, last_error = NULL RETURNING id`,
  )
  await holds(
    'the replayed outbox is done',
    async () => {
      const [row] = await rig.query<{ n: string }>(
        "SELECT count(*) AS n FROM outbox WHERE state IN ('pending', 'sent')",
      )
      return Number(row?.n) === 0
    },
    120_000,
  )
  await pause(settleMs)
  const after = await fingerprints((sql) => rig.query(sql), besides)
  return { rows: replayed.length, changed: Object.keys(before).filter((table) => before[table] !== after[table]) }
}

/** Plays all of them to their ends at once. */
export async function playAll(rig: Rig, staff: Staff, codes: readonly string[], withinMs: number): Promise<void> {
  await Promise.all(codes.map((code) => playOut(rig, staff, code, withinMs)))
}
