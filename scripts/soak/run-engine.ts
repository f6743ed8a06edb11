/**
 * `npm run soak -- engine [--seed N] [--minutes 10] [--actions 60]`: kills the engine's process at random points of
 * random scripts over gRPC and compares what it holds with an undisturbed run, one seed after another until the time is
 * over. `--seed N --minutes 0` plays one seed again. Ends with 1 at the first difference.
 */
import { parseArgs } from 'node:util'
import { crash } from '../../test/engine/durability/crashes/crashes.ts'
import { wholeNumber } from './whole-number.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string', default: '10' },
    actions: { type: 'string', default: '60' },
  },
})

const until = performance.now() + wholeNumber('minutes', values.minutes) * 60_000
const actions = wholeNumber('actions', values.actions)
const first = wholeNumber('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)))
let kills = 0
let seed = first
try {
  do {
    console.log(`seed ${seed}`)
    const crashed = await crash(seed, actions)
    kills += crashed.kills
    console.log(`  ${crashed.actions} actions, ${crashed.kills} kills: ${JSON.stringify(crashed.found)}`)
    seed += 1
  } while (performance.now() < until)
  console.log(`${seed - first} scripts, ${kills} kills: all as undisturbed`)
} catch (error) {
  console.error(`seed ${seed} is not as undisturbed`, error)
  process.exitCode = 1
}
