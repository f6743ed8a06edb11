import { describe, expect, test } from '@jest/globals'
import { check } from '#forms'
import { aContext, aForm, codesOf } from './a-form.ts'

const name = (key: string) => ({ type: 'textfield', key, properties: { kind: 'personName' } })
const day = (key: string, more = {}) => ({ type: 'datetime', subtype: 'date', key, ...more })
const rule = (id: string, fields: string, assert: string, more = {}) => ({
  type: 'text',
  text: 'Không khớp',
  conditional: { hide: '=true' },
  properties: { kind: 'rule', rule: id, fields, assert, 'text:en': 'They differ', ...more },
})

describe('a cross rule', () => {
  const form = aForm(
    { type: 'radio', key: 'relation', values: ['ban-than', 'con'] },
    name('requester'),
    name('subject'),
    rule('self-matches-subject', 'subject requester', '=sameName(requester, subject)', {
      when: '=relation = "ban-than"',
    }),
  )

  test('that is broken is told at its first field, in both languages', () => {
    const checked = check(form, { relation: 'ban-than', requester: 'Lê An', subject: 'Lê Ân' }, aContext())
    expect(checked).toEqual({
      ok: false,
      problems: [
        {
          path: 'subject',
          code: 'form.rule.self-matches-subject',
          message: { vi: 'Không khớp', en: 'They differ' },
          fields: ['subject', 'requester'],
        },
      ],
      warnings: [],
    })
  })

  test('is judged only when it applies', () => {
    expect(codesOf(form, { relation: 'con', requester: 'Lê An', subject: 'Lê Ân' })).toEqual({})
  })

  test('says nothing while an answer is missing, or wrong by itself', () => {
    expect(codesOf(form, { relation: 'ban-than', requester: 'Lê An' })).toEqual({})
    expect(codesOf(form, { relation: 'ban-than', requester: 'Lê An', subject: 'L3' })).toEqual({
      subject: 'form.not-a-name',
    })
  })

  test('71: compares names whatever their case, spacing and canonical form', () => {
    const names = {
      relation: 'ban-than',
      requester: 'NGUYỄN  VĂN ÂN',
      subject: 'nguye\u0302\u0303n va\u0306n a\u0302n',
    }
    expect(codesOf(form, names)).toEqual({})
  })

  test('that only warns lets the form pass', () => {
    const warning = aForm(
      day('born'),
      rule('groom-age', 'born', '=ageOn(born, submittedOn) >= 20', { severity: 'warn', legalRef: 'Luật HN&GĐ Đ.8' }),
    )
    expect(check(warning, { born: '2000-01-01' }, aContext())).toMatchObject({
      ok: true,
      value: { born: '2000-01-01' },
      warnings: [{ code: 'form.rule.groom-age', path: 'born', legalRef: 'Luật HN&GĐ Đ.8' }],
    })
    expect(check(warning, { born: '1990-01-01' }, aContext()).warnings).toEqual([])
  })

  test('in a hidden group is not judged', () => {
    const hidden = aForm(day('a'), day('b'), {
      type: 'group',
      conditional: { hide: '=a = null' },
      components: [rule('order', 'b', '=b > a'), rule('never', 'a', '=false')],
    })
    expect(codesOf(hidden, { b: '2017-01-01' })).toEqual({})
    expect(codesOf(hidden, { a: '2017-01-02', b: '2017-01-01' })).toEqual({
      a: 'form.rule.never',
      b: 'form.rule.order',
    })
  })

  test('is shown at the first of its fields that is there', () => {
    const moved = aForm(day('a'), day('b', { conditional: { hide: '=true' } }), rule('never', 'b a', '=false'))
    expect(codesOf(moved, {})).toEqual({ a: 'form.rule.never' })
  })
})

describe('the functions of a form', () => {
  const judge = (expression: string, context = aContext()) =>
    codesOf(aForm({ type: 'checkbox', key: 'a' }, rule('holds', 'a', `=${expression}`)), {}, context).a === undefined

  test.each([
    ['sameName("An", " an ")', true],
    ['sameName("An", "Ân")', false],
    ['idFormatOk("cccd", "001085012345")', true],
    ['idFormatOk("cmnd", "001085012345")', false],
    ['cccdMatches("001085012345", date("1985-03-02"), "nam")', true],
    ['cccdMatches("001185012345", date("1985-03-02"), "nu")', true],
    ['cccdMatches("001185012345", date("1985-03-02"), "nam")', false],
    ['cccdMatches("001201012345", date("2001-03-02"), "nam")', true],
    ['cccdMatches("001085012345", date("1986-03-02"), "nam")', false],
    ['ageOn(date("2000-02-29"), date("2018-02-28")) = 17', true],
    ['ageOn(date("2000-02-29"), date("2018-03-01")) = 18', true],
    ['ageOn(date("2000-02-29"), date("2020-02-29")) = 20', true],
    ['ageOn(date("1997-12-14"), submittedOn) = 20', true],
    ['ageOn(date("1997-12-15"), submittedOn) = 19', true],
    ['monthsBetween(date("2017-01-31"), date("2017-02-28")) = 1', true],
    ['monthsBetween(date("2017-01-15"), date("2017-03-14")) = 1', true],
    ['monthsBetween(date("2017-03-15"), date("2017-01-15")) = -2', true],
    ['daysBetween(date("2017-12-14"), date("2018-01-01")) = 18', true],
    ['timeWithin("23:30", "22:00", "06:00")', true],
    ['timeWithin("07:00", "22:00", "06:00")', false],
    ['today = date("2017-12-14")', true],
    ['now = date and time("2017-12-14T10:00:00+07:00")', true],
    ['submittedOn = today', true],
  ])('%s is %s', (expression, expected) => {
    expect(judge(expression)).toBe(expected)
  })

  test.each([
    'sameName(null, "a")',
    'ageOn(null, today)',
    'idFormatOk(null, "1")',
    'cccdMatches("1", null, "nam")',
    'timeWithin("25:00", "08:00", "09:00")',
    'ageOn("yesterday", today)',
    'sameName("a")',
    'periodTouches(today, today, "nobody-knows")',
    'periodTouches(today, today, "__proto__")',
  ])('%s is null, so that nothing is said', (expression) => {
    expect(judge(`(${expression}) != null`)).toBe(false)
  })

  test('districtOf gives the district of a commune, a district itself, and nothing for anything else', () => {
    for (const unit of ['"00685"', '"050"']) expect(judge(`districtOf(${unit}) = "050"`)).toBe(true)
    for (const unit of ['"01"', '"99999"', '"tỉnh Nam Định"', 'null'])
      expect(judge(`districtOf(${unit}) = null`)).toBe(true)
  })

  test('unitName gives a unit with those above it, a place told in words as it is, and nothing for an unknown code', () => {
    expect(judge('contains(unitName("00685"), "xã Đông Mỹ, huyện Thanh Trì, ")')).toBe(true)
    expect(judge('unitName("tỉnh Nam Định") = "tỉnh Nam Định"')).toBe(true)
    for (const unit of ['"99999"', 'null']) expect(judge(`unitName(${unit}) = null`)).toBe(true)
  })

  test('periodTouches knows the periods of the calendar', () => {
    const context = aContext({ periods: { 'tet-freeze': [{ from: '2018-02-07', to: '2018-02-20' }] } })
    expect(judge('periodTouches(date("2018-02-01"), date("2018-02-07"), "tet-freeze")', context)).toBe(true)
    expect(judge('periodTouches(date("2018-02-01"), date("2018-02-06"), "tet-freeze")', context)).toBe(false)
  })
})
