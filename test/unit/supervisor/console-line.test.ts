import { describe, expect, test } from '@jest/globals'
import { consoleText } from '../../../server/supervisor/console-line.ts'

describe('what the console shows of a part', () => {
  test.each([
    ['a warning of a structured log', 'app', 'out', '{"level":40,"msg":"slow"}', 'app: warning: slow'],
    ['an error with its cause', 'app', 'out', '{"level":50,"msg":"x","err":{"message":"y"}}', 'app: error: x: y'],
    ['a stack on standard error', 'engine', 'err', 'TypeError: no', 'engine: TypeError: no'],
    ['what ends PostgreSQL', 'postgres', 'err', 'PANIC:  disk full', 'postgres: PANIC:  disk full'],
  ] as const)('%s', (_name, part, stream, line, shown) => {
    expect(consoleText(part, stream, line)).toBe(shown)
  })

  test.each([
    ['information of a structured log', 'app', 'out', '{"level":30,"msg":"started"}'],
    ['plain output', 'simulators', 'out', 'bound'],
    ['what PostgreSQL writes in its daily work', 'postgres', 'err', 'LOG:  database system is ready'],
    ["a statement's error, which its caller hears", 'postgres', 'err', 'ERROR:  duplicate key value'],
  ] as const)('leaves to the log %s', (_name, part, stream, line) => {
    expect(consoleText(part, stream, line)).toBeUndefined()
  })
})
