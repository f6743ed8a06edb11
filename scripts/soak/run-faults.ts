/**
 * Long runs: `npm run soak -- faults [--seed N] [--cases 50] [--at-once 10] [--minutes M] [--app 200] [--engine 50]
 * [--postgres 50] [--all 20] [--halt SECONDS] [--admit 100] [--cuts 100]`. Kills parts at random while cases run, each fault point at least three
 * times besides, replays the outbox, and has what is left judged. Prints the seed, points × hits and the rules; ends
 * with 1 when a rule is broken. A run that has `--minutes` stops killing after that time and says what it did not reach.
 */
import { execFile } from 'node:child_process'
import { parseArgs, promisify } from 'node:util'
import { playCases, signInCitizens, signInStaff } from './cases.ts'
import { admitAfterKills, closedWithoutEngine, cutOffCreates, playAll, replayOutbox, restartApp } from './faults.ts'
import { type Finding, gather, judge } from './judge.ts'
import { randomKills } from './kills.ts'
import { allPoints } from './points.ts'
import { aRig } from './rig.ts'
import { seeded } from './seeded.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    seed: { type: 'string' },
    cases: { type: 'string', default: '50' },
    'at-once': { type: 'string', default: '10' },
    minutes: { type: 'string', default: '240' },
    app: { type: 'string', default: '200' },
    engine: { type: 'string', default: '50' },
    postgres: { type: 'string', default: '50' },
    all: { type: 'string', default: '20' },
    halt: { type: 'string', default: '600' },
    admit: { type: 'string', default: '100' },
    cuts: { type: 'string', default: '100' },
  },
})

const number = (name: Exclude<keyof typeof values, 'seed'>): number => {
  const value = Number(values[name])
  if (!Number.isFinite(value) || value < 0) throw new RangeError(`--${name} ${values[name]} is no number`)
  return value
}
/** Kills between a task's activation and its row in one wave of cases. */
const killsAWave = 10
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
console.log(`seed ${seed}`)
await promisify(execFile)(process.execPath, ['scripts/build.mjs'])
const rig = await aRig()
let failed = false
try {
  const random = seeded(seed)
  const staff = await signInStaff(rig)
  const citizens = await signInCitizens(rig, 2 * number('at-once'))
  const began = performance.now()
  const tell = (what: string): void => console.log(`${Math.round((performance.now() - began) / 1000)} s: ${what}`)
  const until = began + number('minutes') * 60_000

  // One at a time: the cases of a wave have all been admitted before the next wave's kills.
  const waves = Math.ceil(number('admit') / killsAWave)
  const codes: string[] = []
  let slowest = 0
  for (let wave = 0; wave < waves && performance.now() < until; wave++) {
    const admitted = await admitAfterKills(rig, citizens, killsAWave)
    slowest = Math.max(slowest, admitted.ms)
    codes.push(...admitted.codes)
    await playAll(rig, staff, admitted.codes, 600_000)
  }
  tell(
    `${codes.length} tasks listed though the app died before their rows, ${Math.round(slowest)} ms after the last restart at most`,
  )

  const cut = await cutOffCreates(rig, citizens, number('cuts'))
  codes.push(...cut.codes)
  tell(`${number('cuts')} creates cut off: ${cut.codes.length} dossiers, ${cut.instances} bound instances`)
  await playAll(rig, staff, cut.codes, 1_200_000)

  rig.arm(allPoints, 3, () => 1 + Math.floor(random() * 3))
  await restartApp(rig)
  const count = { app: number('app'), engine: number('engine'), postgres: number('postgres'), all: number('all') }
  let killing = true
  const kills = randomKills(rig, count, random, until).finally(() => {
    killing = false
  })
  do {
    // As long as there is something to kill or a point to hit, there are cases to hit it in.
    const batch = Math.max(1, number('cases'))
    codes.push(...(await playCases(rig, staff, citizens, { count: batch, atOnce: number('at-once') })))
  } while ((killing || rig.unhit().length > 0) && performance.now() < until)
  const done = await kills
  tell(`kills: ${JSON.stringify(done)}`)
  const unhit = rig.unhit()
  rig.arm([])

  // The kills took longer than a citizen's session lasts without a click.
  const away = await closedWithoutEngine(rig, staff, await signInCitizens(rig, 1), number('halt') * 1000)
  codes.push(away.code)
  tell(`engine away for ${values.halt} s: ${away.closed} rows closed`)
  await playAll(rig, staff, [away.code], 600_000)
  const replayed = await replayOutbox(rig, 60_000)
  const findings = judge(await gather((sql) => rig.query(sql), rig.folder), {
    filed: codes.length,
    kills: rig.deaths.app,
  })
  const left = await rig.stop()
  const all: Finding[] = [
    ...findings,
    rule('tasks are listed 35 s after a kill at the latest', `${Math.round(slowest)} ms`, slowest <= 35_000),
    rule(
      `${values.cuts} creates with their answers cut off`,
      `${cut.codes.length} dossiers, ${cut.instances} bound instances`,
      cut.bound === cut.codes.length && cut.instances === cut.codes.length,
    ),
    rule(`no row closes with the engine away for ${values.halt} s`, `${away.closed} closed`, away.closed === 0),
    rule(
      'the replayed outbox changes nothing',
      `${replayed.rows} rows; ${replayed.changed.join(' ') || 'none changed'}`,
      replayed.changed.length === 0,
    ),
    rule('the engine holds no instance', `${left.instances} instances, ${left.jobs} jobs`, left.instances === 0),
    rule('each point was hit three times', unhit.join(' ') || 'all', unhit.length === 0),
  ]
  console.log(
    `kills asked for: ${JSON.stringify(done)}; deaths: ${JSON.stringify(rig.deaths)}; strays cancelled: ${rig.strays.size}`,
  )
  console.table(Object.fromEntries([...rig.hits].sort().map(([point, hits]) => [point, { hits }])))
  console.table(
    Object.fromEntries(all.map(({ rule, figure, breaches }) => [rule, { figure, breaches: breaches.length }])),
  )
  for (const { rule, breaches } of all) for (const breach of breaches) console.error(`${rule}: ${breach}`)
  failed = all.some(({ breaches }) => breaches.length > 0)
  console.log(
    `${codes.length} cases in ${Math.round((performance.now() - began) / 1000)} s, seed ${seed}: ${failed ? 'BROKEN' : 'all rules hold'}`,
  )
} catch (error) {
  failed = true
  console.error(`seed ${seed}; logs in ${rig.folder}/logs`, error)
  await rig.stop().catch(() => undefined)
}
if (!failed) await rig.remove()
process.exit(failed ? 1 : 0)

function rule(name: string, figure: string, holds: boolean): Finding {
  return { rule: name, figure, breaches: holds ? [] : [figure] }
}
