import { describe, expect, test } from '@jest/globals'
import { aDecision, aTable, evaluate, outcomeOf, parsed, type TableText } from './tables.ts'

/** A fee of 8,000 đồng per copy, none for the exempt; the first rule that matches counts. */
const fee: TableText = {
  hitPolicy: 'FIRST',
  inputs: [
    { expression: 'exemption', label: 'Đối tượng miễn' },
    { expression: 'copies', label: 'Số bản' },
  ],
  outputs: [{ name: 'fee', label: 'Lệ phí' }, 'reason'],
  rules: [
    ['"child", "poor household", "meritorious"', '-', '0', '"exempt"'],
    ['', '[1..100]', '8000 * copies', '"per copy"'],
    ['', '> 100', '8000 * 100 + 5000 * (copies - 100)', '"bulk"'],
  ],
}

describe('A fee table', () => {
  test.each([
    [
      { exemption: 'child', copies: 3 },
      { fee: 0, reason: 'exempt' },
    ],
    [
      { exemption: null, copies: 1 },
      { fee: 8000, reason: 'per copy' },
    ],
    [
      { exemption: 'none', copies: 5 },
      { fee: 40000, reason: 'per copy' },
    ],
    [
      { exemption: 'poor household', copies: 500 },
      { fee: 0, reason: 'exempt' },
    ],
    [
      { exemption: 'none', copies: 120 },
      { fee: 900000, reason: 'bulk' },
    ],
    [{ exemption: 'none', copies: 0 }, null],
    [{ exemption: 'none', copies: 'many' }, null],
    [{}, null],
  ])('decides %j as %j', (variables, expected) => {
    expect(outcomeOf(fee, variables)).toEqual(expected)
  })

  test('tells its inputs, the rule that matched and that rule’s outputs', () => {
    const result = evaluate(parsed(aDecision({ id: 'fee', name: 'Fee', logic: aTable(fee) })), 'fee', { copies: 2 })
    expect(result).toEqual({
      ok: true,
      output: { fee: 16000, reason: 'per copy' },
      evaluated: [
        {
          decisionId: 'fee',
          decisionName: 'Fee',
          decisionType: 'DECISION_TABLE',
          decisionOutput: { fee: 16000, reason: 'per copy' },
          evaluatedInputs: [
            { inputId: 'in0', inputName: 'Đối tượng miễn', inputValue: null },
            { inputId: 'in1', inputName: 'Số bản', inputValue: 2 },
          ],
          matchedRules: [
            {
              ruleId: 'rule2',
              ruleIndex: 2,
              evaluatedOutputs: [
                { outputId: 'out0', outputName: 'Lệ phí', outputValue: 16000 },
                { outputId: 'out1', outputName: 'reason', outputValue: 'per copy' },
              ],
            },
          ],
        },
      ],
    })
  })
})

const scores = (hitPolicy?: string, aggregation?: string): TableText => ({
  ...(hitPolicy === undefined ? {} : { hitPolicy }),
  ...(aggregation === undefined ? {} : { aggregation }),
  inputs: ['n'],
  outputs: ['score'],
  rules: [
    ['> 0', '0.1'],
    ['> 10', '0.2'],
    ['> 20', '7'],
    ['< 0', '0.1'],
  ],
})

describe('Hit policies', () => {
  test.each([
    ['UNIQUE', undefined, 5, 0.1],
    ['UNIQUE', undefined, 0, null],
    ['FIRST', undefined, 25, 0.1],
    ['RULE ORDER', undefined, 25, [0.1, 0.2, 7]],
    ['COLLECT', undefined, 15, [0.1, 0.2]],
    ['COLLECT', undefined, 0, null],
    ['COLLECT', 'SUM', 15, 0.3],
    ['COLLECT', 'MIN', 25, 0.1],
    ['COLLECT', 'MAX', 25, 7],
    ['COLLECT', 'COUNT', 25, 3],
    ['COLLECT', 'COUNT', 0, null],
    ['ANY', undefined, 5, 0.1],
  ])('%s %s of %d is %j', (policy, aggregation, n, expected) => {
    expect(outcomeOf(scores(policy, aggregation), { n })).toEqual(expected)
  })

  test('UNIQUE is what a table without a policy has, and fails when two rules match', () => {
    expect(outcomeOf(scores(), { n: 15 })).toEqual({
      failed:
        "Expected to evaluate decision 'd', but multiple values aren't allowed for UNIQUE hit policy. " +
        "found: 'List(Map(score -> 0.1), Map(score -> 0.2))'",
    })
  })

  test('ANY fails when the matching rules differ', () => {
    expect(outcomeOf(scores('ANY'), { n: 15 })).toEqual({
      failed: expect.stringContaining("different values aren't allowed for ANY hit policy"),
    })
  })

  const severity: TableText = {
    hitPolicy: 'PRIORITY',
    inputs: ['n'],
    outputs: [{ name: 'level', values: '"high","medium","low"' }],
    rules: [
      ['> 0', '"low"'],
      ['> 10', '"high"'],
      ['> 5', '"medium"'],
      ['> 20', '"unlisted"'],
    ],
  }

  test('PRIORITY takes the output that is declared first', () => {
    expect(outcomeOf(severity, { n: 30 })).toBe('high')
    expect(outcomeOf(severity, { n: 7 })).toBe('medium')
  })

  test('OUTPUT ORDER lists all outputs in the declared order, undeclared ones last', () => {
    expect(outcomeOf({ ...severity, hitPolicy: 'OUTPUT ORDER' }, { n: 30 })).toEqual([
      'high',
      'medium',
      'low',
      'unlisted',
    ])
  })

  test('PRIORITY compares eleven declared values by their place, not by their digits', () => {
    const values = Array.from({ length: 11 }, (_, index) => `"v${index}"`).join(',')
    const table: TableText = {
      hitPolicy: 'PRIORITY',
      inputs: ['n'],
      outputs: [{ name: 'v', values }],
      rules: [
        ['-', '"v10"'],
        ['-', '"v2"'],
      ],
    }
    expect(outcomeOf(table, { n: 1 })).toBe('v2')
  })
})

describe('Input entries', () => {
  const oneRule = (entry: string): TableText => ({ inputs: ['x'], outputs: ['hit'], rules: [[entry, 'true']] })
  test.each([
    ['"a","b"', 'b', true],
    ['not("a","b")', 'b', null],
    ['not("a","b")', 'c', true],
    ['null', null, true],
    ['not(null)', null, null],
    ['? > 3 and ? < 9', 5, true],
    ['contains(?, "phường")', 'UBND phường Cầu Giấy', true],
    ['limit', 7, true],
    ['< limit', 6, true],
    ['list contains(allowed, ?)', 2, true],
    ['allowed', 3, true],
    ['allowed', 4, null],
    ['true', true, true],
    ['true', 5, null],
    ['date(?) >= date("2025-07-01")', '2025-07-02', true],
    ['[date("2025-01-01")..date("2025-12-31")]', '2025-07-02', null],
    [']1..3[', 3, null],
    ['(1..3]', 3, true],
    ['-', { any: 1 }, true],
  ])('%s holds for %j: %j', (entry, x, expected) => {
    expect(outcomeOf(oneRule(entry), { x, limit: 7, allowed: [1, 2, 3] })).toBe(expected)
  })
})

describe('Tables', () => {
  test('without a match give the declared defaults', () => {
    const table: TableText = {
      inputs: ['x'],
      outputs: [{ name: 'a', default: '1 + 1' }, 'b'],
      rules: [['1', '5', '6']],
    }
    expect(outcomeOf(table, { x: 2 })).toBe(2)
    expect(outcomeOf(table, { x: 1 })).toEqual({ a: 5, b: 6 })
  })

  test('name an input without a label by the first thirty characters of its expression', () => {
    const expression = 'if is defined(applicant.address) then 1 else 2'
    const requirements = parsed(
      aDecision({ id: 'd', logic: aTable({ inputs: [expression], outputs: ['o'], rules: [['-', '1']] }) }),
    )
    const [decision] = evaluate(requirements, 'd').evaluated
    expect(decision?.evaluatedInputs[0]?.inputName).toBe('if is defined(applicant.addres')
  })

  test('fail with the expression’s words where an assertion does, and keep what was evaluated', () => {
    const requirements = parsed(
      aDecision({
        id: 'd',
        logic: aTable({ inputs: ['x', 'assert(y, y != null, "no y")'], outputs: ['o'], rules: [['-', '-', '1']] }),
      }),
    )
    expect(evaluate(requirements, 'd', { x: 1 })).toMatchObject({
      ok: false,
      failedDecisionId: 'd',
      message: expect.stringMatching(/^Expected to evaluate decision 'd', but Assertion failure .*: no y$/),
      evaluated: [{ decisionOutput: null, evaluatedInputs: [{ inputName: 'x', inputValue: 1 }], matchedRules: [] }],
    })
  })

  test('read now from the clock that they are given, in the city’s zone', () => {
    const table: TableText = { inputs: ['today()'], outputs: ['d'], rules: [['-', 'string(now())']] }
    expect(outcomeOf(table, {})).toBe('2026-03-05T09:30:00@Asia/Ho_Chi_Minh')
  })

  test('sum only numbers', () => {
    const table: TableText = {
      hitPolicy: 'COLLECT',
      aggregation: 'SUM',
      inputs: ['1'],
      outputs: ['o'],
      rules: [
        ['-', '1'],
        ['-', '"two"'],
      ],
    }
    expect(outcomeOf(table, {})).toEqual({ failed: expect.stringContaining('expected number but found \'"two"\'') })
  })
})
