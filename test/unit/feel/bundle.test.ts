import { gzipSync } from 'node:zlib'
import { expect, test } from '@jest/globals'
import { build } from 'esbuild'

test('for the browser, FEEL with its grammar stays below 50 kB gzipped (27 of them the grammar and its parser) and asks for nothing of Node', async () => {
  const built = await build({
    entryPoints: ['server/feel/index.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
  })
  const [file] = built.outputFiles
  expect(gzipSync(file?.contents ?? '').length).toBeLessThan(50_000)
  const packages = Object.keys(built.metafile.inputs).flatMap(
    (path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  )
  expect([...new Set(packages)].sort()).toEqual([
    '@lezer/common',
    '@lezer/highlight',
    '@lezer/lr',
    'lezer-feel',
    'min-dash',
  ])
})
