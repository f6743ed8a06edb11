import { describe, expect, test } from '@jest/globals'
import {
  atBeginning,
  inSentence,
  longDay,
  money,
  phoneNumber,
  sayIn,
  sharedTexts,
  shortInstant,
  type TextTable,
  unitWithParent,
  withoutMarks,
} from '../../../web/i18n/index.ts'
import { confirmationTexts } from '../../../web/portal/confirmation/confirmation-texts.ts'
import { dossierTexts } from '../../../web/portal/dossier/dossier-texts.ts'
import { dossiersTexts } from '../../../web/portal/dossiers/dossiers-texts.ts'
import { filingTexts } from '../../../web/portal/filing/filing-texts.ts'
import { frameTexts } from '../../../web/portal/frame/frame-texts.ts'
import { helpSections, helpTexts } from '../../../web/portal/help/help-texts.ts'
import { homeTexts } from '../../../web/portal/home/home-texts.ts'
import { serviceTexts } from '../../../web/portal/service/service-texts.ts'
import { signInTexts } from '../../../web/portal/sign-in/sign-in-texts.ts'
import { trackingTexts } from '../../../web/portal/tracking/tracking-texts.ts'
import { verificationTexts } from '../../../web/portal/verification/verification-texts.ts'

const tables: { readonly [name: string]: TextTable } = {
  sharedTexts,
  confirmationTexts,
  dossierTexts,
  dossiersTexts,
  filingTexts,
  frameTexts,
  helpTexts,
  homeTexts,
  serviceTexts,
  signInTexts,
  trackingTexts,
  verificationTexts,
}

describe('texts', () => {
  test('say the values that stand in braces', () => {
    const table = { left: { vi: 'Còn {count} {what}', en: '{count} {what} left' } } as const
    expect(sayIn(table, 'vi')('left', { count: 2, what: 'việc' })).toBe('Còn 2 việc')
    expect(sayIn(table, 'en')('left', { count: 2, what: 'tasks' })).toBe('2 tasks left')
  })

  test.each(Object.entries(tables))(
    '%s names the same values in both languages, and no text is empty',
    (_name, table) => {
      const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
      const differing = Object.entries(table).filter(
        ([, { vi, en }]) => vi === '' || en === '' || JSON.stringify(names(vi)) !== JSON.stringify(names(en)),
      )
      expect(differing).toEqual([])
    },
  )

  test('answer each question of the help in both languages', () => {
    for (const { id, title, paragraphs } of helpSections) {
      expect(id).toMatch(/^[a-z-]+$/)
      expect([title, ...paragraphs].every(({ vi, en }) => vi.length > 3 && en.length > 3)).toBe(true)
    }
  })
})

describe('formats', () => {
  test('tell instants on the city’s clock', () => {
    expect(shortInstant('2017-12-14T03:52:00Z')).toBe('14/12/2017, 10:52')
    expect(longDay('2018-01-13T23:59:59+07:00', 'vi')).toBe('thứ Bảy, 13/01/2018')
    expect(longDay('2018-01-13T23:59:59+07:00', 'en')).toBe('Saturday, 13/01/2018')
  })

  test('group amounts and numbers, without a break inside', () => {
    expect(money(24_000)).toBe('24.000\u00a0₫')
    expect(money(1_234_567)).toBe('1.234.567\u00a0₫')
    expect(money(0)).toBe('0\u00a0₫')
    expect(phoneNumber('0912345678')).toBe('0912\u00a0345\u00a0678')
    expect(phoneNumber('01234567890')).toBe('0123\u00a0456\u00a07890')
    expect(phoneNumber('abc')).toBe('abc')
  })

  test('begin names small inside a sentence and large at its beginning', () => {
    expect(inSentence('Xã Đông Mỹ')).toBe('xã Đông Mỹ')
    expect(inSentence('UBND xã')).toBe('UBND xã')
    expect(atBeginning('ấp Đông')).toBe('Ấp Đông')
    expect(unitWithParent({ name: 'Xã Đông Mỹ', parentName: 'Huyện Thanh Trì' })).toBe('Xã Đông Mỹ, huyện Thanh Trì')
    expect(unitWithParent({ name: 'Huyện Thanh Trì', parentName: null })).toBe('Huyện Thanh Trì')
  })

  test('take marks off for search, whatever the form of the letters', () => {
    expect(withoutMarks('  Đăng ký   kết hôn ')).toBe('dang ky ket hon')
    expect(withoutMarks('Trích lục'.normalize('NFD'))).toBe('trich luc')
  })
})
