/**
 * Vietnamese mobile numbers as the platform keeps them: national, digits only, beginning with 0. Short codes, land lines
 * and foreign or premium numbers are none, so nothing can be sent to them.
 */
export type Phone = string & { readonly __brand: 'Phone' }

const tenDigits = /^0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])\d{7}$/
/** The eleven-digit numbers ended on 14/11/2018, when operators had moved all of them to ten digits. */
const elevenDigits = /^0(12[0-9]|16[2-9]|18[68]|199)\d{7}$/
const lastDayOfElevenDigits = '2018-11-14'

/**
 * Reads a number as people write it: `+84`, `0084` or `84` in place of the 0, blanks, dots, hyphens and brackets between.
 * `on` is the day (YYYY-MM-DD) on which a dossier was submitted; without it only the ten digits of today are taken. Null
 * when it is no mobile number; digits of other scripts are not taken for digits.
 */
export function parsePhone(input: string, on?: string): Phone | null {
  if (input.length > 40) return null
  const bare = input.normalize('NFC').replace(/[\s.()-]/g, '')
  const national = bare.replace(/^(?:\+84|0084|84)0?/, '0')
  return isMobile(national, on) ? national : null
}

/** The number as a switchboard wants it: country code first, no plus. */
export function internationalPhone(phone: Phone): string {
  return `84${phone.slice(1)}`
}

function isMobile(number: string, on?: string): number is Phone {
  const elevenToo = on !== undefined && on <= lastDayOfElevenDigits
  return tenDigits.test(number) || (elevenToo && elevenDigits.test(number))
}
