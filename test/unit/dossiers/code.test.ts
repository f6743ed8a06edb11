import { describe, expect, test } from '@jest/globals'
import { checkDigit, formatCode, isDossierCode } from '../../../server/dossiers/code.ts'
import fc from '../../support/properties.ts'

describe('the code of a dossier', () => {
  test('holds unit, service, day, number and check digit', () => {
    const code = formatCode('685', '0006', '2017-12-14', 12)
    expect(code).toMatch(/^00685-0006-171214-00012-\d$/)
    expect(isDossierCode(code)).toBe(true)
  })

  test('has Luhn’s check digit', () => {
    expect(checkDigit('7992739871')).toBe(3)
    expect(checkDigit('0')).toBe(0)
  })

  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
  const codes = fc
    .tuple(digits(5), digits(4), digits(6), digits(5))
    .map((parts) => `${parts.join('-')}-${checkDigit(parts.join(''))}`)

  test('with any one digit mistyped is no code', () => {
    fc.assert(
      fc.property(codes, fc.nat(24), fc.integer({ min: 1, max: 9 }), (code, place, shift) => {
        const digit = code[place]
        if (digit === undefined || digit === '-') return
        const mistyped = `${code.slice(0, place)}${(Number(digit) + shift) % 10}${code.slice(place + 1)}`
        expect(isDossierCode(code)).toBe(true)
        expect(isDossierCode(mistyped)).toBe(false)
      }),
    )
  })

  test.each([
    '',
    '00685',
    '00685-0006-171214-00012',
    'a0685-0006-171214-00012-2',
    '00685-0006-171214-00012-22',
    ' 00685-0006-171214-00012-2',
  ])('«%s» is no code', (text) => {
    expect(isDossierCode(text)).toBe(false)
  })
})
