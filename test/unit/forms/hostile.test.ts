import { describe, expect, test } from '@jest/globals'
import { check } from '#forms'
import { aContext, codesOf, kept } from './a-form.ts'
import { everyKind, goodAnswers } from './every-kind.ts'

const form = everyKind()
const withAnswer = (more: object) => ({ ...goodAnswers, ...more })

describe('8: prototype pollution', () => {
  test.each([
    ['__proto__', '{"__proto__":{"isAdmin":true}}'],
    ['constructor', '{"constructor":{"prototype":{"isAdmin":true}}}'],
    ['prototype', '{"prototype":{"isAdmin":true}}'],
    ['places.__proto__', '{"places.__proto__":{"isAdmin":true}}'],
    ['toString', '{"toString":"x"}'],
  ])('%s is no field and changes no object', (path, json) => {
    const input = Object.assign(JSON.parse(json), {})
    Object.assign(input, { fullName: 'Nguyễn Văn An' })
    expect(codesOf(form, JSON.parse(`${json.slice(0, -1)},"fullName":"Nguyễn Văn An"}`))).toEqual({
      [path]: 'form.unknown-field',
    })
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })

  test('inherited answers are none', () => {
    expect(codesOf(form, Object.create({ fullName: 'Nguyễn Văn An' }))).toEqual({ fullName: 'form.required' })
  })

  test('accessors are not called', () => {
    let called = 0
    const input = {
      get fullName() {
        called += 1
        return 'Nguyễn Văn An'
      },
    }
    expect(codesOf(form, input)).toEqual({ fullName: 'form.required' })
    expect(called).toBe(0)
  })
})

describe('39: fields that someone adds', () => {
  test.each([
    'role',
    'isAdmin',
    'status',
    'assignee',
    'unitId',
    'createdAt',
    'price',
    '__v',
    'id',
    'outcome',
    'today',
    'case',
  ])('%s is refused', (key) => {
    expect(codesOf(form, withAnswer({ [key]: 'x' }))).toEqual({ [key]: 'form.unknown-field' })
  })

  test('a thousand of them get a hundred problems, a name of a megabyte is cut', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`x${i}`, 1]))
    const checked = check(form, withAnswer(many), aContext())
    expect(checked.ok ? 0 : checked.problems.length).toBe(100)
    const long = check(form, withAnswer({ ['x'.repeat(1_000_000)]: 1 }), aContext())
    expect(JSON.stringify(long).length).toBeLessThan(1000)
  })
})

describe('9, 74: values at the edge', () => {
  test.each([
    ['copies', Number.POSITIVE_INFINITY, 'form.not-a-number'],
    ['copies', -0, 'form.too-small'],
    ['fee', JSON.parse('12345678901234567890'), 'form.too-large'],
    ['fee', JSON.parse('1e400'), 'form.not-a-number'],
    ['copies', '1.000,5', 'form.too-large'],
    ['width', '1,000.5', 'form.not-a-number'],
    ['width', 0.1 + 0.2, 'form.too-many-decimals'],
    ['fee', 0.5, 'form.too-many-decimals'],
    ['fee', 1e21, 'form.too-large'],
    ['born', '2024-02-30', 'form.not-a-date'],
    ['born', '0000-01-01', 'form.not-a-date'],
    ['born', '9999-12-31', 'form.date-too-late'],
    ['born', '+275760-09-13', 'form.not-a-date'],
    ['born', '1985-03-02T00:00:00+07:00', 'form.not-a-date'],
    ['phone', { not: '' }, 'form.not-text'],
    ['fullName', ['Nguyễn Văn An'], 'form.not-text'],
    ['idNumber', 1085012345, 'form.not-text'],
  ])('%s: %p', (key, value, code) => {
    expect(codesOf(form, withAnswer({ [key]: value }))).toEqual({ [key]: code })
  })

  test('leading zeros of an ID number are kept', () => {
    expect(kept(form, withAnswer({ idNumber: '001 085 012 345' })).idNumber).toBe('001085012345')
  })
})

describe('71, 72: text and names', () => {
  test.each([
    ['a right-to-left override', 'purpose', 'a\u202etxt.exe', 'form.forbidden-character'],
    ['an isolate', 'purpose', 'a\u2067b', 'form.forbidden-character'],
    ['a NUL', 'purpose', 'a\u0000b', 'form.forbidden-character'],
    ['a half of a surrogate pair', 'purpose', 'a\udc00', 'form.forbidden-character'],
    ['an escape sequence', 'purpose', '\u001b[31mred', 'form.forbidden-character'],
    ['marks without end', 'fullName', `A${'\u0301'.repeat(50)}n`, 'form.forbidden-character'],
  ])('%s is refused', (_name, key, value, code) => {
    expect(codesOf(form, withAnswer({ [key]: value }))).toEqual({ [key]: code })
  })

  test.each([['Nguyễn Văn Ân'], ['null'], ['true'], ['Đỗ'], ['Y Moan Ê Ban'], ['ấ ợ ữ ỵ']])(
    'the name %p is taken',
    (name) => {
      expect(kept(form, withAnswer({ fullName: name })).fullName).toBe(name)
    },
  )

  test('NFD and zero-width spaces come out as the same name', () => {
    expect(kept(form, withAnswer({ fullName: 'Nguye\u0302\u0303n\u200b Va\u0306n An' })).fullName).toBe('Nguyễn Văn An')
  })

  test('10: what looks like a template stays as typed', () => {
    const purpose = `{{7*7}} $${'{7*7}'} <%= 1 %> #read("/etc/passwd") =1+1`
    expect(kept(form, withAnswer({ purpose })).purpose).toBe(purpose)
  })

  test('emoji with joiners and variation selectors stay whole in free text', () => {
    expect(kept(form, withAnswer({ purpose: '👨‍👩‍👧 ❤️' })).purpose).toBe('👨‍👩‍👧 ❤️')
  })
})

describe('62: shapes that are no answers', () => {
  test.each([null, undefined, 'text', 5, true, [], [goodAnswers]])('%p is no form data', (input) => {
    expect(codesOf(form, input)).toEqual({ '': 'form.not-an-object' })
  })

  test('depth without end is not followed', () => {
    let deep: unknown = 'x'
    for (let i = 0; i < 100_000; i += 1) deep = [deep]
    expect(codesOf(form, withAnswer({ purpose: deep }))).toEqual({ purpose: 'form.not-text' })
    expect(codesOf(form, withAnswer({ scans: deep }))).toEqual({ scans: 'form.not-a-file' })
    expect(codesOf(form, withAnswer({ vehicles: deep }))).toEqual({ vehicles: 'form.not-an-option' })
    expect(codesOf(form, withAnswer({ places: deep }))).toEqual({ 'places[0]': 'form.not-an-object' })
  })
})
