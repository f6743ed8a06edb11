// `npm run reconcile`: what no longer fits between PostgreSQL and the engine, shown; with `-- --apply` mended. The platform
// must be stopped.
import { build } from './build.mjs'
import { generate } from './generate.mjs'

await generate()
await build()
if (!process.argv.includes('--reconcile')) process.argv.push('--reconcile')
await import('../dist/server/main.js')
