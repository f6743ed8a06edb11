// `npm run bench -- engine [--json FILE] [--only name,…] [--runs 5] [--quick] [--folder DIR]`: the engine beside its
// rivals, one table after another, each in a process group of its own with a time limit. Prints the tables and which of
// the promises of docs/figures.md they hold. Nothing is left running and nothing on the disk.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleBench } from './bundle.mjs'
import { printChecks, printTable } from './print.mjs'

const here = import.meta.dirname
const root = join(here, '..')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    only: { type: 'string' },
    runs: { type: 'string', default: '5' },
    quick: { type: 'boolean', default: false },
    // Not the system's folder for temporary files: that may be memory, and durability is the point.
    folder: { type: 'string', default: join(root, '.data') },
  },
})
if (positionals.length !== 1 || positionals[0] !== 'engine') {
  console.error('npm run bench -- engine [--json FILE] [--only name,…] [--runs 5] [--quick] [--folder DIR]')
  process.exit(2)
}

await installRivals()
await bundleBench()
const { tables } = await import(join(root, 'dist/bench/tables.js'))
const names = values.only?.split(',') ?? Object.keys(tables)
for (const name of names)
  if (!Object.hasOwn(tables, name)) {
    console.error(`There is no table '${name}'. There are: ${Object.keys(tables).join(', ')}`)
    process.exit(2)
  }

mkdirSync(values.folder, { recursive: true })
const folder = mkdtempSync(join(values.folder, 'bench-'))
/** @type {import('node:child_process').ChildProcess | undefined} */
let running
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    end(running, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
    process.exit(1)
  })

/** @type {Record<string, unknown>} */
const results = {}
const checks = []
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}`
console.log(
  `${machine}; load ${loadavg()[0]?.toFixed(1)} at the start; ${values.quick ? 'a quick look, ' : ''}${values.runs} runs`,
)
for (const name of names) {
  const before = performance.now()
  try {
    const result = await measured(name)
    results[name] = result
    checks.push(...result.checks)
    printTable(`${tables[name].title}  [${name}, ${seconds(before)} s]`, result.rows)
  } catch (error) {
    results[name] = { error: String(error) }
    checks.push({ says: `the table ${name}`, wanted: 'measured', got: Number.NaN, holds: false })
    console.error(`\n${name}: ${error instanceof Error ? error.message : error}  [${seconds(before)} s]`)
  }
}
printChecks(checks)
rmSync(folder, { recursive: true, force: true })
if (values.json)
  writeFileSync(
    values.json,
    `${JSON.stringify({ at: new Date(), machine, load: loadavg(), runs: Number(values.runs), quick: values.quick, tables: results }, null, 2)}\n`,
  )

/** Runs one table; what it started is gone afterwards, however it ends. @param {string} name */
async function measured(name) {
  const own = mkdtempSync(join(folder, `${name}-`))
  const result = join(folder, `${name}.json`)
  const options = { runs: Number(values.runs), quick: values.quick, folder: own }
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', join(root, 'dist/bench/table.js'), name, JSON.stringify(options), result],
    { cwd: root, detached: true, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  running = child
  let late = false
  const timer = setTimeout(() => {
    late = true
    end(child, 'SIGKILL')
  }, tables[name].limitSeconds * 1000)
  const [code] = await once(child, 'exit')
  clearTimeout(timer)
  // Stations end with their table; what does not is ended.
  end(child, 'SIGKILL')
  rmSync(own, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  if (late) throw new Error(`not done after ${tables[name].limitSeconds} s`)
  if (code !== 0) throw new Error(`failed (${code})`)
  return JSON.parse(readFileSync(result, 'utf8'))
}

/** @param {import('node:child_process').ChildProcess | undefined} child @param {NodeJS.Signals} signal */
function end(child, signal) {
  if (child?.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // The whole group is gone already.
  }
}

/** @param {number} since */
function seconds(since) {
  return ((performance.now() - since) / 1000).toFixed(0)
}

/** The rivals are no dependencies of the product: they are installed when they are first asked for. */
async function installRivals() {
  const installed = join(here, 'node_modules/.package-lock.json')
  const lock = join(here, 'package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return
  console.log('Installing what the engine is measured against …')
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund'], { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] })
  const [code] = await once(npm, 'exit')
  if (code !== 0) throw new Error(`npm ci in bench/ ended with ${code}`)
}
