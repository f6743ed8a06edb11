/**
 * `npm run load -- --dossiers 10000 [--at-once 48] [--seed 1] [--minutes 60] [--json FILE]`: dossiers of all services in
 * turn, each filed by a citizen and decided by officers of several units through the real interface of a platform of its
 * own (all parts, a data folder that goes afterwards); most go straight to the paper, a seeded share is supplemented,
 * refused, not competent or withdrawn. Prints, as groups of dossiers end (a thousand each in a long run), throughput,
 * milliseconds by step, and the processor's seconds of each part for a dossier; at the end growth from the first group to
 * the last; then what the run left is judged. `--minutes`: nothing is filed after so many, what was filed is played to
 * its end. Ends with 1 when a dossier did not come to its end or a rule is broken.
 * `--profiles FOLDER` has app and engine write there what their processor did; `--keep` leaves the folder, and the parts' logs in it.
 */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs, promisify } from 'node:util'
import { playCrowd } from './load/crowd.ts'
import { costs, mark } from './load/marks.ts'
import { settlePeople } from './load/people.ts'
import { recordedSteps, recordedTimes } from './load/record.ts'
import { mostAtOnce, openStaff } from './load/staff.ts'
import { growthOf, stepTimes, type Taken } from './load/times.ts'
import type { Turn } from './load/ways.ts'
import { untilQuiet } from './soak/faults.ts'
import { gather, judge } from './soak/judge.ts'
import { aRig } from './soak/rig.ts'
import { wholeNumber } from './soak/whole-number.ts'

const { values } = parseArgs({
  options: {
    dossiers: { type: 'string', default: '64' },
    'at-once': { type: 'string', default: '48' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '0' },
    json: { type: 'string' },
    profiles: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})
const wanted = wholeNumber('dossiers', values.dossiers)
const atOnce = Math.max(1, wholeNumber('at-once', values['at-once']))
const seed = wholeNumber('seed', values.seed)
const minutes = wholeNumber('minutes', values.minutes)
if (atOnce > mostAtOnce) throw new RangeError(`--at-once ${atOnce}: ${mostAtOnce} at most`)

/** The day on which the samples are in force, and on which all services are live. */
const startsAt = '2017-12-12T08:30:00+07:00'
/** A thousand dossiers, in a short run a fifth. */
const groupSize = Math.min(1000, Math.max(16, Math.ceil(wanted / 5)))

await promisify(execFile)(process.execPath, ['scripts/build.mjs'])
const people = settlePeople()
const rig = await aRig({ now: startsAt, ...(values.profiles ? { profiles: resolve(values.profiles) } : {}) })
let failed = true
try {
  const offset = Date.parse(startsAt) - Date.now()
  const taken: Taken[] = []
  let heldBack = 0
  const stage = {
    desk: openStaff(rig),
    now: () => new Date(Date.now() + offset),
    took: (step: string, n: number, ms: number) => void taken.push({ step, n, ms }),
    heldBack: () => void heldBack++,
  }
  const marks = [await mark(rig, 0)]
  const began = performance.now()
  let told = 0
  async function groupEnded(ended: number): Promise<void> {
    const to = await mark(rig, ended)
    const from = marks.at(-1) ?? to
    marks.push(to)
    console.log(`${ended} of ${wanted} after ${Math.round((to.at - began) / 1000)} s:`)
    console.table([costs(from, to)])
    const since = taken.slice(told)
    told = taken.length
    console.table(stepTimes(since, stepsOf(since), Number.POSITIVE_INFINITY))
  }
  const { filed, places, turns, failures } = await playCrowd({
    rig,
    people,
    stage,
    wanted,
    atOnce,
    seed,
    fileUntil: minutes > 0 ? began + minutes * 60_000 : Number.POSITIVE_INFINITY,
    ended: async (ended) => (ended % groupSize === 0 ? groupEnded(ended) : undefined),
  })
  const last = await mark(rig, filed)
  if (filed > (marks.at(-1)?.ended ?? 0)) marks.push(last)

  await untilQuiet(rig)
  await pause(1000)
  const ask = <Row extends Record<string, unknown>>(sql: string) => rig.query<Row>(sql)
  const recorded = await recordedTimes(ask, places)
  const findings = judge(await gather(ask, rig.folder), { filed, kills: 0 })
  const left = await rig.stop()
  findings.push({
    rule: 'the engine holds nothing, no incident',
    figure: `${left.instances} instances, ${left.jobs} jobs, ${left.incidents} incidents`,
    breaches: left.instances + left.jobs + left.incidents === 0 ? [] : ['something is left'],
  })

  const times = stepTimes([...taken, ...recorded], [...stepsOf(taken), ...recordedSteps], groupSize)
  const growth = growthOf(times)
  const groups = marks.slice(1).map((to, at) => costs(marks[at] ?? to, to))
  const whole = costs(marks[0] ?? last, last)
  console.log('Milliseconds; the last three as the rows have them, from what a person did:')
  console.table(times)
  console.log('The median of the last group beside the first and the fastest:')
  console.table(growth)
  console.log("Throughput, and the processor's seconds for a dossier:")
  console.table([...groups, whole])
  console.table(Object.fromEntries(countOf(turns)))
  console.table(
    Object.fromEntries(findings.map(({ rule, figure, breaches }) => [rule, { figure, breaches: breaches.length }])),
  )
  for (const failure of failures.slice(0, 20)) console.error(failure)
  for (const { rule, breaches } of findings)
    for (const breach of breaches.slice(0, 10)) console.error(`${rule}: ${breach}`)
  failed = failures.length > 0 || findings.some(({ breaches }) => breaches.length > 0)
  const seconds = Math.round((last.at - began) / 1000)
  if (values.json) {
    const run = { dossiers: filed, wanted, seed, atOnce, minutes, seconds, heldBack, holds: !failed }
    const turnsTaken = Object.fromEntries(countOf(turns))
    const report = { ...run, whole, groups, times, growth, turns: turnsTaken, findings, failures }
    writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
  }
  console.log(
    `${filed} of ${wanted} dossiers in ${seconds} s, seed ${seed}, ${heldBack} times held back by a limit: ${failed ? 'BROKEN' : 'all rules hold'}`,
  )
} catch (error) {
  console.error(error)
  await rig.stop().catch(() => undefined)
}
if (values.keep) console.log(`kept: ${rig.folder}`)
else await rig.remove()
process.exit(failed ? 1 : 0)

function stepsOf(taken: readonly Taken[]): string[] {
  return [...new Set(taken.map(({ step }) => step))]
}

function countOf(turns: readonly Turn[]): Map<Turn, { dossiers: number }> {
  const counts = new Map<Turn, { dossiers: number }>()
  for (const turn of turns) counts.set(turn, { dossiers: (counts.get(turn)?.dossiers ?? 0) + 1 })
  return counts
}
