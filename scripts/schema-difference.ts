import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'

/**
 * The SQL that leads from one Prisma schema to another; undefined when they mean the same tables.
 * @param server URL of any PostgreSQL: the engine asks it for its version and touches nothing in it
 * @param before undefined for an empty database
 */
export async function schemaDifference(
  server: string,
  before: string | undefined,
  after: string,
): Promise<string | undefined> {
  await loadEngine()
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: server }))
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
