import { describe, expect, test } from '@jest/globals'
import { parseDecisions } from '../../../server/engine/decisions/index.ts'
import { aDecision, aFile, aLiteral, aTable, errorOf, evaluate, parsed } from './tables.ts'

describe('DMN files with faults', () => {
  test('tell every faulty expression, one per line', () => {
    const file = aFile(
      aDecision({ id: 'a', logic: aLiteral('1 +') }),
      aDecision({ id: 'b', logic: aTable({ inputs: ['x'], outputs: ['o'], rules: [['> )', '1']] }) }),
    )
    expect(errorOf(file).split('\n')).toEqual([
      "FEEL expression: failed to parse expression '1 +': unexpected end",
      "FEEL unary-tests: failed to parse expression '> )': unexpected ')' at line 1, column 3",
    ])
  })

  const table = (hitPolicy: string, aggregation?: string, outputs = ['o']) =>
    aDecision({
      id: 'a',
      logic: aTable({ hitPolicy, inputs: ['x'], outputs, rules: [], ...(aggregation ? { aggregation } : {}) }),
    })

  test.each([
    ['no id', aFile('<decision name="a"/>'), 'must have an id and a name'],
    ['no name', aFile('<decision id="a"/>'), 'must have an id and a name'],
    ['no logic', aFile('<decision id="a" name="A"/>'), "the decision 'a' has no logic"],
    [
      'an id twice',
      aFile(aDecision({ id: 'a', logic: aLiteral('1') }), aDecision({ id: 'a', logic: aLiteral('2') })),
      "the id 'a' is used more than once",
    ],
    ['unknown logic', aFile('<decision id="a" name="A"><magic/></decision>'), "unsupported expression found 'magic'"],
    ['an unknown hit policy', aFile(table('LAST')), "unknown hit policy 'LAST'"],
    ['a hit policy named like a member of objects', aFile(table('constructor')), "unknown hit policy 'constructor'"],
    ['an aggregation of two outputs', aFile(table('COLLECT', 'SUM', ['a', 'b'])), 'not defined for compound output'],
    ['outputs without a name', aFile(table('FIRST', undefined, ['a', ''])), 'no output name defined'],
    [
      'another language',
      aFile(
        '<decision id="a" name="A"><literalExpression expressionLanguage="groovy"><text>1</text></literalExpression></decision>',
      ),
      "Expression language 'groovy' is not supported",
    ],
    [
      'a rule that lacks a cell',
      aFile(aDecision({ id: 'a', logic: aTable({ inputs: ['x', 'y'], outputs: ['o'], rules: [['1', '2']] }) })),
      'does not have an entry per column',
    ],
    [
      'an expression without text',
      aFile('<decision id="a" name="A"><literalExpression id="le"/></decision>'),
      "The expression 'le' must not be empty.",
    ],
  ])('%s', (_, xml, error) => {
    expect(errorOf(xml)).toContain(error)
  })

  test('read DMN 1.1 to 1.3, whatever prefix the namespace has', () => {
    for (const uri of ['http://www.omg.org/spec/DMN/20151101/dmn.xsd', 'http://www.omg.org/spec/DMN/20180521/MODEL/']) {
      const xml = `<dmn:definitions xmlns:dmn="${uri}" id="i" name="n"><dmn:decision id="a" name="A"><dmn:literalExpression><dmn:text><![CDATA[1 < 2]]></dmn:text></dmn:literalExpression></dmn:decision></dmn:definitions>`
      const result = parseDecisions(xml)
      expect(result.ok && evaluate(result.requirements, 'a')).toMatchObject({ ok: true, output: true })
    }
  })

  test('leave out elements and attributes of other namespaces', () => {
    const foreign = '<x:extra xmlns:x="urn:x"><x:decision id="b" name="B"/>text</x:extra>'
    expect(parsed(foreign, aDecision({ id: 'a', logic: aLiteral('1') })).decisions.map(({ id }) => id)).toEqual(['a'])
  })
})

const definitions = (attributes: string, inner = ''): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="i" name="n" ${attributes}>${inner}</definitions>`

describe('Hostile files (families 13 to 18)', () => {
  test.each([
    ['13 empty', ''],
    ['13 a byte order mark only', '\uFEFF'],
    ['13 no XML', '{"a":1}'],
    ['13 HTML', '<!doctype html><html></html>'],
    ['13 another root', '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="i" name="n"/>'],
    ['13 no namespace', '<definitions id="i" name="n"/>'],
    ['13 two roots', `${definitions('')}${definitions('')}`],
    ['14 an external entity', `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${definitions('', '&x;')}`],
    ['14 a parameter entity', `<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;]>${definitions('')}`],
    ['15 billion laughs', `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${definitions('', '&b;')}`],
    ['15 an undeclared entity', definitions('', '&lol;')],
    ['17 deep nesting', definitions('', '<description>'.repeat(100_000))],
    ['17 deep nesting in a foreign namespace', definitions('', '<x xmlns="urn:x">'.repeat(100_000))],
    ['17 a long attribute', definitions(`label="${'x'.repeat(1_000_000)}"`)],
    ['17 many attributes', definitions(Array.from({ length: 10_000 }, (_, index) => `a${index}=""`).join(' '))],
    ['17 many elements', definitions('', '<description/>'.repeat(60_000))],
    ['18 a NUL reference', definitions('', '<description>&#0;</description>')],
    ['18 a lone surrogate reference', definitions('', '<description>&#xD800;</description>')],
    ['18 beyond Unicode', definitions('', '<description>&#x110000;</description>')],
    ['18 a control character', definitions('', '<description>\u0001</description>')],
    ['19 size', definitions('', `<description>${'x'.repeat(3_000_000)}</description>`)],
    [
      '19 many decisions',
      definitions(
        '',
        Array.from({ length: 501 }, (_, index) => aDecision({ id: `d${index}`, logic: aLiteral('1') })).join(''),
      ),
    ],
  ])('%s is refused in time', (_, xml) => {
    const start = performance.now()
    const result = parseDecisions(xml)
    expect(result.ok).toBe(false)
    expect(result.ok ? '' : result.error.length).toBeGreaterThan(10)
    expect(performance.now() - start).toBeLessThan(3000)
  })

  test('ids and names that objects have are names like any other', () => {
    const requirements = parsed(
      aDecision({ id: 'constructor', logic: aLiteral('__proto__ + 1'), requires: ['__proto__'] }),
      aDecision({ id: '__proto__', logic: aLiteral('1') }),
      aDecision({
        id: 'two',
        logic: aTable({ inputs: ['1'], outputs: ['__proto__', 'toString'], rules: [['-', '1', '2']] }),
      }),
    )
    expect(evaluate(requirements, 'constructor')).toMatchObject({ ok: true, output: 2 })
    const both = evaluate(requirements, 'two')
    expect(both.ok && JSON.stringify(both.output)).toBe('{"__proto__":1,"toString":2}')
    expect(evaluate(requirements, 'hasOwnProperty')).toMatchObject({ ok: false })
  })

  test('a table of costly cells ends within its budget', () => {
    const cell = 'count(for i in 1..90000 return i) > 0'
    const rules = Array.from({ length: 500 }, () => [`${cell} or ? = 1`, '1'])
    const requirements = parsed(
      aDecision({ id: 'd', logic: aTable({ hitPolicy: 'COLLECT', inputs: ['x'], outputs: ['o'], rules }) }),
    )
    const start = performance.now()
    expect(evaluate(requirements, 'd', { x: 1 })).toMatchObject({
      ok: false,
      message: expect.stringContaining('too many steps'),
    })
    expect(performance.now() - start).toBeLessThan(3000)
  })
})
