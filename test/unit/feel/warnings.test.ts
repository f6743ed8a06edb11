import { describe, expect, test } from '@jest/globals'
import { evaluation, failure, type Variables, warnings } from './evaluating.ts'

describe('What cannot be reckoned is null with a warning', () => {
  const rows: [string, string[], Variables?][] = [
    ['x', ["[NO_VARIABLE_FOUND] No variable found with name 'x'"]],
    [
      'x.y',
      [
        "[NO_VARIABLE_FOUND] No variable found with name 'x'",
        "[NO_CONTEXT_ENTRY_FOUND] No context entry found with key 'y'. The context is null",
      ],
    ],
    [
      'x.y',
      ["[NO_CONTEXT_ENTRY_FOUND] No context entry found with key 'y'. Available keys: 'a', 'b'"],
      { x: { a: 1, b: 2 } },
    ],
    ['{}.y', ["[NO_CONTEXT_ENTRY_FOUND] No context entry found with key 'y'. The context is empty"]],
    [
      '@"2024-01-01".hour',
      [
        "[NO_PROPERTY_FOUND] No property found with name 'hour' of value '2024-01-01'. Available properties: 'year', 'month', 'day', 'weekday'",
      ],
    ],
    ['"a" + 1', [`[INVALID_TYPE] Can't add '1' to '"a"'`]],
    ['1 - "a"', [`[INVALID_TYPE] Can't subtract '"a"' from '1'`]],
    ['null * 2', ["[INVALID_TYPE] Can't multiply 'null' by '2'"]],
    ['1 / 0', ["[INVALID_TYPE] Can't divide '1' by '0'"]],
    ['1 = "a"', [`[NOT_COMPARABLE] Can't compare '1' with '"a"'`]],
    ['1 < null', ["[NOT_COMPARABLE] Can't compare '1' with 'null'"]],
    ['if 1 then 2 else 3', ["[INVALID_TYPE] Expected boolean but found '1'"]],
    ['for x in 1 return x', ["[INVALID_TYPE] Expected list but found '1'"]],
    [
      'for x in 1..y return x',
      ["[NO_VARIABLE_FOUND] No variable found with name 'y'", "[INVALID_TYPE] Expected number but found 'null'"],
    ],
    ['trim("a")', ["[NO_FUNCTION_FOUND] No function found with name 'trim' and 1 parameters"]],
    ['count()', ["[NO_FUNCTION_FOUND] No function found with name 'count' and 0 parameters"]],
    ['count(l: [1])', ["[NO_FUNCTION_FOUND] No function found with name 'count' and parameters: l"]],
    [
      'contains(null, "a")',
      [`[FUNCTION_INVOCATION_FAILURE] Failed to invoke function 'contains': Illegal arguments: 'null', '"a"'`],
    ],
    [
      'date("2024-02-30")',
      ["[FUNCTION_INVOCATION_FAILURE] Failed to invoke function 'date': Failed to parse date from '2024-02-30'"],
    ],
    ['get or else(x, 1)', ["[NO_VARIABLE_FOUND] No variable found with name 'x'"]],
  ]
  test.each(rows)('%s', (source, expected, variables = {}) => {
    expect(warnings(source, variables)).toEqual(expected)
  })

  test('but a null variable is no missing one, and a right operand that is not needed is not asked', () => {
    expect(warnings('x = null', { x: null })).toEqual([])
    expect(warnings('false and x')).toEqual([])
    expect(warnings('true or x')).toEqual([])
  })

  test('warnings do not grow without end', () => {
    const all = warnings('for i in 1..1000 return missing')
    expect(all.length).toBe(50)
    expect(
      warnings('x.y', { x: Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`key${index}`, 1])) })[0]
        ?.length,
    ).toBeLessThan(1100)
  })
})

describe('Failures', () => {
  test('an assertion fails the whole expression', () => {
    expect(failure('[1, assert(x, x > 1)]', { x: 1 })).toBe(
      "Assertion failure on evaluate the expression '[1, assert(x, x > 1)]': The condition is not fulfilled",
    )
    expect(failure('assert(x, x != null, "Thiếu hồ sơ")')).toMatch(/: Thiếu hồ sơ$/)
    expect(evaluation('assert(x, x > 1)', { x: 2 })).toMatchObject({ ok: true, value: 2 })
  })

  test('the tested value has no meaning outside of a test', () => {
    expect(failure('? > 1')).toBe("failed to evaluate expression '? > 1': '?' can only be used inside a unary test")
  })
})
