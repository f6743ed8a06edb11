import { describe, expect, test } from '@jest/globals'
import { compileExpression, fromJson, type JsonValue, lookupIn, toJson, typeName } from '#feel'
import { evaluation, now, result, warnings } from './evaluating.ts'

function variablesOf(source: string, names: string[] = []): string[] {
  const compiled = compileExpression(source, { names })
  if (!compiled.ok) throw new Error(compiled.error)
  return [...compiled.expression.variables].sort()
}

describe('The variables of an expression', () => {
  test.each([
    ['a + b.c', ['a', 'b']],
    ['count(list) > 1', ['list']],
    ['for x in xs return x + y', ['xs', 'y']],
    ['for x in xs, y in x return partial', ['xs']],
    ['some x in xs satisfies x = limit', ['limit', 'xs']],
    ['{a: 1, b: a + c}', ['c']],
    ['{a: a}', ['a']],
    ['(function(x) x + y)(x)', ['x', 'y']],
    ['list[item > limit]', ['limit', 'list']],
    ['my rule(1)', ['my rule']],
    ['now() > due', ['due']],
    ['x in (1, > y)', ['x', 'y']],
    ['1 + 1', []],
  ])('%s: %j', (source, expected) => {
    expect(variablesOf(source)).toEqual(expected)
  })
})

describe('Names with spaces, signs and keywords (family 4)', () => {
  test.each([
    ['họ tên', 'họ tên'],
    ['a-b', 'a-b'],
    ['a + b', 'a + b'],
    ["người's", "người's"],
    ['if or else', 'if or else'],
    ['a.b', 'a.b'],
  ])('%s is read when the grammar is told of it', (name, source) => {
    expect(result(source, { [name]: 42 }, [name])).toBe(42)
    expect(variablesOf(source, [name])).toEqual([name])
  })

  test('or between backticks', () => {
    expect(result('`a-b` + `x y`', { 'a-b': 1, 'x y': 2 })).toBe(3)
  })

  test('without being told, a sign is an operator', () => {
    expect(result('a-b', { 'a-b': 1, a: 5, b: 2 })).toBe(3)
  })

  test('every built-in can be called, whatever keywords its name holds', () => {
    expect(
      result('[get or else(null, 1), list contains([1], 1), date and time("2024-01-01") = null, day of year(today())]'),
    ).toEqual([1, true, false, 64])
  })

  test('a variable named like a built-in neither hides it nor is hidden', () => {
    expect(result('sum + sum(1, 2)', { sum: 10 })).toBe(13)
    expect(result('date', { date: 'today' })).toBe('today')
  })
})

describe('Names that objects have are plain names (families 1, 4, 8)', () => {
  const inherited = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'length', 'prototype', 'this']

  test.each(inherited)('%s is no variable, no entry and no function unless it was given', (name) => {
    expect(result(name)).toBeNull()
    expect(warnings(name)).toEqual([`[NO_VARIABLE_FOUND] No variable found with name '${name}'`])
    for (const value of ['{}', '[1]', '"text"', '1', 'today()', 'function(x) x', '[1..2]']) {
      const read = result(`{v: ${value}, r: v.${name}}.r`)
      expect(JSON.stringify(read)).toMatch(/^(null|\[null\])$/)
      expect(result(`{v: ${value}, r: v.${name}()}.r`)).toBeNull()
    }
    expect(result(`get value({}, "${name}")`)).toBeNull()
    expect(result(`${name}("return process")`)).toBeNull()
  })

  test.each(inherited)('%s is what was given', (name) => {
    const given = JSON.parse(`{"${name}": {"${name}": 7}}`)
    expect(result(`${name}.${name}`, given)).toBe(7)
    expect(result(`x.${name}.${name}`, { x: given })).toBe(7)
    expect(JSON.stringify(result(`{${name}: 1, x: ${name} + 1}`))).toBe(`{"${name}":1,"x":2}`)
    expect(JSON.stringify(result(`context put({}, "${name}", 1)`))).toBe(`{"${name}":1}`)
    expect(JSON.stringify(result(`context merge([{}, {"${name}": 1}])`))).toBe(`{"${name}":1}`)
    expect(JSON.stringify(result(`context([{key: "${name}", value: 1}])`))).toBe(`{"${name}":1}`)
  })

  test('no prototype is changed by any of it', () => {
    result('put all(x, {"__proto__": {isAdmin: true}})', { x: JSON.parse('{"__proto__": {"isAdmin": true}}') })
    result('context put({}, ["__proto__", "isAdmin"], true)')
    result('context put({}, ["constructor", "prototype", "isAdmin"], true)')
    const plain: { isAdmin?: unknown } = {}
    expect(plain.isAdmin).toBeUndefined()
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
  })

  test.each([
    '"".constructor.constructor("return process")()',
    'function(x) external {java: {class: "java.lang.Runtime", method signature: "exit()"}}',
    '() => process',
    '[...x]',
    '{[x]: 1}',
    'class A {}',
    '\\u0061',
    'x?.y',
    'x`a`',
    'new Date()',
    'process.env',
    'globalThis',
    'import("fs")',
    'secrets.X',
    '{{secrets.X}}',
  ])('%s reaches nothing (families 1, 6)', (source) => {
    const compiled = compileExpression(source)
    if (!compiled.ok) return expect(compiled.error).toContain('failed to parse expression')
    const evaluated = compiled.expression.evaluate(lookupIn({}), { now })
    expect(evaluated.ok ? toJson(evaluated.value) : null).toBeNull()
  })

  test('text that looks like a template or an expression stays text (family 10)', () => {
    const texts = ['{{7*7}}', '$' + '{7*7}', '<%= 7*7 %>', '=7*7', '#{7*7}', '{constructor}']
    expect(result('for t in texts return t + ""', { texts })).toEqual(texts)
  })
})

describe('JSON', () => {
  const data: JsonValue = { a: [1, 1.5, 'x', null, true, { b: {} }], 'c d': '2024-01-01' }

  test('comes out as it went in', () => {
    expect(toJson(fromJson(data))).toEqual(data)
    expect(JSON.stringify(toJson(fromJson(JSON.parse('{"__proto__":{"x":1}}'))))).toBe('{"__proto__":{"x":1}}')
  })

  test('strings stay strings, also those that look like dates', () => {
    expect(result('x instance of string', { x: '2024-01-01' })).toBe(true)
  })

  test('has no minus zero, NaN or infinity, and no functions or ranges', () => {
    expect(Object.is(toJson(-0), 0)).toBe(true)
    expect(toJson([Number.NaN, Number.POSITIVE_INFINITY])).toEqual([null, null])
    expect(result('{f: function(x) x, r: [1..2]}')).toEqual({ f: null, r: null })
  })

  test('a context that looks like a FEEL value is a context', () => {
    const looks = { feelType: 'date', day: 1, toString: 'x' }
    expect(result('x.day', { x: looks })).toBe(1)
    expect(result('x instance of context', { x: looks })).toBe(true)
  })

  test.each([
    ['null', 'NULL'],
    ['true', 'BOOLEAN'],
    ['1', 'NUMBER'],
    ['"a"', 'STRING'],
    ['[]', 'ARRAY'],
    ['{}', 'OBJECT'],
    ['today()', 'DATE'],
    ['now()', 'DATE_TIME'],
    ['@"P1D"', 'DURATION'],
    ['@"P1M"', 'PERIOD'],
    ['@"10:00:00"', 'UNKNOWN'],
    ['function(x) x', 'UNKNOWN'],
  ])('%s is %s in Zeebe’s words', (source, expected) => {
    const evaluated = evaluation(source)
    expect(evaluated.ok && typeName(evaluated.value)).toBe(expected)
  })
})
