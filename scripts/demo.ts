/**
 * `npm run demo`: fills the running instance with a month of life-like dossiers through its real interface.
 *
 *     npm run demo                        400 dossiers, 60 of them open
 *     npm run demo -- --size 40 --seed b  fewer, and other people
 *
 * Finds the instance by MOTCUA_DATA, PORT and PUBLIC_URL as `npm start` has them. Run again, it goes on where it was.
 * All of it happens today: the interface takes no dossier of a past day, and nothing is written past it.
 */
import { parseArgs } from 'node:util'
import { Citizen, Refused } from './demo/caller.ts'
import { openDesk } from './demo/desk.ts'
import { openGate } from './demo/gate.ts'
import { openLedger } from './demo/ledger.ts'
import { settleFilers, units } from './demo/people.ts'
import { findPlace } from './demo/place.ts'
import { type Part, playDossier, type Stage } from './demo/play.ts'
import { planMonth } from './demo/stories.ts'
import { summary } from './demo/summary.ts'

const requestsAtOnce = 8
/** Sixty one-time codes an hour go to one address: fewer people than that, several dossiers each. */
const filersAtMost = 50

const { values } = parseArgs({
  options: { seed: { type: 'string', default: 'motcua' }, size: { type: 'string', default: '400' } },
})
const size = Number(values.size)
if (!Number.isInteger(size) || size < 1) throw new RangeError('--size is a whole number from 1')

async function run(seed: string): Promise<void> {
  const place = findPlace(process.env)
  const target = { host: place.host, port: place.port }
  const ledger = openLedger(place.data, `${seed}, ${size} dossiers`)
  const stories = planMonth(seed, size)
  const filers = settleFilers(seed, Math.min(filersAtMost, size))
  console.log(
    `${size} dossiers of ${filers.length} people at ${units.length} counters → http://${place.host}:${place.port}`,
  )

  const gate = openGate(requestsAtOnce)
  const turns = filers.map(() => openGate(1))
  const citizens = await Promise.all(
    filers.map((filer, index) =>
      gate(async () => {
        const citizen = new Citizen(target, 1_000 + index)
        const saved = ledger.session(filer.name)
        if (saved) citizen.resume(saved)
        const { kind } = saved ? await citizen.call<{ kind: string }>('GET', '/api/session') : { kind: 'nobody' }
        if (kind !== 'citizen') await citizen.signIn(filer.phone, place.inbox)
        ledger.keepSession(filer.name, citizen.saved)
        return citizen
      }),
    ),
  )
  const desks = new Map<string, Awaited<ReturnType<typeof openDesk>>>()
  for (const [index, { code }] of units.entries())
    desks.set(code, await openDesk(target, code, place.password, 1 + 100 * index))
  console.log('Everybody is signed in.')
  const [first] = citizens
  const { now } = (await first?.call<{ now?: string }>('GET', '/api/session')) ?? {}
  const today = new Date(now ?? Date.now()).toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' })

  const acts = stories.reduce((sum, story) => sum + story.acts.length, 0)
  let played = stories.reduce((sum, _story, n) => sum + ledger.of(n).done, 0)
  let ended = 0
  const said = () => console.log(`  ${ended} of ${size} dossiers are where they shall be, ${played} of ${acts} acts`)
  const progress = setInterval(said, 10_000)
  const stage: Stage = {
    seed,
    today,
    ledger,
    desks,
    gate,
    progressed: () => {
      played += 1
    },
  }
  const failures: string[] = []
  const results = await Promise.all(
    stories.map(async (story, n) => {
      const index = n % filers.length
      const [filer, citizen, turn] = [filers[index], citizens[index], turns[index]]
      if (!filer || !citizen || !turn) throw new Error('a dossier without a person')
      const part: Part = { n, story, filer, citizen, turn }
      try {
        const dossier = await playDossier(stage, part)
        ended += 1
        return { story, dossier }
      } catch (error) {
        failures.push(`dossier ${n} (${story.way}): ${error instanceof Error ? error.message : String(error)}`)
        return { story, dossier: undefined }
      }
    }),
  ).finally(() => clearInterval(progress))
  said()
  console.log(summary(results))
  for (const failure of failures.slice(0, 20)) console.error(failure)
  if (failures.length > 0) {
    console.error(`${failures.length} dossiers did not get where they shall be; the same command goes on with them.`)
    process.exitCode = 1
  }
}

const started = Date.now()
await run(values.seed).then(
  () => console.log(`${Math.round((Date.now() - started) / 1000)} s`),
  (error: unknown) => {
    const refused = error instanceof Refused || error instanceof Error
    console.error(refused ? error.message : error)
    process.exitCode = 1
  },
)
