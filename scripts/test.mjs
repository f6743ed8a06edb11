// `npm test`: all tests, the quick ones first (test/support/long-first.mjs); `npm test -- unit engine` some projects; further arguments go to jest.
// The last line sums up: "N passed, N failed, N skipped".
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from './chromium.mjs'
import { root } from './fingerprint.mjs'
import { generate } from './generate.mjs'
import { runProgram } from './run-program.mjs'

const projects = ['unit', 'engine', 'platform', 'browser']
const args = process.argv.slice(2)
/** Run only when named. */
const onRequest = ['soak']
const known = [...projects, ...onRequest]
const asked = known.filter((project) => args.includes(project))
const forJest = args.filter((arg) => !known.includes(arg))
const inCi = process.env.CI === 'true'

await generate()
process.env.TMPDIR ??= roomInMemory()
const results = mkdtempSync(join(tmpdir(), 'motcua-results-'))
const sum = { passed: 0, failed: 0, skipped: 0 }
/** @type {string[]} */
const notes = []
let broken = false

const runnable = (asked.length > 0 ? asked : projects).filter((project) => {
  if (!holdsTests(project)) return false
  if (project === 'browser' && chromium() === undefined) {
    notes.push('The browser tests did not run: there is no Chromium here (apt-get install chromium).')
    broken ||= inCi
    return false
  }
  return true
})
await runTests(runnable)
rmSync(results, { recursive: true, force: true })

for (const note of notes) console.log(note)
const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''
console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`)
if (broken || sum.failed > 0 || (sum.passed === 0 && forJest.length === 0)) process.exitCode = 1

/**
 * Where tests put their databases and folders unless TMPDIR says: into memory where there is room, since a disk keeps
 * them waiting for each other's commits. @returns {string}
 */
function roomInMemory() {
  const memory = '/dev/shm'
  try {
    const { bavail, bsize } = statfsSync(memory)
    accessSync(memory, constants.W_OK)
    return bavail * bsize > 6 * 2 ** 30 ? memory : tmpdir()
  } catch {
    return tmpdir()
  }
}

/** In one run, so that no core waits for the last file of a project. @param {readonly string[]} names */
async function runTests(names) {
  const file = join(results, 'results.json')
  const ended = await runProgram(
    'node_modules/jest/bin/jest.js',
    ['--selectProjects', ...names, '--passWithNoTests', '--json', `--outputFile=${file}`, ...forJest],
    { nodeFlags: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'], show: 'errors' },
  ).then(
    () => true,
    () => false,
  )
  broken ||= !ended
  /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, numRuntimeErrorTestSuites: number } | undefined} */
  let told
  try {
    told = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    notes.push('The tests ended without a result.')
    sum.failed += 1
  }
  if (told === undefined) return
  sum.passed += told.numPassedTests
  // A file that did not even load counts as one that failed.
  sum.failed += told.numFailedTests + told.numRuntimeErrorTestSuites
  sum.skipped += told.numPendingTests + told.numTodoTests
}

/** @param {string} project */
function holdsTests(project) {
  try {
    return readdirSync(join(root, 'test', project), { recursive: true }).some((name) =>
      String(name).endsWith('.test.ts'),
    )
  } catch {
    return false
  }
}
