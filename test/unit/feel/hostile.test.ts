import { describe, expect, test } from '@jest/globals'
import { compileExpression, type JsonValue, lookupIn, toJson } from '#feel'
import { failure, now, parseError, result, type Variables } from './evaluating.ts'

/** Generous for a busy machine; without the budgets most of these would run for hours or fill the memory. */
const patience = 4000

function inTime<T>(work: () => T): T {
  const start = performance.now()
  const outcome = work()
  expect(performance.now() - start).toBeLessThan(patience)
  return outcome
}

const doubling = (last: string): string =>
  `{${Array.from({ length: 40 }, (_, index) => `a${index + 1}: [a${index}, a${index}]`).join(', ')}, r: ${last}}`

describe('Work bombs (family 2)', () => {
  const rows: [string, RegExp, Variables?][] = [
    ['for a in 1..1000000, b in 1..1000000 return 1', /too many steps/],
    ['for i in 1..1000000000000 return i', /too many steps/],
    ['some a in 1..1000, b in 1..1000, c in 1..1000 satisfies false', /too many steps/],
    ['every a in 1..1000, b in 1..1000 satisfies true', /too many steps/],
    ['for i in 1..60 return concatenate([partial, partial])', /too big|too many steps/],
    ['for i in 1..100000 return {a: [i, i], b: {c: i, d: [i]}}', /too many steps/],
    [
      '{a: string join(for i in 1..1000 return "xxxxxxxxxxxxxxxxxxxx"), b: string join(for i in 1..1000 return a)}',
      /longer than|too many steps/,
    ],
    ['for i in 1..40 return if i = 1 then "ab" else partial[-1] + partial[-1]', /longer than|too many steps/],
    [doubling('1'), /too big/, { a0: 1 }],
    [doubling('a40 = a40'), /too many steps/, { a0: 1 }],
    [doubling('string(a40)'), /too many steps|longer than/, { a0: 1 }],
    [doubling('flatten(a40)'), /too many steps/, { a0: 1 }],
    [doubling('a40.x'), /too many steps/, { a0: { x: 1 } }],
    [doubling('distinct values([a40, a40])'), /too many steps/, { a0: 1 }],
    [`${doubling(`a40 instance of ${'list<'.repeat(40)}number${'>'.repeat(40)}`)}.r`, /too many steps/, { a0: 1 }],
    ['sort(for i in 1..90000 return i, function(a, b) a < b)', /too many steps/],
    [
      'for i in 1..1000 return sort(list, function(a, b) true)',
      /too many steps/,
      { list: Array.from({ length: 500 }, (_, index) => index) },
    ],
    ['for i in 1..100000 return replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a", "bbbbbbbb")', /too many steps/],
  ]
  test.each(rows)('%s', (source, cause, variables = {}) => {
    expect(inTime(() => failure(source, variables))).toMatch(cause)
  })

  test('a warning about a value that doubles shows its beginning', () => {
    expect(inTime(() => result(`${doubling('a40 + 1')}.r`, { a0: 1 }))).toBeNull()
  })

  test('an evaluation may be given fewer steps', () => {
    const compiled = compileExpression('count(for i in 1..1000 return i)')
    const evaluate = (maxSteps: number) => compiled.ok && compiled.expression.evaluate(lookupIn({}), { now, maxSteps })
    expect(evaluate(10_000)).toMatchObject({ ok: true, value: 1000 })
    expect(evaluate(500)).toMatchObject({ ok: false })
  })
})

describe('Depth (family 3)', () => {
  const deep = (depth: number): JsonValue => {
    let value: JsonValue = 1
    for (let level = 0; level < depth; level++) value = [value]
    return value
  }

  test.each([
    ['round brackets', '('.repeat(32_000) + ')'.repeat(32_000)],
    ['open brackets', '['.repeat(60_000)],
    ['braces', '{a:'.repeat(20_000)],
    ['conditions', 'if a then '.repeat(6000)],
    ['alternatives', `${'if a then b else '.repeat(3000)}1`],
    ['sums', `${'1+'.repeat(30_000)}1`],
    ['disjunctions', `${'a or '.repeat(10_000)}a`],
    ['signs', `${'-'.repeat(60_000)}1`],
    ['paths', `a${'.a'.repeat(30_000)}`],
    ['filters', `a${'[1]'.repeat(20_000)}`],
    ['calls', `a${'(1)'.repeat(20_000)}`],
    ['loops', `${'for a in b return '.repeat(3000)}1`],
    ['functions', `${'function(a) '.repeat(5000)}1`],
    ['types', `a instance of ${'list<'.repeat(10_000)}`],
    ['length', `"${'x'.repeat(10_000_000)}"`],
  ])('%s without end are refused', (_, source) => {
    const error = inTime(() => parseError(source))
    expect(error).toMatch(/^failed to parse expression '/)
    expect(error.length).toBeLessThan(400)
  })

  test.each([
    ['words', 'a '.repeat(32_000)],
    ['items', `[${'1,'.repeat(30_000)}1]`],
    ['entries', `{${Array.from({ length: 6000 }, (_, index) => `k${index}:1`).join(',')}}`],
    ['words that begin a known name', 'get '.repeat(16_000)],
    ['iterations', `for ${Array.from({ length: 4000 }, (_, index) => `x${index} in y`).join(',')} return 1`],
    ['remarks', `${'/* */'.repeat(12_000)}1`],
    ['pictures', '😀'.repeat(30_000)],
  ])('very many %s are read in time', (_, source) => {
    expect(inTime(() => parseError(source))).toBe('no error')
  })

  test.each([
    '{f: function(g, n) g(g, n + 1), r: f(f, 1)}.r',
    '{f: function(g, n) [g(g, n + 1), g(g, n + 1)], r: f(f, 1)}.r',
    '(function(g) g(g))(function(g) g(g))',
    '(function(g) sort([2, 1], function(a, b) g(g)))(function(g) sort([2, 1], function(a, b) g(g)))',
  ])('%s ends', (source) => {
    expect(inTime(() => failure(source))).toMatch(/call each other too deeply|nested too deeply/)
  })

  test('functions may call each other a hundred deep', () => {
    expect(result('{f: function(g, n) if n = 0 then 0 else 1 + g(g, n - 1), r: f(f, 90)}.r')).toBe(90)
  })

  test.each(['x', 'string(x)', 'flatten(x)', 'x = x', 'x.y', 'distinct values([x, x])'])(
    '%s of data nested 100,000 deep ends',
    (source) => {
      expect(inTime(() => failure(source, { x: deep(100_000) }))).toMatch(/too deeply|too big/)
    },
  )

  test('the same data does no harm where it is not walked through', () => {
    expect(inTime(() => result('count(x)', { x: deep(100_000) }))).toBe(1)
    expect(inTime(() => result('x + 1', { x: deep(100_000) }))).toBeNull()
  })
})

describe('Patterns (family 7)', () => {
  const a = (length: number): string => 'a'.repeat(length)

  test.each([
    ['(a+)+$', `${a(2000)}b`, false],
    ['^(a|a)*$', `${a(2000)}b`, false],
    ['^(a*)*b$', a(2000), false],
    ['(.*a){12}$', `${a(2000)}b`, false],
    [
      '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
      `${a(1000)}!`,
      false,
    ],
  ])('%s does not blow up', (pattern, subject, expected) => {
    expect(inTime(() => result('matches(s, p)', { s: subject, p: pattern }))).toBe(expected)
  })

  test('a subject of a megabyte ends within the budget', () => {
    expect(inTime(() => failure('matches(s, "(a+)+$")', { s: `${a(1_000_000)}b` }))).toMatch(/too many steps/)
    expect(inTime(() => failure('replace(s, "a*b|a", "x")', { s: a(100_000) }))).toMatch(/too many steps/)
    expect(inTime(() => failure('split(s, "x*")', { s: a(500_000) }))).toMatch(/too many steps/)
  })

  test.each([
    ['(?=a)b', 'look-around'],
    ['(?<!a)b', 'look-around'],
    ['(a)\\1', 'back references'],
    ['a++', 'possessive'],
    ['(?>a)', 'look-around'],
    ['((a{0,400}){0,400}){0,400}', 'too big'],
    ['a{1,100000}', 'quantifier'],
    ['a{2,1}', 'quantifier'],
    ['(', "not closed by ')'"],
    ['[a', "not closed by ']'"],
    ['*a', "nothing stands before '*'"],
    ['\\', "nothing stands behind '\\'"],
    ['[z-a]', 'range'],
    ['\\p{Nonsense}', 'property'],
    ['('.repeat(100) + ')'.repeat(100), 'nested too deeply'],
    ['x'.repeat(2000), 'longer than'],
  ])('%s is refused with its reason', (pattern, reason) => {
    const compiled = compileExpression('matches("a", p)')
    const evaluated = compiled.ok ? compiled.expression.evaluate(lookupIn({ p: pattern }), { now }) : undefined
    expect(evaluated).toMatchObject({ ok: true, value: null, warnings: [{ type: 'FUNCTION_INVOCATION_FAILURE' }] })
    expect(evaluated?.warnings[0]?.message).toContain(reason)
  })

  test('unknown flags are ignored', () => {
    expect(result('matches("A", "a", "iQ9")')).toBe(true)
  })
})

describe('Edges of values (family 9)', () => {
  test.each([
    ['date("2024-02-30")', null],
    ['date("+275760-09-13")', null],
    ['date("275760-09-13") + duration("P1D")', '275760-09-14'],
    ['date("0000-12-31") + duration("P1D")', '0001-01-01'],
    ['duration("P99999999999999Y")', null],
    ['duration("PT99999999999999999S")', null],
    ['date and time("2024-01-01T25:00:00")', null],
    ['date and time("2024-01-01T00:00:00+19:00")', null],
    ['date and time("2024-01-01T00:00:00@../../etc/passwd")', null],
    ['duration("PT0S")', 'P0D'],
    ['string(now()) = null', false],
    ['1e308 * 10', null],
    ['number("-0")', 0],
    ['99999999999999999999 = 1e20', true],
  ])('%s is %j', (source, expected) => {
    expect(toJson(result(source))).toEqual(expected)
  })

  test('the clock may be no valid date', () => {
    const compiled = compileExpression('[now(), today()]')
    expect(compiled.ok && compiled.expression.evaluate(lookupIn({}), { now: new Date(Number.NaN) })).toMatchObject({
      ok: true,
      value: [null, null],
    })
  })
})
