/** Lints all services: `node --import tsx scripts/lint-services.ts [folder …]`. Prints what is wrong and ends with 1. */
import { resolve } from 'node:path'
import { runLint } from '../server/modeling/lint/index.ts'

const folders = process.argv.slice(2)
const findings = await runLint((folders.length > 0 ? folders : ['.']).map((folder) => resolve(folder)))
for (const { file, at, rule, message } of findings) console.log(`${file}${at ? ` ${at}` : ''}: ${message} [${rule}]`)
console.log(findings.length === 0 ? 'All services are whole.' : `${findings.length} findings.`)
process.exitCode = findings.length === 0 ? 0 : 1
