import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'

/**
 * The SQL that leads from one Prisma schema to another; undefined when they mean the same tables. Compares the texts
 * alone: no database is asked.
 * @param before undefined for an empty database
 */
export async function schemaDifference(before: string | undefined, after: string): Promise<string | undefined> {
  await loadEngine()
  // The engine wants an adapter to know the dialect; it connects to nothing.
  const pg = new PrismaPg({ connectionString: 'postgres://nobody@127.0.0.1:1/none' })
  // It calls the methods without their object.
  const adapter = {
    provider: pg.provider,
    adapterName: pg.adapterName,
    connect: () => pg.connect(),
    connectToShadowDb: () => pg.connectToShadowDb(),
  }
  const datamodels: [string, string][] = [['schema.prisma', after]]
  const schemas = await engine.SchemaEngine.new({ datamodels }, () => undefined, adapter)
  try {
    const { stdout } = await schemas.diff({
      from: before === undefined ? { tag: 'empty' } : datamodel(before),
      to: datamodel(after),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    const sql = stdout?.trim() ?? ''
    return sql === '' || sql === '-- This is an empty migration.' ? undefined : `${sql}\n`
  } finally {
    schemas.free()
  }
}

function datamodel(content: string) {
  return { tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] }
}

/** The package's own entry imports its WebAssembly as a module, which Node does only behind a flag. */
async function loadEngine(): Promise<void> {
  const file = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm')
  const { instance } = await WebAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': engine })
  engine.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
}
