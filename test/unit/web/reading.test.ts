import { describe, expect, test } from '@jest/globals'
import type { ServiceCard } from '../../../web/api/index.ts'
import { fileLimits } from '../../../web/forms/words.ts'
import { byField, findServices } from '../../../web/portal/home/find-services.ts'
import { fileRules, neededSometimes } from '../../../web/portal/service/file-kinds.ts'
import { phoneDigits } from '../../../web/portal/sign-in/ask-for-code.ts'
import { readDossierCode } from '../../../web/portal/tracking/dossier-code.ts'

const same = (vi: string, en = vi) => ({ vi, en })
const service = (code: string, name: string, field: string, level: ServiceCard['level'] = 'commune'): ServiceCard => ({
  code,
  name: same(name, `${name} (en)`),
  short: same(name),
  level,
  field: same(field),
  limitText: same('3 ngày'),
  feeText: same(''),
  liveUnits: 1,
})

describe('finding a service', () => {
  const extract = service('a', 'Cấp bản sao trích lục hộ tịch', 'Hộ tịch')
  const marriage = service('b', 'Đăng ký kết hôn', 'Hộ tịch')
  const house = service('c', 'Cấp giấy phép xây dựng nhà ở', 'Nhà ở', 'district')
  const all = [extract, marriage, house]

  test('takes words in any order, with or without marks, from name and field', () => {
    expect(findServices(all, 'TRICH luc')).toEqual([extract])
    expect(findServices(all, 'hôn đăng')).toEqual([marriage])
    expect(findServices(all, 'ho tich')).toEqual([extract, marriage])
    expect(findServices(all, '')).toEqual(all)
    expect(findServices(all, 'xe máy')).toEqual([])
  })

  test('groups by level and field in the order given', () => {
    expect(byField(all, 'commune', 'vi')).toEqual([{ field: 'Hộ tịch', services: [extract, marriage] }])
    expect(byField(all, 'district', 'vi').map(({ field }) => field)).toEqual(['Nhà ở'])
  })
})

describe('reading what people type', () => {
  test('a dossier’s code may have its dashes or not', () => {
    expect(readDossierCode('00685-0006-171214-00012-2')).toBe('00685-0006-171214-00012-2')
    expect(readDossierCode(' 00685 0006 171214 00012 2 ')).toBe('00685-0006-171214-00012-2')
    expect(readDossierCode('006850006171214000122')).toBe('00685-0006-171214-00012-2')
    for (const wrong of ['', '00685-0006', '00685-0006-171214-00012-22', 'abcde-0006-171214-00012-2']) {
      expect(readDossierCode(wrong)).toBeUndefined()
    }
  })

  test('a phone number may have a country code, dots and spaces', () => {
    expect(phoneDigits('0912 345 678')).toBe('0912345678')
    expect(phoneDigits('+84 912.345.678')).toBe('0912345678')
    expect(phoneDigits('84912345678')).toBe('0912345678')
    expect(phoneDigits('x')).toBe('')
  })
})

describe('attachments of a form', () => {
  const picker = (key: string, required: unknown) => ({
    type: 'filepicker',
    key,
    accept: '.pdf,.jpg,.jpeg,.png',
    validate: { required },
    properties: { maxMB: '5' },
  })
  const form = {
    components: [{ type: 'group', components: [picker('a', true), picker('b', '=x = 1'), { type: 'textfield' }] }],
  }

  const usual = { kinds: same('PDF, JPG hoặc PNG', 'PDF, JPG or PNG'), most: 5 }
  const paper = (key: string, kinds = usual.kinds) => ({ key, kinds, maxMB: 5 })

  test('say which kinds and sizes are taken', () => {
    expect(fileRules([paper('a'), paper('b')])).toEqual({ usual, own: new Map() })
    expect(fileRules([])).toEqual({ usual: undefined, own: new Map() })
  })

  test('name those that take something else than most', () => {
    const papers = [paper('drawings', same('PDF')), paper('a'), paper('b')]
    expect(fileRules(papers)).toEqual({ usual, own: new Map([['drawings', { kinds: same('PDF'), most: 5 }]]) })
  })

  test('have their limits in words that follow the kinds', () => {
    expect(fileLimits(5, 20, ['.pdf'], 'vi')).toBe('PDF; nhiều nhất 5 tệp, mỗi tệp không quá 20 MB')
    expect(fileLimits(1, 5, ['.pdf', '.jpg', '.jpeg', '.png'], 'en')).toBe('PDF, JPG or PNG; one file, up to 5 MB')
    expect(fileLimits(2, 5, [], 'vi')).toBe('Nhiều nhất 2 tệp, mỗi tệp không quá 5 MB')
  })

  test('say which ones only some answers demand', () => {
    expect([...neededSometimes(form)]).toEqual(['b'])
  })
})
