// Bundles the bench as the product is bundled: what is measured runs without a loader. Rivals go where their packages
// lie (bench/dist), all else where the product's do (dist/bench): two majors of one package must not mix.
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** @param {string} out @param {Record<string, string>} entries */
function bundle(out, entries) {
  return build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([name, source]) => ({ in: source, out: name })),
    outdir: out,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  })
}

/** @param {string} folder @param {string} prefix */
function entriesOf(folder, prefix) {
  const files = readdirSync(join(import.meta.dirname, folder)).filter((name) => name.endsWith('.ts'))
  return Object.fromEntries(files.map((file) => [`${prefix}${basename(file, '.ts')}`, `bench/${folder}/${file}`]))
}

export async function bundleBench() {
  mkdirSync(join(root, 'dist/bench'), { recursive: true })
  await bundle('dist/bench', {
    table: 'bench/run-table.ts',
    tables: 'bench/tables/index.ts',
    ...entriesOf('stations', 'station-'),
  })
  await bundle('bench/dist', entriesOf('rivals', 'rival-'))
  copyFileSync(join(root, 'server/gateway-protocol/gateway.proto'), join(root, 'dist/bench/gateway.proto'))
}
