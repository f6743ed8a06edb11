import { dayOf, formatDay, formatInstant, formatTime, type Language } from '#calendar'

/** A text or a Date of the API as an instant. */
export function instantOf(value: string | Date): Date {
  return typeof value === 'string' ? new Date(value) : value
}

/** `thứ Năm, 14/12/2017, 16:30`: appointments. */
export function longInstant(value: string | Date, language: Language): string {
  return formatInstant(instantOf(value), language)
}

/** `14/12/2017, 16:30`: what has happened. */
export function shortInstant(value: string | Date): string {
  const instant = instantOf(value)
  return `${formatDay(dayOf(instant))}, ${formatTime(instant)}`
}

/** `thứ Năm, 14/12/2017`. */
export function longDay(value: string | Date, language: Language): string {
  return longInstant(value, language).replace(/, \d\d:\d\d$/, '')
}

/** `14/12/2017`. */
export function shortDay(value: string | Date): string {
  return formatDay(dayOf(instantOf(value)))
}

/** `16:30`. */
export function clockTime(value: string | Date): string {
  return formatTime(instantOf(value))
}

/** `24.000 ₫`; `amount` in đồng. */
export function money(amount: number): string {
  return `${String(Math.round(amount)).replace(/\B(?=(\d{3})+$)/g, '.')}\u00a0₫`
}

/** `0912 345 678`. */
export function phoneNumber(phone: string): string {
  return phone.replace(/^(\d{4})(\d{3})(\d{3,4})$/, '$1\u00a0$2\u00a0$3')
}

/** A name at the beginning of a line: `xã Đông Mỹ` -> `Xã Đông Mỹ`. */
export function atBeginning(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase('vi') + text.slice(1)
}

/** A name inside a sentence: `Xã Đông Mỹ` -> `xã Đông Mỹ`; `UBND` stays as it is. */
export function inSentence(text: string): string {
  const [first = '', second = ''] = text
  return second === second.toLocaleLowerCase('vi') ? first.toLocaleLowerCase('vi') + text.slice(first.length) : text
}

/** `Xã Đông Mỹ, huyện Thanh Trì`. */
export function unitWithParent(unit: { name: string; parentName?: string | null }): string {
  return unit.parentName ? `${unit.name}, ${inSentence(unit.parentName)}` : unit.name
}

/** For search: no marks, no case, single spaces: `Đăng ký  kết hôn` -> `dang ky ket hon`. */
export function withoutMarks(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/\s+/g, ' ').trim()
}
