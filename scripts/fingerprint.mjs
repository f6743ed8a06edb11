// Content hashes: a step whose inputs have not changed since its last good end need not run again.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** The repository's root. */
export const root = join(import.meta.dirname, '..')

// Inside node_modules: a new installation may bring other tools, so it forgets what the old ones made.
const stamps = join(root, 'node_modules/.cache/motcua')

/**
 * Hash of the names and contents of files and folders (deep), paths relative to the root; what is missing counts too.
 * @param {readonly string[]} paths
 * @param {(path: string) => boolean} counts says whether a file takes part
 */
export function fingerprint(paths, counts = () => true) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesUnder(join(root, path))) {
      const name = relative(root, file)
      if (counts(name)) hash.update(`${name}\0`).update(readFileSync(file)).update('\0')
    }
  }
  return hash.update(process.version.split('.')[0] ?? '').digest('hex')
}

/**
 * Whether the step `name` ended well with these inputs and its outputs are still there.
 * @param {string} name
 * @param {string} print
 * @param {readonly string[]} outputs paths relative to the root
 */
export function isDone(name, print, outputs) {
  const stamp = join(stamps, name)
  return (
    existsSync(stamp) && readFileSync(stamp, 'utf8') === print && outputs.every((path) => existsSync(join(root, path)))
  )
}

/** @param {string} name @param {string} print */
export function markDone(name, print) {
  const stamp = join(stamps, name)
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, print)
}

/** Forgets that a step was done: it is about to touch its outputs. @param {string} name */
export function markUndone(name) {
  rmSync(join(stamps, name), { force: true })
}

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.name === 'node_modules' ? [] : filesUnder(join(path, entry.name))))
}
