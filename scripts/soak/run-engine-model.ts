/**
 * `npm run soak -- engine-model [--cases 2000] [--seed N]`: random processes with random events, in the engine and in
 * the reference of its semantics side by side. A difference is made smaller, told, and ends with 1.
 */
import { parseArgs } from 'node:util'
import { Dice } from '../../test/engine/dice.ts'
import { type Case, Comparison } from '../../test/engine/reference/compare.ts'
import { generateModel } from '../../test/engine/reference/generate.ts'
import { render } from '../../test/engine/reference/render.ts'
import { wholeNumber } from './whole-number.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { seed: { type: 'string' }, cases: { type: 'string', default: '2000' } },
})
const seed = wholeNumber('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)))
const cases = wholeNumber('cases', values.cases)
const LARGEST = 60
const LONGEST = 40

console.log(`seed ${seed}`)
const comparison = await Comparison.start()
let events = 0
for (let at = 0; at < cases; at++) {
  const one = caseOf(seed + at * 7919)
  events += one.events.length
  const difference = await comparison.differs(one)
  if (difference === undefined) {
    if (at % 500 === 499) console.log(`  ${at + 1} cases, ${events} events`)
    continue
  }
  console.error(`case ${at} of seed ${seed}`)
  const least = await smaller(one, difference)
  console.error(
    `${JSON.stringify(least.one)}\n${least.difference}\n${render(generateModel(least.one.seed, least.one.size))}`,
  )
  process.exitCode = 1
  break
}
if (!process.exitCode) console.log(`${cases} cases, ${events} events: the engine as the reference`)
await comparison.stop()

function caseOf(of: number): Case {
  const dice = new Dice(of)
  const numbers = Array.from({ length: dice.upTo(LONGEST) }, () => dice.upTo(2 ** 31))
  return { seed: dice.upTo(2 ** 31), size: 1 + dice.upTo(LARGEST), events: numbers }
}

/** Fewer events, then other models of less size, as long as something differs. */
async function smaller(whole: Case, first: string): Promise<{ one: Case; difference: string }> {
  let least = { one: whole, difference: first }
  const still = async (one: Case) => {
    const difference = await comparison.differs(one)
    if (difference !== undefined) least = { one, difference }
    return difference !== undefined
  }
  for (let length = 0; length < least.one.events.length; length++)
    if (await still({ ...least.one, events: least.one.events.slice(0, length) })) break
  for (let at = least.one.events.length - 1; at >= 0; at--)
    await still({ ...least.one, events: least.one.events.filter((_, index) => index !== at) })
  for (let size = 1; size < least.one.size; size++) if (await still({ ...least.one, size })) break
  for (let at = least.one.events.length - 1; at >= 0; at--)
    await still({ ...least.one, events: least.one.events.filter((_, index) => index !== at) })
  return least
}
