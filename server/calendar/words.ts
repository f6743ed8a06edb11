import { dayNumberOf, dayOf, MINUTE, parseDay, timeOfDay, weekdayOf } from './local-time.ts'

export type Language = 'vi' | 'en'

const WEEKDAYS: Readonly<Record<Language, readonly string[]>> = {
  vi: ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}

/** `14/12/2017` of `2017-12-14`; a text that is no day comes back as it is. */
export function formatDay(day: string): string {
  const number = parseDay(day)
  return number === undefined ? day : `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
}

/** `16:30` in the city's zone. */
export function formatTime(instant: Date): string {
  const minutes = Math.floor(timeOfDay(instant) / MINUTE)
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`
}

/** `thứ Năm, 14/12/2017, 16:30` in the city's zone. */
export function formatInstant(instant: Date, language: Language): string {
  const weekday = WEEKDAYS[language][weekdayOf(dayNumberOf(instant)) - 1]
  return `${weekday}, ${formatDay(dayOf(instant))}, ${formatTime(instant)}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
