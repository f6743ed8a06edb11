/** `dist/server` as the tests start it: made again when a source is newer, once per run. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

const root = resolve(import.meta.dirname, '../..')
/** The build removes the folder first and writes these last of all. */
const bundles = ['main', 'app', 'engine', 'postgres', 'simulators'].map((name) => join(root, `dist/server/${name}.js`))

/** Builds the server unless it is newer than all of its sources. */
export async function ensureServerBuilt(): Promise<void> {
  const newest = newestIn([join(root, 'server'), join(root, 'scripts/build-server.mjs')])
  if (bundles.every((bundle) => existsSync(bundle) && statSync(bundle).mtimeMs > newest)) return
  await promisify(execFile)(process.execPath, [join(root, 'scripts/build-server.mjs')], { cwd: root })
}

function newestIn(paths: readonly string[]): number {
  const times = paths.map((path) => {
    const seen = statSync(path)
    return seen.isDirectory() ? newestIn(readdirSync(path).map((name) => join(path, name))) : seen.mtimeMs
  })
  return Math.max(0, ...times)
}
