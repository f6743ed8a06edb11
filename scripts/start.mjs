// `npm start`: everything from a fresh clone to a running platform. Plain JavaScript without dependencies, for it runs
// before they are installed.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './fingerprint.mjs'

const started = Date.now()
const oldest = [20, 19]

checkNode()
installWhenNeeded()
await prepare()
// From here on the supervisor is in charge of this process.
await import('../dist/server/main.js')

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  console.error(
    `This is Node ${process.versions.node}; the platform needs Node ${oldest.join('.')} or newer. ` +
      'Install a newer one from nodejs.org or your package manager and start again.',
  )
  process.exit(1)
}

/** Runs `npm ci` when node_modules is missing or was made from another lock. */
function installWhenNeeded() {
  const lock = join(root, 'package-lock.json')
  const installed = join(root, 'node_modules/.package-lock.json')
  const stamp = join(root, 'node_modules/.motcua-lock')
  const print = createHash('sha256').update(readFileSync(lock)).digest('hex')
  if (existsSync(installed)) {
    // npm writes its own record last, so it is there only after a whole installation.
    const same = existsSync(stamp) ? readFileSync(stamp, 'utf8') === print : isNewer(installed, lock)
    if (same) return
  }
  console.log('Installing what the platform is made of (npm ci), about a minute …')
  // Development packages too: the web is built here.
  const npm = process.env.npm_execpath
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const { status, error } = spawnSync(command, [...first, 'ci', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32' && first.length === 0,
    env: { ...process.env, npm_config_loglevel: 'error' },
  })
  if (status !== 0) {
    console.error(
      `npm ci failed${error ? ` (${error.message})` : ''}. Its words stand above; with a network, try again.`,
    )
    process.exit(1)
  }
  writeFileSync(stamp, print)
}

/** @param {string} a @param {string} b */
function isNewer(a, b) {
  return statSync(a).mtimeMs >= statSync(b).mtimeMs
}

async function prepare() {
  try {
    const { generate } = await import('./generate.mjs')
    const { build } = await import('./build.mjs')
    await generate()
    await build()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  console.log(`Starting (prepared in ${((Date.now() - started) / 1000).toFixed(1)} s) …`)
}
