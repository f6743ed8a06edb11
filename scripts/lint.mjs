// `npm run lint`: format and code (biome), services (diagrams, forms, tables, templates), walls between modules
// (dependency-cruiser), what nobody uses (knip, told but not failing), and the lock. `npm run lint -- --fix` mends
// what biome can.
import { runProgram } from './run-program.mjs'

const fix = process.argv.includes('--fix')

/** @type {readonly { says: string, run: () => Promise<void> }[]} */
const checks = [
  {
    says: 'Format and code',
    run: () =>
      runProgram(
        'node_modules/@biomejs/biome/bin/biome',
        ['check', '--error-on-warnings', ...(fix ? ['--write'] : [])],
        {
          show: 'all',
        },
      ),
  },
  {
    says: 'Services',
    run: () => runProgram('scripts/lint-services.ts', [], { nodeFlags: ['--import', 'tsx'], show: 'all' }),
  },
  {
    says: 'Walls between modules',
    run: () =>
      runProgram(
        'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
        ['--config', '.dependency-cruiser.mjs', 'server', 'web'],
        {
          show: 'all',
        },
      ),
  },
  { says: 'The lock', run: () => runProgram('scripts/lock-whole.mjs', ['--check'], { show: 'all' }) },
]

let failed = 0
for (const { says, run } of checks) {
  console.log(`— ${says}`)
  try {
    await run()
  } catch {
    failed += 1
    console.log(`  ${says}: not in order.`)
  }
}
process.exitCode = failed === 0 ? 0 : 1
