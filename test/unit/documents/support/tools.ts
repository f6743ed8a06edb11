import { spawnSync } from 'node:child_process'
import { test } from '@jest/globals'
import type { Tool } from './run-tool.ts'

export { linesOf, run, textOf } from './run-tool.ts'

const isThere = (tool: Tool): boolean => spawnSync(tool, ['--help'], { stdio: 'ignore' }).error === undefined

/** `test`, or where a tool is missing a skipped one with a line that says so; on CI a missing tool fails. */
export function testWith(...tools: Tool[]): typeof test | typeof test.skip {
  const missing = tools.filter((tool) => !isThere(tool))
  if (missing.length === 0 || process.env.CI === 'true') return test
  process.stderr.write(`skipped: ${missing.join(', ')} not installed\n`)
  return test.skip
}
