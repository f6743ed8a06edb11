import { writeFileSync } from 'node:fs'
import { tables } from './tables/index.ts'

/** Measures one table in a process of its own: `table.js NAME OPTIONS RESULT-FILE`. */
const [name = '', options = '{}', result = ''] = process.argv.slice(2)
const table = Object.hasOwn(tables, name) ? tables[name] : undefined
if (!table) throw new Error(`There is no table '${name}'`)
writeFileSync(result, JSON.stringify(await table.measure(JSON.parse(options))))
process.exit(0)
