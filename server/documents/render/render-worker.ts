/**
 * The process that holds the compiler. Its own entry: `renderer.ts` starts it, the build names it `render-worker`.
 * It reads its fonts once, then answers one job at a time, and ends when its parent does.
 */
import { readFileSync } from 'node:fs'
import { createPaperCompiler } from './compile-paper.ts'
import type { RenderJob } from './contract.ts'
import { readFont } from './font.ts'

const fonts = process.argv.slice(2).map((path) => readFileSync(path))
const compile = createPaperCompiler(
  fonts,
  fonts.map((font) => readFont(font).name),
)

process.on('message', (job: RenderJob) => process.send?.(compile(job)))
process.on('disconnect', () => process.exit(0))
// Signals of a terminal reach the whole group; the parent decides when this process ends.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
