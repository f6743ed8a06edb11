import type { Language } from '#calendar'

export type { Language }

/** A text for people; where a form has no English, `en` holds the Vietnamese. */
export interface Text {
  vi: string
  en: string
}

export function sameText(text: string): Text {
  return { vi: text, en: text }
}

/** `Họ và tên` -> `họ và tên` inside a sentence; `UBND` and `CMND` stay as they are. */
export function inSentence(text: string): string {
  const [first = '', second = ''] = text
  return second === second.toLowerCase() ? first.toLowerCase() + text.slice(first.length) : text
}

/** A label or name as a sentence quotes it, word for word: `«Đến ngày»`, `“To date”`. */
export function quoted(text: string, language: Language): string {
  return language === 'vi' ? `«${text}»` : `“${text}”`
}
