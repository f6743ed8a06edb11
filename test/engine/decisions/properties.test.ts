import { expect, test } from '@jest/globals'
import type { JsonValue } from '#feel'
import { evaluateDecision, parseDecisions } from '../../../server/engine/decisions/index.ts'
import fc from '../../support/properties.ts'
import { aDecision, aFile, aTable, now } from './tables.ts'

const json = fc.jsonValue({ maxDepth: 2 }).map((value): JsonValue => JSON.parse(JSON.stringify(value)))
const entry = fc.constantFrom(
  '-',
  '',
  '1',
  '> 1',
  '[1..5]',
  '"a","b"',
  'not(null)',
  '? = x',
  'x',
  'true',
  'date("2024-01-01")',
  'contains(?, "a")',
  '> >',
  'for i in 1..1e9 return i',
)
const output = fc.constantFrom('1', '"a"', 'x', 'null', '{a: x}', '[x]', '0.1', 'now()', 'y.z', '1 +')
const policy = fc.constantFrom('UNIQUE', 'FIRST', 'ANY', 'PRIORITY', 'OUTPUT ORDER', 'RULE ORDER', 'COLLECT')
const aggregation = fc.constantFrom(undefined, 'SUM', 'MIN', 'MAX', 'COUNT', 'AVERAGE')

const table = fc.record({
  hitPolicy: policy,
  aggregation,
  rules: fc.array(fc.tuple(entry, entry, output), { maxLength: 5 }),
})

test('a table of whatever cells is refused with a reason, or decides or fails with one', () => {
  fc.assert(
    fc.property(table, json, json, ({ hitPolicy, aggregation: sum, rules }, x, y) => {
      const text = {
        hitPolicy,
        ...(sum === undefined ? {} : { aggregation: sum }),
        inputs: ['x', 'y'],
        outputs: ['o'],
        rules,
      }
      const parsed = parseDecisions(aFile(aDecision({ id: 'd', logic: aTable(text) })))
      if (!parsed.ok) return expect(parsed.error).toMatch(/failed to parse expression|unknown aggregation/)
      const result = evaluateDecision(parsed.requirements, 'd', { x, y }, { now })
      if (!result.ok) expect(result.message).toMatch(/^Expected to evaluate decision 'd', but ./)
      else expect(JSON.parse(JSON.stringify(result.output))).toEqual(result.output)
    }),
    { numRuns: 500 },
  )
})

test('a file with pieces cut out or doubled is read or refused', () => {
  const file = aFile(
    aDecision({ id: 'a', logic: aTable({ inputs: ['x'], outputs: ['o'], rules: [['> 1', '2']] }), requires: ['b'] }),
    aDecision({ id: 'b', logic: '<literalExpression><text>1</text></literalExpression>' }),
  )
  fc.assert(
    fc.property(fc.nat(file.length), fc.nat(60), fc.boolean(), (from, length, doubled) => {
      const piece = file.slice(from, from + length)
      const changed = file.slice(0, from) + (doubled ? piece + piece : '') + file.slice(from + length)
      const parsed = parseDecisions(changed)
      if (!parsed.ok) return expect(parsed.error).not.toBe('')
      for (const { id } of parsed.requirements.decisions) {
        expect(evaluateDecision(parsed.requirements, id, { x: 2 }, { now }).evaluated.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: 1000 },
  )
})
