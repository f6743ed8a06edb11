import { describe, expect, test } from '@jest/globals'
import type { JsonValue } from '#feel'
import { check } from '#forms'
import { aContext, aForm, at, codesOf, kept, scan } from './a-form.ts'

type Component = { [name: string]: JsonValue }

const options = [
  { value: 'nam', label: 'Nam' },
  { value: 'nu', label: 'Nữ' },
]

function accepts(component: Component, cases: readonly (readonly [input: unknown, value: unknown])[]): void {
  const form = aForm({ key: 'answer', ...component })
  for (const [input, value] of cases) {
    test(`${shown(input)} is kept as ${shown(value)}`, () => {
      expect(kept(form, { answer: input }).answer).toEqual(value)
    })
  }
}

function refuses(component: Component, cases: readonly (readonly [input: unknown, code: string])[]): void {
  const form = aForm({ key: 'answer', ...component })
  for (const [input, code] of cases) {
    test(`${shown(input)} is refused: ${code}`, () => {
      expect(codesOf(form, { answer: input })).toEqual({ answer: code })
    })
  }
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 60)
}

describe('a text', () => {
  const text = { type: 'textfield', validate: { minLength: 2, maxLength: 10 } }
  accepts(text, [
    ['Kinh', 'Kinh'],
    ['  Kinh ', 'Kinh'],
    ['a\u00a0b', 'a b'],
    ['a\nb', 'a b'],
    ['Kinh\u200b\ufeff', 'Kinh'],
    ['Nguye\u0302\u0303n', 'Nguyễn'],
    ['', undefined],
    ['   ', undefined],
    [null, undefined],
    ['null', 'null'],
    ['0123', '0123'],
  ])
  refuses(text, [
    ['a', 'form.too-short'],
    ['12345678901', 'form.too-long'],
    [12, 'form.not-text'],
    [['a'], 'form.not-text'],
    [{}, 'form.not-text'],
    ['a\u0000b', 'form.forbidden-character'],
    ['a\u001bb', 'form.forbidden-character'],
    ['a\u202eb', 'form.forbidden-character'],
    ['a\ud800b', 'form.forbidden-character'],
    [`a${'\u0301'.repeat(8)}`, 'form.forbidden-character'],
  ])
})

describe('a text of many lines', () => {
  accepts({ type: 'textarea' }, [
    ['một\r\nhai\rba\n', 'một\nhai\nba'],
    ['a\tb', 'a\tb'],
  ])
  refuses({ type: 'textarea', validate: { maxLength: 300 } }, [
    ['x'.repeat(301), 'form.too-long'],
    ['x'.repeat(1_000_000), 'form.too-long'],
  ])
})

describe('a text with a pattern', () => {
  const tax = { type: 'textfield', validate: { pattern: '^\\d{10}(-\\d{3})?$' } }
  accepts(tax, [
    ['0101234567', '0101234567'],
    ['0101234567-001', '0101234567-001'],
  ])
  refuses(tax, [
    ['123', 'form.pattern'],
    ['０１０１２３４５６７', 'form.pattern'],
  ])

  test('7: a pattern that would stop a backtracking engine is judged at once', () => {
    const form = aForm({ type: 'textfield', key: 'answer', validate: { pattern: '^(a+)+$', maxLength: 20_000 } })
    const began = performance.now()
    expect(codesOf(form, { answer: `${'a'.repeat(5000)}!` })).toEqual({ answer: 'form.pattern' })
    expect(performance.now() - began).toBeLessThan(1000)
  })
})

describe('a name', () => {
  const name = { type: 'textfield', properties: { kind: 'personName' } }
  accepts(name, [
    ['Nguyễn  Văn   An', 'Nguyễn Văn An'],
    ['Nguye\u0302\u0303n Va\u0306n An', 'Nguyễn Văn An'],
    ['H’Hen Niê', "H'Hen Niê"],
    ['Lê T. Bình-Minh', 'Lê T. Bình-Minh'],
    ['null', 'null'],
    ['NaN', 'NaN'],
    ['Ân', 'Ân'],
  ])
  refuses(name, [
    ['An1', 'form.not-a-name'],
    ['-An', 'form.not-a-name'],
    ['An; DROP TABLE', 'form.not-a-name'],
    ['=1+1', 'form.not-a-name'],
    ['{{7*7}}', 'form.not-a-name'],
    ['A', 'form.too-short'],
    ['An '.repeat(50), 'form.too-long'],
    ['🙂🙂', 'form.not-a-name'],
  ])
})

describe('an ID number', () => {
  const id = { type: 'textfield', properties: { kind: 'nationalId' } }
  accepts(id, [
    ['012345678', '012345678'],
    [' 001 085 012 345 ', '001085012345'],
    ['b1234567', 'B1234567'],
  ])
  refuses(id, [
    ['00108501234', 'form.not-an-id'],
    ['101085012345', 'form.not-an-id'],
    ['BB123456', 'form.not-an-id'],
    [12345678, 'form.not-text'],
  ])

  test('is judged by the type that another answer names, and the message counts its digits', () => {
    const form = aForm(
      {
        type: 'select',
        key: 'kind',
        values: [
          { value: 'cmnd', label: 'CMND' },
          { value: 'cccd', label: 'CCCD' },
        ],
      },
      { ...id, key: 'number', properties: { kind: 'nationalId', typeKey: 'kind' } },
    )
    expect(codesOf(form, { kind: 'cmnd', number: '012345678' })).toEqual({})
    expect(codesOf(form, { kind: 'cccd', number: '012345678' })).toEqual({ number: 'form.not-an-id' })
    expect(messageOf(form, { kind: 'cccd', number: '00108501234' })).toContain('Mới có 11 chữ số')
    expect(messageOf(form, { kind: 'cccd', number: '0010850123456' })).toContain('thừa 1')
  })
})

describe('a phone number', () => {
  const phone = { type: 'textfield', properties: { kind: 'phone' } }
  accepts(phone, [
    ['0912 345 678', '0912345678'],
    ['+84 912.345.678', '0912345678'],
    ['0084912345678', '0912345678'],
    ['84912345678', '0912345678'],
  ])
  refuses(phone, [
    ['0212345678', 'form.not-a-phone'],
    ['091234567', 'form.not-a-phone'],
    ['+1 912 345 6789', 'form.not-a-phone'],
    ['０９１２３４５６７８', 'form.not-a-phone'],
  ])
  accepts({ ...phone, properties: { kind: 'phone', landline: 'true' } }, [['024 3868 1234', '02438681234']])

  test('of 11 digits is taken for dossiers submitted until 14/11/2018', () => {
    const form = aForm({ ...phone, key: 'answer' })
    const old = { answer: '0166 234 5678' }
    expect(codesOf(form, old)).toEqual({})
    expect(codesOf(form, old, aContext({ now: at('2018-11-14 23:59') }))).toEqual({})
    expect(codesOf(form, old, aContext({ now: at('2018-11-15 00:00') }))).toEqual({ answer: 'form.phone-too-old' })
    expect(codesOf(form, old, aContext({ now: at('2019-01-01'), submittedOn: '2018-11-01' }))).toEqual({})
  })
})

describe('an e-mail address', () => {
  const email = { type: 'textfield', properties: { kind: 'email' } }
  accepts(email, [
    ['an@example.vn', 'an@example.vn'],
    ['an.nguyen+1@mail.example.com', 'an.nguyen+1@mail.example.com'],
  ])
  refuses(email, [
    ['an', 'form.not-an-email'],
    ['an@vn', 'form.not-an-email'],
    ['a@b@c.vn', 'form.not-an-email'],
    ['a@b.vn,c@d.vn', 'form.not-an-email'],
    ['"a b"@c.vn', 'form.not-an-email'],
    ['a@.vn', 'form.not-an-email'],
    ['a@b..vn', 'form.not-an-email'],
    ['@b.vn', 'form.not-an-email'],
    [`${'a'.repeat(120)}@b.vn`, 'form.too-long'],
  ])
  refuses({ type: 'textfield', validate: { validationType: 'email' } }, [['an', 'form.not-an-email']])
})

describe('a time of day', () => {
  const time = { type: 'textfield', properties: { kind: 'time' } }
  accepts(time, [
    ['08:30', '08:30'],
    ['8:30', '08:30'],
    ['8h30', '08:30'],
    ['22h', '22:00'],
    ['00:00', '00:00'],
  ])
  refuses(time, [
    ['24:00', 'form.not-a-time'],
    ['08:60', 'form.not-a-time'],
    ['sáng', 'form.not-a-time'],
  ])
})

describe('a number', () => {
  const decimal = { type: 'number', decimalDigits: 2, validate: { min: -5, max: 20_000 } }
  accepts(decimal, [
    [3, 3],
    ['3', 3],
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['1.000', 1000],
    ['1.000,5', 1000.5],
    ['-2', -2],
    [-0, 0],
    [Number.NaN, undefined],
    ['', undefined],
    ['007', 7],
    [0.3, 0.3],
  ])
  refuses(decimal, [
    ['1,000.5', 'form.not-a-number'],
    ['1e3', 'form.not-a-number'],
    ['0x10', 'form.not-a-number'],
    ['ba', 'form.not-a-number'],
    ['١٢', 'form.not-a-number'],
    [true, 'form.not-a-number'],
    [[1], 'form.not-a-number'],
    [Number.POSITIVE_INFINITY, 'form.not-a-number'],
    [20_001, 'form.too-large'],
    [1e21, 'form.too-large'],
    ['99999999999999999999', 'form.too-large'],
    [-6, 'form.too-small'],
    [1.005, 'form.too-many-decimals'],
  ])
  refuses({ type: 'number', decimalDigits: 0 }, [
    [1.5, 'form.too-many-decimals'],
    [1e300, 'form.too-large'],
  ])

  test('may have its limits worked out from other answers', () => {
    const form = aForm({ type: 'number', key: 'lot' }, { type: 'number', key: 'house', validate: { max: '=lot' } })
    expect(codesOf(form, { lot: 100, house: 101 })).toEqual({ house: 'form.too-large' })
    expect(codesOf(form, { house: 101 })).toEqual({})
  })
})

describe('a choice', () => {
  accepts({ type: 'select', values: options }, [
    ['nam', 'nam'],
    ['', undefined],
  ])
  refuses({ type: 'radio', values: options }, [
    ['khac', 'form.not-an-option'],
    [['nam'], 'form.not-an-option'],
    ['__proto__', 'form.not-an-option'],
    [{ value: 'nam' }, 'form.not-an-option'],
  ])

  test('takes its options from the case where the form says so', () => {
    const form = aForm({ type: 'checklist', key: 'seen', valuesExpression: '=case.originals' })
    const context = aContext({ names: { case: { originals: [{ value: 'identityScan', label: 'Giấy tờ tuỳ thân' }] } } })
    expect(kept(form, { seen: ['identityScan'] }, context)).toEqual({ seen: ['identityScan'] })
    expect(codesOf(form, { seen: ['other'] }, context)).toEqual({ seen: 'form.not-an-option' })
    expect(codesOf(form, { seen: ['identityScan'] })).toEqual({ seen: 'form.not-an-option' })
  })

  test('takes its options from a list by name', () => {
    const form = aForm({ type: 'select', key: 'street', valuesKey: 'streets' })
    expect(codesOf(form, { street: 'a' }, aContext({ names: { streets: ['a', 'b'] } }))).toEqual({})
    expect(codesOf(form, { street: 'c' }, aContext({ names: { streets: ['a', 'b'] } }))).toEqual({
      street: 'form.not-an-option',
    })
  })
})

describe('a checklist', () => {
  accepts({ type: 'checklist', values: options }, [
    [
      ['nam', 'nu'],
      ['nam', 'nu'],
    ],
    [[], undefined],
  ])
  refuses({ type: 'checklist', values: options }, [
    [['nam', 'nam'], 'form.chosen-twice'],
    [['khac'], 'form.not-an-option'],
    ['nam', 'form.not-a-list'],
    [[['nam']], 'form.not-an-option'],
    [Array.from({ length: 100_000 }, () => 'nam'), 'form.not-an-option'],
  ])
})

describe('a checkbox', () => {
  accepts({ type: 'checkbox' }, [
    [true, true],
    [false, false],
    [null, undefined],
  ])
  refuses({ type: 'checkbox' }, [
    ['true', 'form.not-a-yes-or-no'],
    [1, 'form.not-a-yes-or-no'],
  ])
  refuses({ type: 'checkbox', validate: { required: true } }, [
    [false, 'form.required'],
    [undefined, 'form.required'],
  ])
})

describe('a date', () => {
  const date = { type: 'datetime', subtype: 'date', properties: { notBefore: '1900-01-01', notAfter: '=today' } }
  accepts(date, [
    ['2016-07-12', '2016-07-12'],
    ['12/7/2016', '2016-07-12'],
    ['2016-7-2', '2016-07-02'],
    ['2016-02-29', '2016-02-29'],
    ['2017-12-14', '2017-12-14'],
  ])
  refuses(date, [
    ['2017-02-29', 'form.not-a-date'],
    ['2024-02-30', 'form.not-a-date'],
    ['0085-07-12', 'form.not-a-date'],
    ['85-7-12', 'form.not-a-date'],
    ['+275760-09-13', 'form.not-a-date'],
    ['2016-07-12T00:00:00Z', 'form.not-a-date'],
    ['2017-7-', 'form.not-a-date'],
    [1468281600000, 'form.not-text'],
    ['2017-12-15', 'form.date-too-late'],
    ['1899-12-31', 'form.date-too-early'],
  ])

  test('73: today begins at midnight of the city, not of UTC', () => {
    const form = aForm({ key: 'answer', ...date })
    const newYear = { answer: '2018-01-01' }
    expect(codesOf(form, newYear, aContext({ now: new Date('2017-12-31T16:59:59Z') }))).toEqual({
      answer: 'form.date-too-late',
    })
    expect(codesOf(form, newYear, aContext({ now: new Date('2017-12-31T17:00:00Z') }))).toEqual({})
  })

  test('may be bound by another answer', () => {
    const form = aForm(
      { ...date, key: 'from', properties: {} },
      { ...date, key: 'to', properties: { notBefore: '=from', notAfter: '=from + duration("P90D")' } },
    )
    expect(codesOf(form, { from: '2017-12-01', to: '2017-11-30' })).toEqual({ to: 'form.date-too-early' })
    expect(codesOf(form, { from: '2017-12-01', to: '2018-03-01' })).toEqual({})
    expect(codesOf(form, { from: '2017-12-01', to: '2018-03-02' })).toEqual({ to: 'form.date-too-late' })
    expect(codesOf(form, { to: '2018-03-02' })).toEqual({})
  })

  accepts({ type: 'datetime', subtype: 'datetime' }, [
    ['2017-12-14T09:30', '2017-12-14T09:30'],
    ['2017-12-14 09:30', '2017-12-14T09:30'],
  ])
  refuses({ type: 'datetime', subtype: 'datetime' }, [
    ['2017-12-14T25:30', 'form.not-a-date'],
    ['2017-12-14', 'form.not-a-date'],
  ])
})

describe('an administrative unit', () => {
  const hanoi = {
    type: 'select',
    valuesKey: 'adminUnits',
    properties: { kind: 'adminUnit', scope: 'hanoi', levels: 'district commune' },
  }
  accepts(hanoi, [['00685', '00685']])
  refuses(hanoi, [
    ['050', 'form.unknown-unit'],
    ['99999', 'form.unknown-unit'],
    ['Đông Mỹ', 'form.unknown-unit'],
    [685, 'form.not-text'],
  ])
  const anywhere = { ...hanoi, properties: { kind: 'adminUnit', scope: 'vn', levels: 'province district commune' } }
  accepts(anywhere, [
    ['00685', '00685'],
    ['xã Tam Thanh, huyện Vụ Bản, Nam Định', 'xã Tam Thanh, huyện Vụ Bản, Nam Định'],
  ])
  refuses(anywhere, [
    ['99999', 'form.unknown-unit'],
    ['xã', 'form.too-short'],
    ['x'.repeat(201), 'form.too-long'],
  ])
})

describe('attachments', () => {
  const files = {
    type: 'filepicker',
    multiple: true,
    accept: '.pdf,.jpg',
    validate: { required: true },
    properties: { minFiles: '1', maxFiles: '2', maxMB: '5' },
  }
  accepts(files, [
    [[scan], [scan]],
    [[{ ...scan, role: 'admin' }], [scan]],
  ])
  refuses(files, [
    [[], 'form.required'],
    [undefined, 'form.required'],
    ['f1', 'form.not-a-file'],
    [[scan, { ...scan, id: 'f2' }, { ...scan, id: 'f3' }], 'form.too-many-files'],
    [[scan, scan], 'form.chosen-twice'],
    [[{ ...scan, name: 'can-cuoc.exe' }], 'form.file-type'],
    [[{ ...scan, size: 6_000_000 }], 'form.file-too-large'],
    [[{ ...scan, size: -1 }], 'form.unknown-file'],
    [[{ name: 'x' }], 'form.not-a-file'],
    [[null], 'form.not-a-file'],
    [Array.from({ length: 10_000 }, (_, i) => ({ ...scan, id: String(i) })), 'form.too-many-files'],
  ])

  test('of another kind are refused in the words of those that are taken', () => {
    const drawings = aForm({ ...files, key: 'answer', accept: '.pdf' })
    const faults = check(drawings, { answer: [{ ...scan, name: 'ban-ve.png' }] }, aContext())
    expect(faults.ok ? [] : faults.problems.map(({ message }) => message)).toEqual([
      {
        vi: 'Tệp «ban-ve.png» không thuộc loại nhận được ở mục này. Hãy thay bằng tệp PDF.',
        en: 'The file “ban-ve.png” is not of a kind that is taken here. Attach a PDF instead.',
      },
    ])
  })

  test('are what the server knows of the upload, whatever the input says', () => {
    const form = aForm({ ...files, key: 'answer' })
    const context = aContext({ upload: (id) => (id === 'f1' ? { ...scan, size: 9_000_000 } : undefined) })
    expect(codesOf(form, { answer: [{ ...scan, size: 1 }] }, context)).toEqual({ answer: 'form.file-too-large' })
    expect(codesOf(form, { answer: ['f2'] }, context)).toEqual({ answer: 'form.unknown-file' })
    const small = aContext({ upload: () => scan })
    expect(kept(form, { answer: ['f1'] }, small)).toEqual({ answer: [scan] })
  })
})

function messageOf(form: ReturnType<typeof aForm>, input: unknown): string {
  const checked = check(form, input, aContext())
  return checked.ok ? '' : (checked.problems[0]?.message.vi ?? '')
}
