import { describe, expect, test } from '@jest/globals'
import type { JsonValue } from '#feel'
import { parseError, result, type Variables } from './evaluating.ts'

type Row = [source: string, expected: JsonValue, variables?: Variables]
const hold = (rows: Row[]): void => {
  test.each(rows)('%s = %j', (source, expected, variables = {}) => {
    expect(result(source, variables)).toEqual(expected)
  })
}

describe('Literals', () => {
  hold([
    ['null', null],
    ['true', true],
    ['1.50', 1.5],
    ['.5', 0.5],
    ['-3', -3],
    ['"a\\"b\\\\c\\n\\t"', 'a"b\\c\n\t'],
    ['"\\d+ \\\' \\u0110"', "\\d+ ' Đ"],
    ['"hai\ndòng"', 'hai\ndòng'],
    ['[]', []],
    ['[1, [2, "3"], null]', [1, [2, '3'], null]],
    ['{}', {}],
    ['{a: 1, "b c": 2, d e: 3}', { a: 1, 'b c': 2, 'd e': 3 }],
    ['{a: 1, b: a + 1, c: b * a}', { a: 1, b: 2, c: 2 }],
    ['// remark\n1 /* and another */ + 1', 2],
  ])
})

describe('Arithmetic', () => {
  hold([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['2 ** 3 ** 2', 64],
    ['-2 ** 2', 4],
    ['7 / 2', 3.5],
    ['-x', -5, { x: 5 }],
    ['"Hà" + " " + "Nội"', 'Hà Nội'],
    ['1 / 0', null],
    ['0 / 0', null],
    ['1 + null', null],
    ['"a" + 1', null],
    ['3 ** 0.5', 1.73205080756888],
  ])
})

describe('Numbers read as decimals', () => {
  hold([
    ['0.1 + 0.2', 0.3],
    ['0.1 + 0.2 = 0.3', true],
    ['1.1 * 1.1', 1.21],
    ['0.1 * 3', 0.3],
    ['1.005 * 1000', 1005],
    ['100 * 1.1', 110],
    ['1 / 3', 0.333333333333333],
    ['9007199254740991 - 1', 9007199254740990],
    ['2251799813685249 + 1', 2251799813685250],
    ['sum([0.1, 0.1, 0.1])', 0.3],
    ['12345678901234567890 = 12345678901234567891', true],
    ['-0', 0],
    ['0 * -1', 0],
    ['10 ** 400', null],
    ['x', null, { x: Number.NaN }],
    ['x.y', null, { x: { y: Number.POSITIVE_INFINITY } }],
  ])
})

describe('Comparison', () => {
  hold([
    ['1 = 1.0', true],
    ['1 != 2', true],
    ['"a" < "b"', true],
    ['"Z" < "a"', true],
    ['null = null', true],
    ['null != null', false],
    ['null = 1', false],
    ['x = null', true],
    ['x != null', true, { x: 0 }],
    ['1 = "1"', null],
    ['1 < null', null],
    ['true < false', null],
    ['[1, 2] = [1, 2]', true],
    ['[1, 2] = [2, 1]', false],
    ['{a: 1, b: [1]} = {b: [1], a: 1}', true],
    ['{a: 1} = {a: 1, b: null}', false],
    ['5 between 1 and 5', true],
    ['5 between 6 and 9', false],
    ['x between 1 and 5 and y', true, { x: 3, y: true }],
    ['null between 1 and 2', null],
  ])
})

describe('Three-valued logic', () => {
  hold([
    ['true and null', null],
    ['false and null', false],
    ['null and false', false],
    ['null and null', null],
    ['true or null', true],
    ['null or true', true],
    ['false or null', null],
    ['true and 1', null],
    ['false and 1', false],
    ['true or false and false', true],
    ['not(true)', false],
    ['not(null)', null],
    ['not(1)', null],
  ])
})

describe('If, for, some and every', () => {
  hold([
    ['if 1 < 2 then "a" else "b"', 'a'],
    ['if null then 1 else 2', 2],
    ['if "true" then 1 else 2', 2],
    ['if a then 1 else if b then 2 else 3', 2, { a: false, b: true }],
    ['for x in [1, 2, 3] return x * 2', [2, 4, 6]],
    ['for x in 1..3 return x', [1, 2, 3]],
    ['for x in 3..1 return x', [3, 2, 1]],
    ['for x in n - 1..n return x', [4, 5], { n: 5 }],
    ['for x in [1, 2], y in [10, 20] return x + y', [11, 21, 12, 22]],
    ['for x in [[1, 2], [3]], y in x return y', [1, 2, 3]],
    ['for i in 1..5 return if i < 3 then 1 else partial[-1] + partial[-2]', [1, 1, 2, 3, 5]],
    ['for x in 5 return x', null],
    ['for x in null return x', null],
    ['for x in [] return x', []],
    ['some x in [1, 2] satisfies x > 1', true],
    ['some x in [] satisfies x', false],
    ['some x in [1], y in [0, 1] satisfies x = y', true],
    ['some x in [null, true] satisfies x', true],
    ['some x in [null, false] satisfies x', null],
    ['every x in [1, 2] satisfies x > 1', false],
    ['every x in [] satisfies x', true],
    ['every x in [true, null] satisfies x', null],
    ['every x in 1 satisfies x', null],
  ])
})

describe('Paths and filters', () => {
  const people = [
    { name: 'Lan', age: 30, papers: [{ kind: 'a' }, { kind: 'b' }] },
    { name: 'Minh', age: 17, papers: [] },
  ]
  hold([
    ['p.address.ward', 'Cầu Giấy', { p: { address: { ward: 'Cầu Giấy' } } }],
    ['p.address.ward', null, { p: {} }],
    ['people.name', ['Lan', 'Minh'], { people }],
    ['people[age >= 18].name', ['Lan'], { people }],
    ['people[item.age < 18][1].name', 'Minh', { people }],
    ['people[1].papers[kind = "b"]', [{ kind: 'b' }], { people }],
    ['[1, 2, 3][1]', 1],
    ['[1, 2, 3][-1]', 3],
    ['[1, 2, 3][0]', null],
    ['[1, 2, 3][4]', null],
    ['[1, 2, 3][-4]', null],
    ['[1, 2, 3][i + 1]', 3, { i: 2 }],
    ['[1, 2, 3][item > 1]', [2, 3]],
    ['[1, 2, 3][even(item)]', [2]],
    ['[true, false][item]', [true]],
    ['[1, null, 3][item = null]', [null]],
    ['[][1]', null],
    ['[][item > 1]', []],
    ['5[1]', null],
    ['[{item: 7}][item = 7]', [{ item: 7 }]],
    ['[{x: 1}, {x: 2}][x = y]', [{ x: 2 }], { y: 2 }],
    ['{a: {b: 1}}.a.b', 1],
    ['`tên đầy đủ`.`họ`', 'Nguyễn', { 'tên đầy đủ': { họ: 'Nguyễn' } }],
    ['đơn.phường', 'Láng', { đơn: { phường: 'Láng' } }],
  ])
})

describe('Functions', () => {
  hold([
    ['{f: function(a, b) a - b, r: f(5, 3)}.r', 2],
    ['{f: function(a, b) a - b, r: f(b: 5, a: 3)}.r', -2],
    ['{f: function(a, b) b, r: f(a: 1)}.r', null],
    ['{f: function(a) a, r: f(1, 2)}.r', null],
    ['(function(x) x * x)(4)', 16],
    ['{n: 2, f: function(x) x * n, g: function(h) h(10), r: g(f)}.r', 20],
    ['{o: {f: function() 7}, r: o.f()}.r', 7],
    ['function(x) x', null],
    ['{count: 3, r: count([1, 2])}.r', 2],
    ['{count: function(x) "mine", r: count([1, 2])}.r', 'mine'],
    [
      'sort(people, function(a, b) a.age < b.age).name',
      ['B', 'A'],
      {
        people: [
          { name: 'A', age: 2 },
          { name: 'B', age: 1 },
        ],
      },
    ],
    ['substring(string: "foobar", start position: 4)', 'bar'],
    ['unknown(1)', null],
    ['trim(" a ")', null],
    ['is empty([])', null],
    ['uuid()', null],
    ['to base64("a")', null],
    ['is blank("")', null],
    ['partition([1], 1)', null],
  ])
})

describe('Types', () => {
  hold([
    ['1 instance of number', true],
    ['"a" instance of string', true],
    ['"a" instance of number', false],
    ['null instance of Any', false],
    ['1 instance of Any', true],
    ['[1] instance of list', true],
    ['[1, "a"] instance of list<number>', false],
    ['{a: 1} instance of context', true],
    ['{a: 1} instance of context<a: number>', true],
    ['(function(x) x) instance of function', true],
    ['@"2024-01-01" instance of date', true],
    ['@"2024-01-01T10:00:00" instance of date and time', true],
    ['@"P1Y" instance of years and months duration', true],
    ['@"PT1H" instance of days and time duration', true],
    ['@"10:00:00" instance of time', true],
  ])
})

describe('Texts that are no expressions', () => {
  test.each([
    ['1 +', "failed to parse expression '1 +': unexpected end"],
    ['', "failed to parse expression '': it is empty"],
    ['a ? b', "failed to parse expression 'a ? b': unexpected '?' at line 1, column 3"],
    ['a\n  && b', "failed to parse expression 'a\n  && b': unexpected '&' at line 2, column 3"],
    ['(1', "failed to parse expression '(1': unexpected end"],
    ['"abc', "failed to parse expression '\"abc': unexpected '\"' at line 1, column 1"],
    ['1e400', "failed to parse expression '1e400': the number 1e400 is too big"],
    [
      'function(x) external {java: {class: "X", method signature: "y()"}}',
      expect.stringMatching(/: external functions are not supported$/),
    ],
  ])('%j', (source, error) => {
    expect(parseError(source)).toEqual(error)
  })
})
