import { describe, expect, test } from '@jest/globals'
import { compileUnaryTests, type FeelValue, type JsonValue } from '#feel'
import { result, tested, type Variables } from './evaluating.ts'

describe('Unary tests', () => {
  const rows: [string, FeelValue, JsonValue, Variables?][] = [
    ['-', 1, true],
    ['-', null, true],
    ['1', 1, true],
    ['1', 2, false],
    ['1', null, false],
    ['1', 'a', null],
    ['"a","b"', 'b', true],
    ['not("a","b")', 'c', true],
    ['not("a")', 'a', false],
    ['null', null, true],
    ['null', 1, false],
    ['< 5', 4, true],
    ['>= 5', 4, false],
    ['< 5', 'a', null],
    ['< 5, > 7', 8, true],
    ['[1..5]', 5, true],
    ['[1..5)', 5, false],
    ['[1..5[', 5, false],
    [']1..5]', 1, false],
    ['(1..5)', 3, true],
    ['limit', 7, true, { limit: 7 }],
    ['< limit + 1', 7, true, { limit: 7 }],
    ['[limit..limit * 2]', 14, true, { limit: 7 }],
    ['list', 2, true, { list: [1, 2] }],
    ['list', 3, false, { list: [1, 2] }],
    ['list', [1, 2], true, { list: [1, 2] }],
    ['? > 3', 4, true],
    ['? > 3 and ? < 5, 9', 9, true],
    ['starts with(?, "A")', 'Anh', true],
    ['some x in ? satisfies x = 1', [0, 1], true],
    ['? = null', null, true],
    ['? + 1', 1, null],
    ['true', true, true],
    ['true', false, false],
    ['false', false, true],
    ['missing', 1, false],
  ]
  test.each(rows)('%s of %j is %j', (source, input, expected, variables = {}) => {
    expect(tested(source, input, variables)).toBe(expected)
  })
})

describe('in', () => {
  const rows: [string, JsonValue, Variables?][] = [
    ['5 in [1..5]', true],
    ['5 in (1, 2, > 4)', true],
    ['3 in (1, 2, > 4)', false],
    ['5 in > 4', true],
    ['5 in [1, 5]', true],
    ['"a" in ("b", "a")', true],
    ['x in list', true, { x: 'b', list: ['a', 'b'] }],
    ['null in [1, null]', true],
    ['date("2026-01-05") in [@"2026-01-01"..@"2026-01-31"]', true],
    ['1 in null', false],
    ['{x: 3, r: x in (? > 2)}.r', true],
  ]
  test.each(rows)('%s: %j', (source, expected, variables = {}) => {
    expect(result(source, variables)).toBe(expected)
  })
})

test('Unary tests tell the variables that they read, without the input', () => {
  const compiled = compileUnaryTests('? > limit, [low..high], contains(?, word)')
  expect(compiled.ok && [...compiled.expression.variables].sort()).toEqual(['high', 'limit', 'low', 'word'])
})
