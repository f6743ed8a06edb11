// `npm run lint`: format and code (biome), services (diagrams, forms, tables, templates), walls between modules
// (dependency-cruiser), and the lock. `npm run lint -- --fix` mends what biome can; `npm run lint -- services` runs that
// one check, `--folder DIR` on the services of a further folder.
import { parseArgs } from 'node:util'
import { runProgram } from './run-program.mjs'

const { values, positionals: wanted } = parseArgs({
  options: { fix: { type: 'boolean', default: false }, folder: { type: 'string' } },
  allowPositionals: true,
})

/** @type {readonly { name: string, says: string, run: () => Promise<void> }[]} */
const checks = [
  {
    name: 'code',
    says: 'Format and code',
    run: () =>
      runProgram(
        'node_modules/@biomejs/biome/bin/biome',
        ['check', '--error-on-warnings', ...(values.fix ? ['--write'] : [])],
        {
          show: 'all',
        },
      ),
  },
  {
    name: 'services',
    says: 'Services',
    run: () =>
      runProgram('scripts/lint-services.ts', values.folder === undefined ? [] : ['--folder', values.folder], {
        nodeFlags: ['--import', 'tsx'],
        show: 'all',
      }),
  },
  {
    name: 'walls',
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
  { name: 'lock', says: 'The lock', run: () => runProgram('scripts/lock-whole.mjs', ['--check'], { show: 'all' }) },
]

const names = checks.map(({ name }) => name)
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  console.error(`There is no check ${unknown.join(', ')}; there are ${names.join(', ')}.`)
  process.exit(1)
}
// A folder of services is nobody else's business.
const chosen = values.folder !== undefined && wanted.length === 0 ? ['services'] : wanted

let failed = 0
for (const { name, says, run } of checks) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  console.log(`— ${says}`)
  try {
    await run()
  } catch {
    failed += 1
    console.log(`  ${says}: not in order.`)
  }
}
process.exitCode = failed === 0 ? 0 : 1
