/**
 * `npm run soak -- engine-grpc [--requests 100000] [--seed N]`: random and spoiled requests of all rpcs to an engine in a
 * process of its own. Ends with 1 at the first faults, which it tells.
 */
import { parseArgs } from 'node:util'
import { fuzz } from '../../test/engine/gateway/fuzz/fuzzer.ts'
import { wholeNumber } from './whole-number.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { seed: { type: 'string' }, requests: { type: 'string', default: '100000' } },
})
const seed = wholeNumber('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)))
const requests = wholeNumber('requests', values.requests)

console.log(`seed ${seed}`)
let told = 0
const began = performance.now()
const fuzzed = await fuzz({
  seed,
  requests,
  progress({ requests: sent, heaps }) {
    if (sent < told + 10_000) return
    told = sent
    const megabytes = Math.round((heaps.at(-1) ?? 0) / 1024 ** 2)
    const seconds = Math.round((performance.now() - began) / 1000)
    console.log(`  ${sent} requests, ${seconds} s, heap ${megabytes} MiB`)
  },
})
console.log(`${fuzzed.requests} requests: ${JSON.stringify(fuzzed.ends)}`)
console.log(`heap in MiB: ${fuzzed.heaps.map((bytes) => Math.round(bytes / 1024 ** 2)).join(' ')}`)
for (const fault of fuzzed.faults) console.error(fault)
console.log(fuzzed.faults.length === 0 ? 'no fault' : `${fuzzed.faults.length} faults`)
process.exitCode = fuzzed.faults.length === 0 ? 0 : 1
