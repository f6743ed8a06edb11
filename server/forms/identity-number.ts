import type { Params } from './problem.ts'

export type IdType = 'cmnd' | 'cccd' | 'hochieu'

/** CMND 9 digits; CCCD 12 digits, the first 0; passport 1 letter and 7 digits (services.md, Personal data). */
const FORMS: Readonly<Record<IdType, RegExp>> = {
  cmnd: /^\d{9}$/,
  cccd: /^0\d{11}$/,
  hochieu: /^[A-Z]\d{7}$/,
}

export function isIdType(type: unknown): type is IdType {
  return typeof type === 'string' && Object.hasOwn(FORMS, type)
}

/** Whether a number has the form of its type; of any type if none is given. */
export function idFormatOk(type: IdType | undefined, number: string): boolean {
  return type ? FORMS[type].test(number) : Object.values(FORMS).some((form) => form.test(number))
}

/** What is wrong with a number of a known type, with the digits counted. */
export function idFormatHelp(type: IdType, number: string): Params {
  if (type === 'hochieu') {
    return {
      vi: 'Số hộ chiếu gồm 1 chữ cái và 7 chữ số. Hãy xem lại số trên hộ chiếu.',
      en: 'A passport number has 1 letter and 7 digits. Check it on the passport.',
    }
  }
  const [vi, en, digits] = type === 'cccd' ? ['thẻ căn cước', 'card', 12] : ['chứng minh nhân dân', 'identity card', 9]
  const found = number.replace(/\D/g, '').length
  if (found === number.length && found < digits) {
    return {
      vi: `Mới có ${found} chữ số. Hãy xem lại số trên ${vi} và điền đủ ${digits}.`,
      en: `Only ${found} digits so far. Check the number on the ${en} and enter all ${digits}.`,
    }
  }
  if (found === number.length && found > digits) {
    return {
      vi: `Có ${found} chữ số, thừa ${found - digits}. Hãy xem lại số trên ${vi}.`,
      en: `It has ${found} digits, ${found - digits} too many. Check the number on the ${en}.`,
    }
  }
  return {
    vi: `Số trên ${vi} gồm ${digits} chữ số${type === 'cccd' ? ', bắt đầu bằng 0' : ''}. Hãy xem lại.`,
    en: `The number on the ${en} has ${digits} digits${type === 'cccd' ? ' and begins with 0' : ''}. Check it.`,
  }
}

/**
 * Whether the century-and-sex digit and the birth year of a CCCD agree with a person: digit 4 is 0/1 for men/women of
 * the 1900s, 2/3 of the 2000s and so on; digits 5 and 6 are the birth year's.
 */
export function cccdMatches(number: string, dateOfBirth: string, sex: string): boolean {
  if (!FORMS.cccd.test(number)) return false
  const year = Number(dateOfBirth.slice(0, 4))
  const centuryAndSex = (Math.floor(year / 100) - 19) * 2 + (sex === 'nu' ? 1 : 0)
  return Number(number[3]) === centuryAndSex && Number(number.slice(4, 6)) === year % 100
}
