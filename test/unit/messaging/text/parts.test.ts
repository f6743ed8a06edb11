import { describe, expect, test } from '@jest/globals'
import smpp from 'smpp'
import {
  countParts,
  encodePart,
  encodingFor,
  isGsm7,
  plainSms,
  septetsOf,
  smsLength,
  splitParts,
  wellFormed,
} from '../../../../server/messaging/text/index.ts'
import fc from '../../../support/properties.ts'

const gsmCharacters = [...'@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0189:;<=>?¡AZÄÖÑÜ§¿azäöñüà^{}\\[~]|€\f']
const gsmText = fc.array(fc.constantFrom(...gsmCharacters), { maxLength: 700 }).map((characters) => characters.join(''))
const anyText = fc.string({ unit: 'binary', maxLength: 300 })

describe('the encoding of a text', () => {
  test.each([
    ['Ho so cua Ong/Ba da co ket qua.', 'gsm7'],
    ['Hồ sơ của Ông/Bà đã có kết quả.', 'ucs2'],
    ['à é ù ì ò', 'gsm7'],
    ['á', 'ucs2'],
    ['đ', 'ucs2'],
    ['[€]', 'gsm7'],
    ['a\u0300', 'ucs2'],
    ['\u001b', 'ucs2'],
    ['🙂', 'ucs2'],
    ['', 'gsm7'],
  ])('family 67: %j is sent as %s', (text, encoding) => {
    expect(encodingFor(text)).toBe(encoding)
  })
})

describe('the parts of a text', () => {
  test.each([
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    ['ễ'.repeat(70), 1],
    ['ễ'.repeat(71), 2],
    ['ễ'.repeat(134), 2],
    ['ễ'.repeat(135), 3],
    ['🙂'.repeat(35), 1],
    ['🙂'.repeat(36), 2],
    ['', 1],
  ])('family 67: %j is counted in parts as handsets count', (text, parts) => {
    expect(countParts(text)).toBe(parts)
  })

  test('family 67: an escape is not parted from its character', () => {
    const [first, second] = splitParts(`${'a'.repeat(152)}€${'b'.repeat(20)}`, 'gsm7')
    expect(first).toBe('a'.repeat(152))
    expect(second?.startsWith('€')).toBe(true)
  })

  test('family 67: a surrogate pair is not cut', () => {
    const [first, second] = splitParts(`${'ễ'.repeat(66)}🙂${'ộ'.repeat(20)}`, 'ucs2')
    expect(first).toBe('ễ'.repeat(66))
    expect(second?.startsWith('🙂')).toBe(true)
  })

  test('any text joined from its parts is itself, and each part fits its message', () => {
    fc.assert(
      fc.property(anyText.map(wellFormed), (text) => {
        const encoding = encodingFor(text)
        const parts = splitParts(text, encoding)
        expect(parts.join('')).toBe(text)
        const room = { gsm7: [160, 153], ucs2: [70, 67] }[encoding][parts.length > 1 ? 1 : 0] ?? 0
        for (const part of parts) expect(smsLength(part, encoding)).toBeLessThanOrEqual(room)
      }),
    )
  })
})

describe('the octets of a text', () => {
  test('GSM-7 comes out alike from another decoder', () => {
    fc.assert(
      fc.property(gsmText, (text) => {
        const decoded = text
          .match(/[\s\S]{1,70}/g)
          ?.map((piece) => {
            const sent = new smpp.PDU('submit_sm', {
              data_coding: 0,
              short_message: Buffer.from(encodePart(piece, 'gsm7')),
            })
            const message = new smpp.PDU(sent.toBuffer()).short_message
            return typeof message === 'object' && 'message' in message ? message.message : ''
          })
          .join('')
        expect(decoded ?? '').toBe(text)
      }),
    )
  })

  test('UCS-2 is UTF-16 with the high octet first', () => {
    expect([...encodePart('ễ🙂', 'ucs2')]).toEqual([0x1e, 0xc5, 0xd8, 0x3d, 0xde, 0x42])
  })

  test('a character outside the alphabet is refused, not replaced', () => {
    expect(() => encodePart('ễ', 'gsm7')).toThrow(RangeError)
    expect(septetsOf('ễ')).toBe(0)
  })
})

describe('plain text', () => {
  test('is GSM-7 whatever it was made from', () => {
    fc.assert(fc.property(anyText, (text) => expect(isGsm7(plainSms(text))).toBe(true)))
  })

  test.each([
    ['UBND xã Đông Mỹ: Hồ sơ đã có kết quả', 'UBND xa Dong My: Ho so da co ket qua'],
    ['UBND xã Đông Mỹ'.normalize('NFD'), 'UBND xa Dong My'],
    ['Lệ phí: 24.000 ₫', 'Le phi: 24.000 d'],
    ['“Trích lục” – bản sao…', '"Trich luc" - ban sao...'],
    ['mã ١٢٣', 'ma ???'],
    ['🙂', '?'],
  ])('%j becomes %j', (text, plain) => {
    expect(plainSms(text)).toBe(plain)
  })
})
