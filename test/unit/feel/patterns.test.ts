import { describe, expect, test } from '@jest/globals'
import type { JsonValue } from '#feel'
import { allMatches, isFound, regexOf } from '../../../server/feel/patterns/index.ts'
import fc from '../../support/properties.ts'
import { result } from './evaluating.ts'

describe('Patterns', () => {
  const rows: [string, string, JsonValue][] = [
    ['^\\d{9}(\\d{3})?$', '012345678901', true],
    ['^\\d{9}(\\d{3})?$', '0123456789', false],
    ['^0\\d{9}$', '0912345678', true],
    ['^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$', 'lan@example.vn', true],
    ['^\\p{Lu}\\p{L}*( \\p{Lu}\\p{L}*)+$', 'Nguyễn Thị Lan', true],
    ['^\\p{L}+$', 'x1', false],
    ['\\bvăn\\b', 'công-văn-đi', true],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['(?i)HÀ NỘI', 'hà nội', true],
    ['^(?:cat|dog)s?$', 'dogs', true],
    ['^[\\w.-]+$', 'a.b-c_d', true],
    ['^[]a]$', ']', true],
    ['^[a\\]-]$', '-', true],
    ['\\Qa.b\\E', 'a.b', true],
    ['\\Qa.b\\E', 'axb', false],
    ['^\\x41\\u00c0$', 'AÀ', true],
    ['^😀$', '😀', true],
    ['^[😀-😂]$', '😁', true],
    ['^.$', '😀', true],
    ['', '', true],
    ['a|', 'b', true],
    ['^\\p{Alpha}+$', 'abc', true],
    ['^\\P{L}$', '1', true],
  ]
  test.each(rows)('%s in %j: %j', (pattern, subject, expected) => {
    expect(result('matches(s, p)', { s: subject, p: pattern })).toBe(expected)
  })

  test('$ and ^ stand at line breaks with the flag m', () => {
    expect(result('matches("a\nb", "^b$")')).toBe(false)
    expect(result('matches("a\nb", "^b$", "m")')).toBe(true)
  })

  test('the flag x lets a pattern be laid out', () => {
    expect(result('matches(s, p, "x")', { s: '2024-05', p: '\\d{4} # year\n - \\d\\d # month' })).toBe(true)
  })

  test('replacements name groups by number or name', () => {
    expect(result('replace("2024-05-01", p, r)', { r: '$' + '{d}/$2/$1', p: '(\\d+)-(\\d+)-(?<d>\\d+)' })).toBe(
      '01/05/2024',
    )
    expect(result('replace("5", "5", "\\\\$1")')).toBe('$1')
    expect(result('replace("abc", "x*", "-")')).toBe('-a-b-c-')
  })

  test('lazy quantifiers take as little as they can', () => {
    expect(result('extract("<a><b>", "<.+?>")')).toEqual(['<a>', '<b>'])
    expect(result('extract("<a><b>", "<.+>")')).toEqual(['<a><b>'])
  })
})

/**
 * Patterns that the platform's engine and ours both know, over a small alphabet so that they meet often. What repeats
 * takes a character at least: engines differ in whether a turn of a loop may be empty.
 */
const pattern: fc.Arbitrary<string> = fc.letrec<{ whole: string; part: string }>((tie) => ({
  whole: fc.array(tie('part'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
  part: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\w', '^', '$', '\\b'),
    fc
      .tuple(
        fc.constantFrom('a', 'b', '.'),
        tie('whole'),
        fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{0,2}', '{1,2}?'),
      )
      .map(([first, inner, times]) => `(${first}${inner})${times}`),
    fc.tuple(tie('whole'), tie('whole')).map(([left, right]) => `(?:${left}|${right})`),
  ),
})).whole
const subject = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 8 })

test('any pattern finds what the platform’s engine finds', () => {
  fc.assert(
    fc.property(pattern, subject, (source, text) => {
      const ours = regexOf(source)
      if (!ours.ok) return
      const found = [...allMatches(ours.program, text, () => {})].map(([start, end]) => text.slice(start, end))
      const theirs = [...text.matchAll(new RegExp(source, 'gu'))].map(([match]) => match)
      expect(isFound(ours.program, text, () => {})).toBe(theirs.length > 0)
      expect(found).toEqual(theirs)
    }),
    { numRuns: 3000 },
  )
})

test('any text at all is a pattern or refused, in time', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab01()[]{}|*+?.^$\\-,:<>=!#&pdQEux '), maxLength: 40 }),
      subject,
      (source, text) => {
        const regex = regexOf(source, 'x')
        if (!regex.ok) return expect(regex.cause).not.toBe('')
        let work = 0
        for (const _ of allMatches(regex.program, text, (spent) => {
          work += spent
        }));
        expect(work).toBeLessThan(100_000)
      },
    ),
    { numRuns: 3000 },
  )
})
