/**
 * Lints services: `node --import tsx scripts/lint-services.ts [--folder DIR]`, the repository's own unless a further
 * folder (MOTCUA_SERVICES) is named, whose cards may use the repository's files. Prints what is wrong and ends with 1.
 */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { lintFolder, runLint } from '../server/modeling/lint/index.ts'

const house = resolve(import.meta.dirname, '..')
const { values } = parseArgs({ options: { folder: { type: 'string' } } })
const findings = values.folder === undefined ? await runLint([house]) : await lintFolder(house, resolve(values.folder))
for (const { file, at, rule, message } of findings) console.log(`${file}${at ? ` ${at}` : ''}: ${message} [${rule}]`)
console.log(findings.length === 0 ? 'All services are whole.' : `${findings.length} findings.`)
process.exitCode = findings.length === 0 ? 0 : 1
