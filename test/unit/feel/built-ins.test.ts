import { describe, expect, test } from '@jest/globals'
import type { JsonValue } from '#feel'
import { result, type Variables } from './evaluating.ts'

type Row = [source: string, expected: JsonValue, variables?: Variables]
const hold = (rows: Row[]): void => {
  test.each(rows)('%s = %j', (source, expected, variables = {}) => {
    expect(result(source, variables)).toEqual(expected)
  })
}

describe('Strings', () => {
  hold([
    ['substring("foobar", 3)', 'obar'],
    ['substring("foobar", 3, 3)', 'oba'],
    ['substring("foobar", -2, 1)', 'a'],
    ['substring("foobar", 9)', null],
    ['string length("Hà Nội")', 6],
    ['upper case("đường láng")', 'ĐƯỜNG LÁNG'],
    ['lower case("ĐƯỜNG")', 'đường'],
    ['substring before("foobar", "bar")', 'foo'],
    ['substring before("foobar", "xyz")', ''],
    ['substring after("foobar", "ob")', 'ar'],
    ['substring after("foobar", "xyz")', ''],
    ['contains("foobar", "of")', false],
    ['starts with("foobar", "fo")', true],
    ['ends with("foobar", "r")', true],
    ['matches("foobar", "^fo*bar")', true],
    ['matches("FOOBAR", "foo", "i")', true],
    ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'],
    ['replace("a.b.c", "\\.", "-")', 'a-b-c'],
    ['replace("abc", "[a-z]", "#", "")', '###'],
    ['replace("abc", "b", "$9")', null],
    ['split("a;b;c;;", ";")', ['a', 'b', 'c', '', '']],
    ['split("John Doe", "\\s")', ['John', 'Doe']],
    ['extract("references are 1234, 1256, 1378", "12[0-9]*")', ['1234', '1256']],
    ['string join(["a", "b", "c"])', 'abc'],
    ['string join(["a", null, "c"], ", ")', 'a, c'],
    ['string join(["a", "b"], ", ", "[", "]")', '[a, b]'],
    ['string join([1], ",")', null],
  ])
})

describe('Lists', () => {
  hold([
    ['list contains([1, 2], 2)', true],
    ['list contains([1, null], null)', true],
    ['count([1, 2])', 2],
    ['min([3, 1, 2])', 1],
    ['min(3, 1, 2)', 1],
    ['max("a", "c", "b")', 'c'],
    ['min([])', null],
    ['max([1, "a"])', null],
    ['sum(1, 2, 3)', 6],
    ['sum([])', null],
    ['sum([1, null])', null],
    ['product([2, 3, 4])', 24],
    ['mean([1, 2, 6])', 3],
    ['median([8, 2, 5, 3, 4])', 4],
    ['median([6, 1, 2, 3])', 2.5],
    ['stddev([2, 4, 7, 5])', 2.08166599946613],
    ['stddev([1])', null],
    ['mode([6, 3, 9, 6, 6])', [6]],
    ['mode([6, 1, 9, 6, 1])', [1, 6]],
    ['mode([])', []],
    ['all([true, false])', false],
    ['all([])', true],
    ['all(true, null)', null],
    ['any([false, true])', true],
    ['any([])', false],
    ['any([false, null])', null],
    ['and(true, true)', true],
    ['or([false, false]) and true', false],
    ['sublist([1, 2, 3], 2)', [2, 3]],
    ['sublist([1, 2, 3], 1, 2)', [1, 2]],
    ['sublist([1, 2, 3], -2)', [2, 3]],
    ['append([1], 2, 3)', [1, 2, 3]],
    ['concatenate([1, 2], [3])', [1, 2, 3]],
    ['insert before([1, 3], 1, 2)', [2, 1, 3]],
    ['insert before([1, 3], -1, 2)', [1, 2, 3]],
    ['remove([1, 2, 3], 2)', [1, 3]],
    ['reverse([1, 2, 3])', [3, 2, 1]],
    ['index of([1, 2, 3, 2], 2)', [2, 4]],
    ['union([1, 2], [2, 3])', [1, 2, 3]],
    ['distinct values([1, 2, 1, [1], [1], {a: 1}, {a: 1}])', [1, 2, [1], { a: 1 }]],
    ['duplicate values([1, 2, 1, 3, 2])', [1, 2]],
    ['flatten([[1, 2], [[3]], 4])', [1, 2, 3, 4]],
    ['sort(list: [3, 1, 4, 5, 2], precedes: function(x, y) x < y)', [1, 2, 3, 4, 5]],
    ['sort([3, 1], function(x) x)', null],
  ])
})

describe('Numbers', () => {
  hold([
    ['decimal(1 / 3, 2)', 0.33],
    ['decimal(1.5, 0)', 2],
    ['decimal(2.5, 0)', 2],
    ['decimal(2.5, 0, "half_up")', 3],
    ['decimal(2.5, 0, "sideways")', null],
    ['decimal(2.675, 2)', 2.68],
    ['floor(1.5)', 1],
    ['floor(-1.5)', -2],
    ['floor(1.56, 1)', 1.5],
    ['ceiling(1.5)', 2],
    ['ceiling(-1.56, 1)', -1.5],
    ['round up(5.5, 0)', 6],
    ['round up(-5.5, 0)', -6],
    ['round up(1.121, 2)', 1.13],
    ['round up(-1.126, 2)', -1.13],
    ['round down(5.5, 0)', 5],
    ['round down(-1.126, 2)', -1.12],
    ['round half up(5.5, 0)', 6],
    ['round half up(-5.5, 0)', -6],
    ['round half up(1.126, 2)', 1.13],
    ['round half up(1.005, 2)', 1.01],
    ['round half down(5.5, 0)', 5],
    ['round half down(-5.5, 0)', -5],
    ['round half up(12345, -2)', 12300],
    ['abs(-10)', 10],
    ['abs(n: -10)', 10],
    ['modulo(12, 5)', 2],
    ['modulo(-12, 5)', 3],
    ['modulo(12, -5)', -3],
    ['modulo(10.1, 4.5)', 1.1],
    ['modulo(1, 0)', null],
    ['sqrt(16)', 4],
    ['sqrt(-1)', null],
    ['log(0)', null],
    ['exp(0)', 1],
    ['exp(1000)', null],
    ['odd(-5)', true],
    ['odd(1.5)', false],
    ['even(2)', true],
    ['random number() >= 0 and random number() < 1', true],
  ])
})

describe('Contexts', () => {
  hold([
    ['get value({a: 1}, "a")', 1],
    ['get value({a: 1}, "b")', null],
    ['get value({a: {b: 2}}, ["a", "b"])', 2],
    ['get value({a: 1}, ["a", "b"])', null],
    ['get value({a: 1}, [])', null],
    [
      'get entries({a: 1, b: "x"})',
      [
        { key: 'a', value: 1 },
        { key: 'b', value: 'x' },
      ],
    ],
    ['context put({a: 1}, "b", 2)', { a: 1, b: 2 }],
    ['put({a: 1}, "a", 2)', { a: 2 }],
    ['context put({a: {b: 1}}, ["a", "c"], 2)', { a: { b: 1, c: 2 } }],
    ['context put({}, ["a", "b", "c"], 2)', { a: { b: { c: 2 } } }],
    ['context put({a: 1}, [], 2)', null],
    ['context merge([{a: 1}, {b: 2, a: 3}])', { a: 3, b: 2 }],
    ['put all({a: 1}, {b: 2})', { a: 1, b: 2 }],
    ['put all({a: 1}, 2)', null],
    ['context([{key: "a", value: 1}, {key: "b", value: null}])', { a: 1, b: null }],
    ['context([{key: 1, value: 1}])', null],
    ['{a: c, r: put(a, "y", 2)}', { a: { x: 1 }, r: { x: 1, y: 2 } }, { c: { x: 1 } }],
  ])
})

describe('Conversion', () => {
  hold([
    ['number("1500.5")', 1500.5],
    ['number("1 500.5", " ")', 1500.5],
    ['number("1.500,5", ".", ",")', 1500.5],
    ['number("1,5", null, ",")', 1.5],
    ['number("1.5", ".", ".")', null],
    ['number("0x10")', null],
    ['number("")', null],
    ['number("1e999")', null],
    ['number("Infinity")', null],
    ['string(1.10)', '1.1'],
    ['string(100000000000000000000000)', '100000000000000000000000'],
    ['string(0.0000001)', '0.0000001'],
    ['string("a")', 'a'],
    ['string(null)', null],
    ['string([1, "a", {b: null}])', '[1, "a", {b:null}]'],
    ['string(@"P1D")', 'P1D'],
    ['string(function(x, y) x)', 'function(x, y)'],
    ['"Số " + string(5)', 'Số 5'],
  ])
})

describe('Booleans', () => {
  hold([
    ['is defined(x)', false],
    ['is defined(x.y)', false, { x: {} }],
    ['is defined(x)', false, { x: null }],
    ['is defined(x)', true, { x: false }],
    ['get or else(x, "z")', 'z'],
    ['get or else(x, "z")', false, { x: false }],
    ['{a: get or else(x, 1), b: get or else(null, a) + 1}', { a: 1, b: 2 }],
  ])
})

describe('Ranges', () => {
  hold([
    ['before(1, 10)', true],
    ['before([1..5), [5..9])', true],
    ['before([1..5], [5..9])', false],
    ['before(1, [2..5])', true],
    ['before([1..5), 5)', true],
    ['after(10, 5)', true],
    ['after([11..20], [1..11))', true],
    ['after(5, [1..5))', true],
    ['meets([1..5], [5..10])', true],
    ['meets([1..3], [4..6])', false],
    ['met by([5..10], [1..5])', true],
    ['overlaps([5..10], [1..6])', true],
    ['overlaps([1..3], [4..6])', false],
    ['overlaps before([1..5], [4..10])', true],
    ['overlaps before([1..5), [5..10])', false],
    ['overlaps after([4..10], [1..5])', true],
    ['finishes(5, [1..5])', true],
    ['finishes([3..5], [1..5])', true],
    ['finishes(5, [1..5))', false],
    ['finished by([1..5], 5)', true],
    ['includes([5..10], 6)', true],
    ['includes([1..10], [4..6])', true],
    ['includes((1..10], 1)', false],
    ['during(5, [1..10])', true],
    ['during([4..6], [1..10])', true],
    ['starts(1, [1..5])', true],
    ['starts([1..3], [1..5])', true],
    ['started by([1..5], 1)', true],
    ['coincides([1..5], [1..5])', true],
    ['coincides([1..5], [1..5))', false],
    ['coincides(3, 3)', true],
    ['before(@"2024-01-01", [@"2024-02-01"..@"2024-03-01"])', true],
    ['before(1, "a")', null],
    ['meets(1, 2)', null],
  ])
})

describe('Zeebe’s own', () => {
  hold([
    ['cycle(3, duration("PT1H"))', 'R3/PT1H'],
    ['cycle(duration("P1D"))', 'R/P1D'],
    ['cycle(null, duration("P1M"))', 'R/P1M'],
    ['cycle(repetitions: 2, interval: @"PT30M")', 'R2/PT30M'],
    ['cycle(3, "PT1H")', null],
  ])
})
