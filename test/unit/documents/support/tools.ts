import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@jest/globals'

export type Tool = 'pdftotext' | 'pdffonts' | 'pdfinfo' | 'pdfsig' | 'qpdf' | 'openssl'

const isThere = (tool: Tool): boolean => spawnSync(tool, ['--help'], { stdio: 'ignore' }).error === undefined

/** `test`, or where a tool is missing a skipped one with a line that says so; on CI a missing tool fails. */
export function testWith(...tools: Tool[]): typeof test | typeof test.skip {
  const missing = tools.filter((tool) => !isThere(tool))
  if (missing.length === 0 || process.env.CI === 'true') return test
  process.stderr.write(`skipped: ${missing.join(', ')} not installed\n`)
  return test.skip
}

export interface ToolRun {
  readonly status: number | null
  readonly out: string
}

/** Runs a tool over files that exist only for this call; `arguments_` name them. */
export function run(
  tool: Tool,
  arguments_: readonly string[],
  files: Readonly<Record<string, Uint8Array | string>>,
): ToolRun {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-paper-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    const { status, stdout, stderr } = spawnSync(tool, arguments_, { cwd: folder, encoding: 'utf8' })
    return { status, out: `${stdout}${stderr}` }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The text of a PDF, blanks and line ends as one blank. */
export function textOf(pdf: Uint8Array): string {
  return run('pdftotext', ['a.pdf', '-'], { 'a.pdf': pdf }).out.replace(/\s+/gu, ' ')
}
