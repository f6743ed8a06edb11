import { describe, expect, test } from '@jest/globals'
import { aDecision, aFile, aLiteral, aTable, errorOf, evaluate, parsed } from './tables.ts'

const shipping = [
  aDecision({ id: 'total', logic: aLiteral('rate * copies + base'), requires: ['rate', 'base'] }),
  aDecision({ id: 'base', logic: aLiteral('if urgent then 5000 else 0') }),
  aDecision({
    id: 'rate',
    logic: aTable({
      inputs: ['kind'],
      outputs: ['rate'],
      rules: [
        ['"extract"', '8000'],
        ['"copy"', '2000'],
      ],
    }),
  }),
]

describe('Decisions that require others', () => {
  test('see their results, and all are told in the order of evaluation', () => {
    const result = evaluate(parsed(...shipping), 'total', { kind: 'extract', copies: 3, urgent: true })
    expect(result).toMatchObject({ ok: true, output: 29000 })
    expect(result.evaluated.map(({ decisionId, decisionOutput }) => [decisionId, decisionOutput])).toEqual([
      ['rate', 8000],
      ['base', 5000],
      ['total', 29000],
    ])
  })

  test('are listed in the order of the file', () => {
    expect(parsed(...shipping)).toMatchObject({ id: 'drg', name: 'Rules' })
    expect(parsed(...shipping).decisions.map(({ id }) => id)).toEqual(['total', 'base', 'rate'])
  })

  test('name the decision that failed, which is not the one that was asked for', () => {
    const requirements = parsed(
      aDecision({ id: 'asked', logic: aLiteral('needed'), requires: ['needed', 'fine'] }),
      aDecision({ id: 'fine', logic: aLiteral('1') }),
      aDecision({ id: 'needed', logic: aLiteral('assert(x, x > 1)') }),
    )
    const result = evaluate(requirements, 'asked', { x: 1 })
    expect(result).toMatchObject({ ok: false, failedDecisionId: 'needed' })
    expect(result.ok ? '' : result.message).toMatch(/^Expected to evaluate decision 'asked', but Assertion failure/)
    expect(result.evaluated.map(({ decisionId }) => decisionId)).toEqual(['needed'])
  })

  test('evaluate a shared requirement once, however many paths lead to it', () => {
    const levels = Array.from({ length: 60 }, (_, level) =>
      ['a', 'b'].map((side) =>
        aDecision({
          id: `${side}${level}`,
          logic: aLiteral(level === 0 ? '1' : `a${level - 1} + b${level - 1}`),
          requires: level === 0 ? [] : [`a${level - 1}`, `b${level - 1}`],
        }),
      ),
    )
    const result = evaluate(parsed(...levels.flat()), 'a59')
    expect(result).toMatchObject({ ok: true, output: 2 ** 59 })
    expect(result.evaluated).toHaveLength(119)
  })

  test('see a result under the name of its variable', () => {
    const requirements = parsed(
      aDecision({ id: 'd', logic: aLiteral('amount + 1'), requires: ['other'] }),
      aDecision({ id: 'other', logic: aLiteral('41'), variable: '<variable name="amount" typeRef="number"/>' }),
    )
    expect(evaluate(requirements, 'd')).toMatchObject({ ok: true, output: 42 })
  })

  test('must give the type that their variable declares; null always fits', () => {
    const typed = (text: string) =>
      evaluate(
        parsed(aDecision({ id: 'd', logic: aLiteral(text), variable: '<variable name="d" typeRef="number"/>' })),
        'd',
      )
    expect(typed('1')).toMatchObject({ ok: true, output: 1 })
    expect(typed('null')).toMatchObject({ ok: true, output: null })
    expect(typed('"a"')).toMatchObject({
      ok: false,
      message: `Expected to evaluate decision 'd', but expected 'number' but found '"a"'`,
    })
  })

  test('may not require each other', () => {
    const file = aFile(
      aDecision({ id: 'a', logic: aLiteral('b'), requires: ['b'] }),
      aDecision({ id: 'b', logic: aLiteral('c'), requires: ['c'] }),
      aDecision({ id: 'c', logic: aLiteral('a'), requires: ['a'] }),
    )
    expect(errorOf(file)).toBe('Invalid DMN model: Cyclic dependencies between decisions detected.')
    expect(errorOf(aFile(aDecision({ id: 'a', logic: aLiteral('a'), requires: ['a'] })))).toContain('Cyclic')
  })

  test('that are unknown fail', () => {
    expect(evaluate(parsed(...shipping), 'nothing')).toEqual({
      ok: false,
      failedDecisionId: 'nothing',
      message: "Expected to evaluate decision 'nothing', but no decision found with id 'nothing'",
      evaluated: [],
    })
  })
})

describe('Other logic', () => {
  const knowledge = `<businessKnowledgeModel id="bkm" name="per copy"><encapsulatedLogic>
    <formalParameter name="copies" typeRef="number"/><formalParameter name="rate" typeRef="number"/>
    ${aLiteral('copies * rate')}</encapsulatedLogic></businessKnowledgeModel>`

  test('a context has entries that see those before them', () => {
    const context = `<context><contextEntry><variable name="a"/>${aLiteral('2')}</contextEntry>
      <contextEntry><variable name="b"/>${aLiteral('a * x')}</contextEntry></context>`
    expect(evaluate(parsed(aDecision({ id: 'd', logic: context })), 'd', { x: 21 })).toMatchObject({
      output: { a: 2, b: 42 },
      evaluated: [{ decisionType: 'CONTEXT' }],
    })
  })

  test('a context’s last entry without a name is its result', () => {
    const context = `<context><contextEntry><variable name="a"/>${aLiteral('2')}</contextEntry>
      <contextEntry>${aLiteral('a + 1')}</contextEntry></context>`
    expect(evaluate(parsed(aDecision({ id: 'd', logic: context })), 'd')).toMatchObject({ ok: true, output: 3 })
  })

  test('a context may hold a function', () => {
    const context = `<context><contextEntry><variable name="twice"/><functionDefinition><formalParameter name="n"/>${aLiteral('2 * n + x')}</functionDefinition></contextEntry>
      <contextEntry>${aLiteral('twice(20)')}</contextEntry></context>`
    expect(evaluate(parsed(aDecision({ id: 'd', logic: context })), 'd', { x: 2 })).toMatchObject({
      ok: true,
      output: 42,
    })
  })

  test('lists and relations give lists', () => {
    expect(
      evaluate(parsed(aDecision({ id: 'd', logic: `<list>${aLiteral('1')}${aLiteral('x')}</list>` })), 'd', { x: 2 }),
    ).toMatchObject({ output: [1, 2], evaluated: [{ decisionType: 'LIST' }] })
    const relation = `<relation><column name="a"/><column name="b"/><row>${aLiteral('1')}${aLiteral('2')}</row>
      <row>${aLiteral('3')}${aLiteral('4')}</row></relation>`
    expect(evaluate(parsed(aDecision({ id: 'd', logic: relation })), 'd')).toMatchObject({
      output: [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
      evaluated: [{ decisionType: 'RELATION' }],
    })
  })

  test('a business knowledge model is a function by its name', () => {
    const requirements = parsed(knowledge, aDecision({ id: 'd', logic: aLiteral('per copy(3, 8000)'), knows: ['bkm'] }))
    expect(evaluate(requirements, 'd')).toMatchObject({ ok: true, output: 24000 })
  })

  test('an invocation binds a model’s parameters', () => {
    const invocation = `<invocation>${aLiteral('per copy')}<binding><parameter name="copies"/>${aLiteral('n')}</binding>
      <binding><parameter name="rate"/>${aLiteral('8000')}</binding></invocation>`
    const requirements = parsed(knowledge, aDecision({ id: 'd', logic: invocation, knows: ['bkm'] }))
    expect(evaluate(requirements, 'd', { n: 2 })).toMatchObject({
      output: 16000,
      evaluated: [{ decisionType: 'INVOCATION' }],
    })
    expect(evaluate(requirements, 'd', { n: 'two' })).toMatchObject({
      ok: false,
      message: expect.stringContaining(`expected 'number' but found '"two"'`),
    })
  })
})
