/**
 * `npm run soak -- engine [--seed N] [--minutes 10] [--kills N] [--actions 60] [--at-once 2] [--kill-chance 25]`: kills
 * the engine's process at random points of random scripts over gRPC and compares what it holds with an undisturbed run,
 * one seed after another until the time is over or so many were killed, some scripts at once. `--seed N --minutes 0`
 * plays one seed again. The engine is built first, for it starts faster so. Ends with 1 at the first difference.
 */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { crash } from '../../test/engine/durability/crashes/crashes.ts'
import { wholeNumber } from './whole-number.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    kills: { type: 'string' },
    actions: { type: 'string', default: '60' },
    'at-once': { type: 'string', default: '2' },
    'kill-chance': { type: 'string', default: '25' },
  },
})

const minutes = wholeNumber('minutes', values.minutes)
const most = values.kills === undefined ? Number.POSITIVE_INFINITY : wholeNumber('kills', values.kills)
const actions = wholeNumber('actions', values.actions)
const killChance = wholeNumber('kill-chance', values['kill-chance']) / 100
const atOnce = minutes === 0 ? 1 : Math.max(1, wholeNumber('at-once', values['at-once']))
const first = wholeNumber('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)))

execFileSync(process.execPath, [fileURLToPath(new URL('../build-server.mjs', import.meta.url))])
console.log(`from seed ${first}`)
const began = performance.now()
const found = { scripts: 0, kills: 0, done: 0, undone: 0 }
let next = first
const goesOn = () => !process.exitCode && found.kills < most && performance.now() < began + minutes * 60_000

async function playScripts(): Promise<void> {
  do {
    const seed = next
    next += 1
    try {
      const crashed = await crash(seed, actions, { killChance })
      found.scripts += 1
      found.kills += crashed.kills
      found.done += crashed.found.done
      found.undone += crashed.found.undone
      if (found.scripts % 10 === 0) tell()
    } catch (error) {
      console.error(`seed ${seed} is not as undisturbed`, error)
      process.exitCode = 1
    }
  } while (goesOn())
}

function tell(): void {
  const perMinute = Math.round((found.kills * 60_000) / (performance.now() - began))
  console.log(`  ${JSON.stringify(found)}, ${perMinute} kills a minute`)
}

await Promise.all(Array.from({ length: atOnce }, playScripts))
tell()
if (!process.exitCode) console.log(`${found.scripts} scripts, ${found.kills} kills: all as undisturbed`)
