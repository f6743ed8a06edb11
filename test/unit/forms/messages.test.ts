/** What people read when an answer is missing or wrong: whole sentences, whatever the field is called. */
import { describe, expect, test } from '@jest/globals'
import type { JsonValue } from '#feel'
import { check, type Form, problemInFull } from '#forms'
import { aContext, aForm, scan } from './a-form.ts'

type Component = { [name: string]: JsonValue }

const field = (label: string, en: string, more: Component): Component => {
  const { properties, ...rest } = more
  const own = typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? properties : {}
  return { key: 'answer', label, dateLabel: label, ...rest, properties: { 'label:en': en, ...own } }
}

/** The first message in both languages. */
function said(form: Form, input: unknown): [vi: string, en: string] {
  const checked = check(form, input, aContext())
  const problem = checked.ok ? undefined : checked.problems[0]
  return [problem?.message.vi ?? '', problem?.message.en ?? '']
}

const required = { validate: { required: true } }
const options = [{ value: 'a', label: 'Cá nhân' }]
const day = { type: 'datetime', subtype: 'date' }

describe('an answer that is missing is asked for', () => {
  test.each<[string, Component, string, string]>([
    ['a text', { type: 'textfield' }, 'Hãy điền mục «Nay ghi».', 'Fill in “Now reads”.'],
    ['a number', { type: 'number' }, 'Hãy điền mục «Nay ghi».', 'Fill in “Now reads”.'],
    ['a day', day, 'Hãy điền mục «Nay ghi».', 'Fill in “Now reads”.'],
    ['a choice', { type: 'select', values: options }, 'Hãy chọn ở mục «Nay ghi».', 'Make a choice in “Now reads”.'],
    [
      'a checklist',
      { type: 'checklist', values: options },
      'Hãy chọn ở mục «Nay ghi».',
      'Make a choice in “Now reads”.',
    ],
    ['files', { type: 'filepicker' }, 'Hãy đính kèm tệp ở mục «Nay ghi».', 'Attach a file to “Now reads”.'],
    ['a box to tick', { type: 'checkbox' }, 'Hãy đánh dấu vào ô này để tiếp tục.', 'Tick this box to go on.'],
  ])('%s', (_kind, component, vi, en) => {
    expect(said(aForm(field('Nay ghi', 'Now reads', { ...component, ...required })), {})).toEqual([vi, en])
  })

  test('entries', () => {
    const list = { type: 'dynamiclist', path: 'answer', components: [{ type: 'textfield', key: 'a' }] }
    expect(said(aForm(field('Người có mặt', 'Who is present', { ...list, ...required })), {})).toEqual([
      'Hãy thêm nội dung ở mục «Người có mặt».',
      'Add an entry to “Who is present”.',
    ])
  })

  test.each([
    ['Đến ngày', 'Hãy điền mục «Đến ngày».'],
    ['Người giám hộ là', 'Hãy điền mục «Người giám hộ là».'],
    ['hoặc cơ quan khác', 'Hãy điền mục «hoặc cơ quan khác».'],
    ['UBND', 'Hãy điền mục «UBND».'],
    ['Nơi cư trú (tỉnh/huyện/xã)', 'Hãy điền mục «Nơi cư trú (tỉnh/huyện/xã)».'],
  ])('by its label as it stands: %s', (label, vi) => {
    expect(said(aForm(field(label, label, { type: 'textfield', ...required })), {})[0]).toBe(vi)
  })
})

describe('an answer that is wrong is told with what to do', () => {
  test.each<[string, Component, unknown, string, string]>([
    [
      'too long',
      { type: 'textfield', validate: { maxLength: 3 } },
      'abcd',
      'Dài 4 ký tự, tối đa 3. Hãy viết ngắn hơn.',
      'It has 4 characters; the most is 3. Shorten it.',
    ],
    [
      'too short',
      { type: 'textfield', validate: { minLength: 2 } },
      'a',
      'Mới có 1 ký tự, cần ít nhất 2. Hãy viết đầy đủ.',
      'It has 1 character; the least is 2. Write it in full.',
    ],
    [
      'a pattern without words of its own',
      { type: 'textfield', validate: { pattern: '^\\d+$' } },
      'a',
      'Mục «Đến ngày» ghi chưa đúng cách. Hãy xem lại.',
      'The answer to “Until” is not written this way. Check it.',
    ],
    [
      'a day too late',
      { ...day, properties: { notAfter: '2017-12-14' } },
      '2017-12-15',
      'Ngày ở mục «Đến ngày» không thể sau 14/12/2017. Hãy xem lại.',
      'The day in “Until” cannot be after 14/12/2017. Check it.',
    ],
    [
      'a day too early',
      { ...day, properties: { notBefore: '=today' } },
      '2017-12-13',
      'Ngày ở mục «Đến ngày» không thể trước 14/12/2017. Hãy xem lại.',
      'The day in “Until” cannot be before 14/12/2017. Check it.',
    ],
    [
      'a number too small',
      { type: 'number', validate: { min: 0.5 } },
      0,
      'Hãy ghi số từ 0,5 trở lên.',
      'Enter 0.5 or more.',
    ],
    [
      'a number too large',
      { type: 'number', validate: { max: 1_500_000 } },
      2_000_000,
      'Hãy ghi số không quá 1.500.000.',
      'Enter 1,500,000 or less.',
    ],
    [
      'a part of a whole',
      { type: 'number', decimalDigits: 0 },
      1.5,
      'Hãy ghi số nguyên, không có phần lẻ.',
      'Enter a whole number.',
    ],
    [
      'too many decimals',
      { type: 'number', decimalDigits: 1 },
      1.25,
      'Hãy ghi nhiều nhất 1 chữ số sau dấu phẩy.',
      'Enter at most 1 digit behind the point.',
    ],
    [
      'no such choice',
      { type: 'select', values: options },
      'b',
      'Không có lựa chọn này. Hãy chọn một trong các mục đã nêu.',
      'There is no such choice. Choose one of those listed.',
    ],
    [
      'too many files',
      { type: 'filepicker', properties: { maxFiles: '1' } },
      [scan, { ...scan, id: 'f2' }],
      'Nhiều nhất 1 tệp. Hãy bỏ bớt.',
      'At most 1 file. Remove some.',
    ],
  ])('%s', (_kind, component, answer, vi, en) => {
    expect(said(aForm(field('Đến ngày', 'Until', component)), { answer })).toEqual([vi, en])
  })

  test('in its author’s own words where the form has them', () => {
    const component = { type: 'textfield', validate: { pattern: '^\\d+$', patternErrorMessage: 'Chỉ ghi chữ số.' } }
    expect(said(aForm(field('Đến ngày', 'Until', component)), { answer: 'a' })[0]).toBe('Chỉ ghi chữ số.')
  })
})

describe('a problem out of sight of its field', () => {
  const form = aForm(
    { type: 'textfield', key: 'name', label: 'Họ tên', ...required, properties: { kind: 'personName' } },
    {
      type: 'textfield',
      key: 'code',
      label: 'Mục',
      validate: { pattern: '^\\d+$', patternErrorMessage: 'Mục chỉ gồm chữ số.' },
    },
    { type: 'checkbox', key: 'declared', label: 'Tôi cam đoan', ...required },
    {
      type: 'dynamiclist',
      path: 'places',
      label: 'Nơi đã ở',
      components: [
        { type: 'textfield', key: 'place', label: 'Nơi', ...required },
        { type: 'number', key: 'months', label: 'Số tháng', validate: { max: 12 } },
      ],
    },
  )
  const inFull = (input: unknown) => {
    const checked = check(form, input, aContext())
    return checked.ok ? [] : checked.problems.map((problem) => problemInFull(form, problem, 'vi'))
  }

  test('names its field once', () => {
    expect(inFull({ code: '1', declared: true })).toEqual(['Hãy điền mục «Họ tên».'])
    expect(inFull({ name: 'Lê1', code: 'a' })).toEqual([
      expect.stringMatching(/^Họ tên chỉ gồm/),
      'Mục chỉ gồm chữ số.',
      'Tôi cam đoan: Hãy đánh dấu vào ô này để tiếp tục.',
    ])
    expect(inFull({ name: 'L', declared: true })).toEqual(['Họ tên: Mới có 1 ký tự, cần ít nhất 2. Hãy viết đầy đủ.'])
  })

  test('says in which entry it is', () => {
    const places = [{ place: 'Huế' }, { months: 13 }]
    expect(inFull({ name: 'Lê An', declared: true, places })).toEqual([
      'Nơi đã ở 2: Hãy điền mục «Nơi».',
      'Nơi đã ở 2, Số tháng: Hãy ghi số không quá 12.',
    ])
  })
})
