/**
 * The process that holds the compiler. An entry of its own, which the build names `render-worker`.
 * It reads its fonts once, then answers one job at a time, and ends when its parent does.
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { createPaperCompiler } from './compile-paper.ts'
import type { RenderJob } from './contract.ts'
import { readFont } from './font.ts'

const fonts = process.argv.slice(2).map((path) => readFileSync(path))
const compile = createPaperCompiler(
  fonts,
  fonts.map((font) => readFont(font).name),
)

// A parent that is killed leaves no word, and a thread inside native code hears none: this one watches beside it.
// It stands before the first job, since a busy process cannot start it any more.
const watch = `const parent = process.ppid
setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL') }, 1000)
require('node:worker_threads').parentPort.postMessage('watching')`
const watcher = new Worker(watch, { eval: true, execArgv: [] })
await once(watcher, 'message')
watcher.unref()

process.on('message', (job: RenderJob) => process.send?.(compile(job)))
process.on('disconnect', () => process.exit(0))
// Signals of a terminal reach the whole group; the parent decides when this process ends.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
