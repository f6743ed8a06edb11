// `npm run build`: the web (vite) to dist/web and the server (esbuild) to dist/server, each only when its sources
// have changed since (--force: both).
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint, isDone, markDone, markUndone, root } from './fingerprint.mjs'
import { generate } from './generate.mjs'
import { runProgram } from './run-program.mjs'

const tools = ['package-lock.json', 'scripts/build.mjs', 'scripts/fingerprint.mjs']

/** @type {readonly { name: string, says: string, from: readonly string[], makes: readonly string[], run: () => Promise<void> }[]} */
const builds = [
  {
    name: 'web',
    says: 'the web',
    // Pages may show what the server's pure modules know.
    from: [...tools, 'web', 'server/forms', 'server/calendar', 'server/feel', 'vite.config.ts'],
    makes: ['dist/web'],
    // Whatever the caller's: tests build too, and must open what citizens open.
    run: () =>
      runProgram('node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn'], { env: { NODE_ENV: 'production' } }),
  },
  {
    name: 'server',
    says: 'the server',
    from: [...tools, 'server', 'scripts/build-server.mjs'],
    makes: ['dist/server/main.js'],
    run: () => runProgram('scripts/build-server.mjs', []),
  },
]

/** Builds what is not up to date. @param {{ force?: boolean, say?: (line: string) => void }} [options] */
export async function build({ force = false, say = console.log } = {}) {
  await Promise.all(
    builds.map(async (step) => {
      if (step.name === 'web' && !existsSync(join(root, 'vite.config.ts'))) return
      const print = fingerprint(step.from)
      if (!force && isDone(`build-${step.name}`, print, step.makes)) return
      say(`Building ${step.says} …`)
      markUndone(`build-${step.name}`)
      await step.run()
      markDone(`build-${step.name}`, print)
    }),
  )
}

if (process.argv[1] === import.meta.filename) {
  await generate()
  await build({ force: process.argv.includes('--force') })
}
