// `npm run generate`: the database client from prisma/schema.prisma and the API's types from openapi.yaml.
// Nothing generated lies in git. Runs before typecheck, build and test, and skips what is up to date (--force: all).
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprint, isDone, markDone, markUndone, root } from './fingerprint.mjs'
import { runProgram } from './run-program.mjs'

/** @typedef {{ name: string, says: string, from: readonly string[], makes: readonly string[], run: () => Promise<void> }} Generated */

/** @type {readonly Generated[]} */
const generated = [
  {
    name: 'prisma-client',
    says: 'the database client',
    from: ['prisma/schema.prisma', 'node_modules/prisma/package.json'],
    makes: ['server/generated/prisma/client.ts'],
    run: () =>
      runProgram('node_modules/prisma/build/index.js', ['generate', '--schema', 'prisma/schema.prisma'], {
        env: {
          // `generate` asks for a schema engine that it does not use; any program will do.
          PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
          PRISMA_HIDE_UPDATE_MESSAGE: '1',
          CHECKPOINT_DISABLE: '1',
        },
      }),
  },
  {
    name: 'api-types',
    says: "the API's types",
    from: ['server/http/openapi.yaml', 'node_modules/openapi-typescript/package.json'],
    makes: ['web/api/schema.d.ts'],
    run: () =>
      runProgram('node_modules/openapi-typescript/bin/cli.js', [
        'server/http/openapi.yaml',
        '--output',
        'web/api/schema.d.ts',
      ]),
  },
]

/** Generates what is not up to date. @param {{ force?: boolean, say?: (line: string) => void }} [options] */
export async function generate({ force = false, say = console.log } = {}) {
  for (const step of generated) {
    if (!step.from[0] || !existsSync(join(root, step.from[0]))) continue
    const print = fingerprint(step.from)
    if (!force && isDone(step.name, print, step.makes)) continue
    say(`Generating ${step.says} …`)
    markUndone(step.name)
    await step.run()
    markDone(step.name, print)
  }
}

if (process.argv[1] === import.meta.filename) await generate({ force: process.argv.includes('--force') })
