import { describe, expect, test } from '@jest/globals'
import {
  fillTemplate,
  internationalPhone,
  parsePhone,
  placeholdersOf,
  withoutDiacritics,
} from '../../../../server/messaging/text/index.ts'

describe('a text without diacritics', () => {
  test.each([
    ['Nguyễn Văn Ân', 'Nguyen Van An'],
    ['ĐẶNG THỊ ĐƯỢC', 'DANG THI DUOC'],
    ['ưỡng ượng ườn', 'uong uong uon'],
    ['Hồ sơ 00685-0006', 'Ho so 00685-0006'],
  ])('%j reads %j, composed and decomposed alike', (text, plain) => {
    expect(withoutDiacritics(text.normalize('NFC'))).toBe(plain)
    expect(withoutDiacritics(text.normalize('NFD'))).toBe(plain)
  })
})

describe('a message template', () => {
  const template = '{unitName}: Ho so {dossierCode} da co ket qua. Le phi: {fee} d. Ma: {dossierCode}'
  const values = { unitName: 'UBND xa Dong My', dossierCode: '00685-0006-171214-00012-2', fee: 24000 }

  test('names its placeholders once each', () => {
    expect(placeholdersOf(template)).toEqual(['unitName', 'dossierCode', 'fee'])
  })

  test('is filled with every value', () => {
    expect(fillTemplate(template, values)).toEqual({
      state: 'filled',
      text: 'UBND xa Dong My: Ho so 00685-0006-171214-00012-2 da co ket qua. Le phi: 24000 d. Ma: 00685-0006-171214-00012-2',
    })
  })

  test('is not filled while a value is missing', () => {
    expect(fillTemplate('{unitName} {appointment} {shortReason}', values)).toEqual({
      state: 'unknownPlaceholders',
      names: ['appointment', 'shortReason'],
    })
  })

  test.each(['{constructor}', '{__proto__}', '{toString}', '{unitName.length}', '{ unitName }', '{}', '{=1+1}'])(
    'family 10: %s is no value that everything has',
    (hostile) => {
      expect(fillTemplate(hostile, values).state).toBe('unknownPlaceholders')
    },
  )

  test.each([
    ['{{unitName}}', 0],
    ['Ho so {dossierCode', 6],
    ['Ho so }', 6],
  ])('a stray brace in %j is named with its place', (stray, at) => {
    expect(fillTemplate(stray, values)).toEqual({ state: 'strayBrace', at })
  })

  test('family 10: a value that looks like a template or a replacement pattern stays what it is', () => {
    const shortReason = '{dossierCode} $& $1 $$ {{secrets.X}}'
    expect(fillTemplate('Ly do: {shortReason}', { ...values, shortReason })).toEqual({
      state: 'filled',
      text: `Ly do: ${shortReason}`,
    })
  })

  test('family 31: a value cannot draw lines or send control characters', () => {
    const shortReason = ' mot\r\nhai\u2028ba\u0000bon\u001b[31m\t'
    expect(fillTemplate('Ly do: {shortReason}.', { shortReason })).toEqual({
      state: 'filled',
      text: 'Ly do: mot hai ba bon [31m.',
    })
  })
})

describe('a phone number', () => {
  test.each([
    ['0912345678', '0912345678'],
    ['+84912345678', '0912345678'],
    ['0084912345678', '0912345678'],
    ['84912345678', '0912345678'],
    [' +84 (0) 912.345-678 ', '0912345678'],
    ['0912 345 678', '0912345678'],
    ['0387654321', '0387654321'],
  ])('family 67: %j is read as %s', (written, phone) => {
    expect(parsePhone(written, '2026-01-01')).toBe(phone)
  })

  test.each([
    '',
    '113',
    '1900 1234',
    '19001234',
    '0243825123',
    '02438251234',
    '+1 415 555 0100',
    '+849123456789',
    '091234567',
    '09123456789',
    '٠٩١٢٣٤٥٦٧٨',
    '０９１２３４５６７８',
    'O912345678',
    '0912345678;ext=1',
    "0912345678' OR 1=1",
    '+84+84912345678',
    `0912345678${' '.repeat(100)}`,
  ])('families 49 and 67: %j is no mobile number to send to', (written) => {
    expect(parsePhone(written, '2026-01-01')).toBeNull()
  })

  test('eleven digits were right until 14/11/2018', () => {
    expect(parsePhone('01234567890', '2018-11-14')).toBe('01234567890')
    expect(parsePhone('01234567890', '2018-11-15')).toBeNull()
    expect(parsePhone('01234567890')).toBeNull()
  })

  test('is told to the switchboard with its country', () => {
    const phone = parsePhone('0912345678')
    expect(phone && internationalPhone(phone)).toBe('84912345678')
  })
})
