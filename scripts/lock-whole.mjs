// Keeps package-lock.json such that `npm ci` accepts it. A registry may lack a platform's build of a package: then
// `npm install` leaves the build out of the lock but still names it as an optional dependency, and `npm ci` stops with
// "Missing: … from lock file". Run after every `npm install`; `--check` only tells (code 1 when something is to do).
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './fingerprint.mjs'

/** @typedef {{ packages: Record<string, { version?: string, optionalDependencies?: Record<string, string> }> }} Lock */

/**
 * Optional dependencies that the lock names but does not hold, as [place of the parent, name].
 * @param {Lock} lock @returns {[string, string][]}
 */
export function absentBuilds(lock) {
  return Object.entries(lock.packages).flatMap(([place, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !isHeld(lock, place, name))
      .map((name) => /** @type {[string, string]} */ ([place, name])),
  )
}

/**
 * Whether `name` is found from `place` as Node would: in its own node_modules or in one above.
 * @param {Lock} lock @param {string} place @param {string} name
 */
function isHeld(lock, place, name) {
  const parts = place === '' ? [] : place.split(/\/(?=node_modules\/)/)
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    if ([...parts.slice(0, depth), `node_modules/${name}`].join('/') in lock.packages) return true
  }
  return false
}

if (process.argv[1] === import.meta.filename) {
  const file = join(root, 'package-lock.json')
  /** @type {Lock} */
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const absent = absentBuilds(lock)
  const check = process.argv.includes('--check')
  for (const [place, name] of absent) {
    console.log(`${check ? 'absent' : 'left out'}: ${name}`)
    const optional = lock.packages[place]?.optionalDependencies
    if (optional) delete optional[name]
  }
  if (absent.length === 0) console.log('The lock is whole.')
  else if (check) process.exitCode = 1
  else writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
}
