/**
 * `npm run load -- --dossiers 10000 [--at-once 24] [--seed 1]`: dossiers of all services in turn, each filed by a citizen
 * and decided by officers through the real interface of a platform of its own (all parts, a data folder that goes
 * afterwards); most go straight to the paper, a seeded share is supplemented, refused, not competent or withdrawn. Prints
 * milliseconds by step and by thousand dossiers, throughput, and the processor's seconds of each part for a dossier; then
 * what the run left is judged. Ends with 1 when a dossier did not come to its end or a rule is broken.
 * `--profiles FOLDER` has app and engine write there what their processor did; `--keep` leaves the folder, and the parts' logs in it.
 */
import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs, promisify } from 'node:util'
import { theServices } from '../test/services/the-services.ts'
import { settlePeople } from './load/people.ts'
import { playDossier } from './load/play.ts'
import { processorSeconds } from './load/processor.ts'
import { recordedSteps, recordedTimes } from './load/record.ts'
import { mostAtOnce, openStaff } from './load/staff.ts'
import { stepTimes, type Taken } from './load/times.ts'
import { type Turn, turnOf, wayOf } from './load/ways.ts'
import { signInCitizen } from './soak/cases.ts'
import { untilQuiet } from './soak/faults.ts'
import { gather, judge } from './soak/judge.ts'
import { aRig } from './soak/rig.ts'
import { seeded } from './soak/seeded.ts'
import { wholeNumber } from './soak/whole-number.ts'

const { values } = parseArgs({
  options: {
    dossiers: { type: 'string', default: '64' },
    'at-once': { type: 'string', default: '24' },
    seed: { type: 'string', default: '1' },
    profiles: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})
const wanted = wholeNumber('dossiers', values.dossiers)
const atOnce = Math.max(1, wholeNumber('at-once', values['at-once']))
const seed = wholeNumber('seed', values.seed)
if (atOnce > mostAtOnce) throw new RangeError(`--at-once ${atOnce}: ${mostAtOnce} at most`)

/** The day on which the samples are in force, and on which all services are live. */
const startsAt = '2017-12-12T08:30:00+07:00'
/** A citizen files so many and gives way to the next: nobody attaches hundreds of files in an hour. */
const dossiersACitizen = 40
const groupSize = 1000
const parts = ['app', 'engine', 'postgres', 'simulators'] as const

const services = theServices.flatMap((service) =>
  service.card.kind === 'service' && service.sample ? [{ service, card: service.card, sample: service.sample }] : [],
)
await promisify(execFile)(process.execPath, ['scripts/build.mjs'])
const people = settlePeople()
const rig = await aRig({ now: startsAt, ...(values.profiles ? { profiles: resolve(values.profiles) } : {}) })
let failed = true
try {
  const offset = Date.parse(startsAt) - Date.now()
  const taken: Taken[] = []
  const stage = {
    desk: openStaff(rig.base, rig.password),
    now: () => new Date(Date.now() + offset),
    took: (step: string, n: number, ms: number) => void taken.push({ step, n, ms }),
  }
  const random = seeded(seed)
  const turns = Array.from({ length: wanted }, () => turnOf(random()))
  const places = new Map<string, number>()
  const failures: string[] = []
  const marks = [await mark(0)]
  let next = 0
  let ended = 0
  let phones = 0
  const newCitizen = () => signInCitizen(rig, `09${String(20_000_000 + phones++)}`)

  async function lane(): Promise<void> {
    let citizen = await newCitizen()
    for (let filed = 0; next < wanted; filed++) {
      const n = next++
      if (filed > 0 && filed % dossiersACitizen === 0) citizen = await newCitizen()
      const played = services[n % services.length]
      const turn: Turn = turns[n] ?? 'straight'
      if (!played) throw new Error('no service has a sample')
      const { service, card, sample } = played
      const answers = {
        ...people.answersOf(card, sample, Math.floor(n / services.length)),
        contactPhone: citizen.phone,
      }
      try {
        places.set(await playDossier(stage, citizen, { n, service, sample, answers, way: wayOf(card, turn) }), n)
      } catch (error) {
        failures.push(`dossier ${n + 1}, ${card.code}, ${turn}: ${error instanceof Error ? error.message : error}`)
      }
      ended += 1
      if (ended % groupSize === 0 || ended === wanted) marks.push(await mark(ended))
      if (ended % groupSize === 0) console.log(`${ended} of ${wanted} after ${seconds(marks[0]?.at ?? 0)} s`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, wanted) }, lane))

  await untilQuiet(rig)
  await pause(1000)
  const ask = <Row extends Record<string, unknown>>(sql: string) => rig.query<Row>(sql)
  const recorded = await recordedTimes(ask, places)
  const findings = judge(await gather(ask, rig.folder), { filed: wanted, kills: 0 })
  const left = await rig.stop()
  findings.push({
    rule: 'the engine holds nothing, no incident',
    figure: `${left.instances} instances, ${left.jobs} jobs, ${left.incidents} incidents`,
    breaches: left.instances + left.jobs + left.incidents === 0 ? [] : ['something is left'],
  })

  const steps = [...new Set(taken.map(({ step }) => step)), ...recordedSteps]
  console.log('Milliseconds; the last three as the rows have them, from what a person did:')
  console.table(stepTimes([...taken, ...recorded], steps, groupSize))
  console.log("Throughput, and the processor's seconds for a dossier:")
  console.table(marks.slice(1).map((to, at) => costs(marks[at] ?? to, to)))
  const first = marks[0]
  const last = marks.at(-1)
  if (first && last && marks.length > 2) console.table([costs(first, last)])
  console.table(Object.fromEntries(countOf(turns)))
  console.table(
    Object.fromEntries(findings.map(({ rule, figure, breaches }) => [rule, { figure, breaches: breaches.length }])),
  )
  for (const failure of failures.slice(0, 20)) console.error(failure)
  for (const { rule, breaches } of findings)
    for (const breach of breaches.slice(0, 10)) console.error(`${rule}: ${breach}`)
  failed = failures.length > 0 || findings.some(({ breaches }) => breaches.length > 0)
  console.log(`${wanted} dossiers, seed ${seed}: ${failed ? 'BROKEN' : 'all rules hold'}`)
} catch (error) {
  console.error(error)
  await rig.stop().catch(() => undefined)
}
if (values.keep) console.log(`kept: ${rig.folder}`)
else await rig.remove()
process.exit(failed ? 1 : 0)

interface Mark {
  readonly ended: number
  /** ms of `performance.now()`. */
  readonly at: number
  /** Of the database, so far: outside a transaction each query is one. */
  readonly transactions: number
  readonly worked: Readonly<Record<(typeof parts)[number], number>>
}

async function mark(ended: number): Promise<Mark> {
  const [app, engine, postgres, simulators] = parts.map((part) => rig.pid(part))
  const pids = { app: app ?? 0, engine: engine ?? 0, postgres: postgres ?? 0, simulators: simulators ?? 0 }
  const [at, worked] = [performance.now(), processorSeconds(pids)]
  const [counted] = await rig.query<{ n: string }>(
    'SELECT xact_commit + xact_rollback AS n FROM pg_stat_database WHERE datname = current_database()',
  )
  return { ended, at, transactions: Number(counted?.n ?? 0), worked }
}

function seconds(since: number): number {
  return Math.round((performance.now() - since) / 1000)
}

function costs(from: Mark, to: Mark) {
  const count = to.ended - from.ended
  const each = (part: (typeof parts)[number]) => Number(((to.worked[part] - from.worked[part]) / count).toFixed(3))
  return {
    dossiers: `${from.ended + 1}–${to.ended}`,
    'a second': Number((count / ((to.at - from.at) / 1000)).toFixed(2)),
    transactions: Math.round((to.transactions - from.transactions) / count),
    app: each('app'),
    engine: each('engine'),
    postgres: each('postgres'),
    simulators: each('simulators'),
    together: Number(parts.reduce((sum, part) => sum + each(part), 0).toFixed(3)),
  }
}

function countOf(turns: readonly Turn[]): Map<Turn, { dossiers: number }> {
  const counts = new Map<Turn, { dossiers: number }>()
  for (const turn of turns) counts.set(turn, { dossiers: (counts.get(turn)?.dossiers ?? 0) + 1 })
  return counts
}
