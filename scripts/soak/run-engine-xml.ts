/**
 * `npm run soak -- engine-xml [--files 10000] [--seed N]`: mutated diagrams, decisions and forms, deployed and run. Ends
 * with 1 at the first faults, which it tells. With `NODE_OPTIONS=--expose-gc` it judges the heap too.
 */
import { parseArgs } from 'node:util'
import { fuzz } from '../../test/engine/deployment/fuzz/fuzzer.ts'
import { wholeNumber } from './whole-number.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { seed: { type: 'string' }, files: { type: 'string', default: '10000' } },
})
const seed = wholeNumber('seed', values.seed ?? String(Math.floor(Math.random() * 2 ** 31)))

console.log(`seed ${seed}`)
const { faults, heaps, ...counts } = await fuzz({
  seed,
  files: wholeNumber('files', values.files),
  progress({ files, slowest }) {
    if (files % 1000 === 0) console.log(`  ${files} files, slowest ${slowest} ms`)
  },
})
console.log(JSON.stringify(counts))
console.log(`heap in MiB: ${heaps.map((bytes) => Math.round(bytes / 1024 ** 2)).join(' ')}`)
for (const fault of faults) console.error(fault)
console.log(faults.length === 0 ? 'no fault' : `${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1
