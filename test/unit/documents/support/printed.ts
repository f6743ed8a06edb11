/** Whether a paper says what its data holds: each value in one of the ways in which papers write it. */
import type { JsonValue } from '../../../../server/documents/render/index.ts'
import { objectOf, type PaperData } from './papers.ts'

export interface Leaf {
  /** Keys and positions from the top of the data. */
  readonly path: readonly string[]
  readonly value: string | number | boolean | null
}

/** Of every paper alike, and not all of it on each: the head, the foot and the signature, which are looked at apart. */
const shared = new Set(['unit', 'dossier', 'applicant', 'date', 'number', 'signer', 'signature', 'check'])

/** The values of the data that belong to this paper alone. */
export function ownLeaves(data: PaperData): Leaf[] {
  return Object.entries(data)
    .filter(([key]) => !shared.has(key))
    .flatMap(([key, value]) => leavesOf(value, [key]))
}

function leavesOf(value: JsonValue, path: readonly string[]): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
}

/** A word of the template's own tables (`on-time`, `khai-sinh`): the paper says it in Vietnamese. */
export const isCode = (value: unknown): boolean => typeof value === 'string' && /^[a-z]+(?:-[a-z]+)*$/u.test(value)

const isoPattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/u
export const isMoment = (value: unknown): boolean => typeof value === 'string' && isoPattern.test(value)

/** Text that someone wrote: neither a moment nor a code nor a number, an hour or a reference. */
export const isFreeText = (value: unknown): value is string =>
  typeof value === 'string' && !isMoment(value) && !isCode(value) && /\p{L}/u.test(value) && !/^[\d/]+\//u.test(value)

/** The data with other values at its own leaves; the path tells one leaf from another. */
export function mapOwn(data: PaperData, change: (leaf: Leaf) => JsonValue): PaperData {
  const mapped = (value: JsonValue, path: readonly string[]): JsonValue => {
    if (Array.isArray(value)) return value.map((entry, i) => mapped(entry, [...path, String(i)]))
    if (typeof value !== 'object' || value === null) return change({ path, value })
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner, [...path, key])]))
  }
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, shared.has(key) ? value : mapped(value, [key])]),
  )
}

/** Paths of values that the text of the paper does not say; what is told by a word of the template is not looked for. */
export function unsaid(data: PaperData, lines: readonly string[][]): string[] {
  const pages = lines.map((page, i) => compact(withoutRunningHead(page, i).join(' ')))
  const text = pages.join('')
  return ownLeaves(data)
    .filter(({ value }) => value !== null && value !== '' && typeof value !== 'boolean' && !isCode(value))
    .filter(({ value }) => !waysToWrite(value).some((way) => text.includes(compact(way)) || isParted(way, pages)))
    .map(({ path, value }) => `${path.join('.')}: ${String(value)}`)
}

/** Whether a text begins at the foot of a page and ends on the next: between its parts stand other cells and heads. */
function isParted(text: string, pages: readonly string[]): boolean {
  const words = text.split(/\s+/u)
  return words.some((_, n) => {
    const [first, rest] = [compact(words.slice(0, n).join(' ')), compact(words.slice(n).join(' '))]
    return pages.some((page, i) => n > 0 && page.includes(first) && pages[i + 1]?.includes(rest))
  })
}

/** What stands on every paper of the unit or the counter, for the data; in words what is missing. */
export function unsaidOfEvery(data: PaperData, lines: readonly string[][]): string[] {
  const text = compact(lines.flat().join(' '))
  const { unit, dossier, number, signer, signature } = data
  const { name, short, place } = objectOf(unit)
  const year = String(data.date).slice(0, 4)
  const expected: [string, string[]][] = [
    ['motto', ['CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc']],
    ['unit', [String(name).toUpperCase(), String(short).toUpperCase()]],
    ['place and date', [`${String(place)}, ngày`]],
    ['year', [`năm ${year}`]],
    ...(dossier ? [['code', [String(objectOf(dossier).code)]] satisfies [string, string[]]] : []),
    ...(typeof number === 'string' ? [['number', [`Số: ${number}`]] satisfies [string, string[]]] : []),
    ...(signer ? [['signer', [String(objectOf(signer).name)]] satisfies [string, string[]]] : []),
    ...(signer ? [['title', [String(objectOf(signer).title).toUpperCase()]] satisfies [string, string[]]] : []),
    ...(signature
      ? [['seal', [`Ký bởi: ${String(objectOf(signature).by).toUpperCase()}`]] satisfies [string, string[]]]
      : []),
  ]
  return expected.filter(([, ways]) => !ways.some((way) => text.includes(compact(way)))).map(([what]) => what)
}

/** Lines break where they must: blanks are not compared. */
const compact = (text: string): string => text.normalize('NFC').replace(/\s+/gu, '')

const withoutRunningHead = (page: readonly string[], index: number): readonly string[] =>
  index === 0 ? page : page.filter((line) => !/^\d+$|^(?:\d+ )?Mã hồ sơ: [\d-]+$/u.test(line))

function waysToWrite(value: string | number | boolean | null): string[] {
  if (typeof value === 'number') {
    const grouped = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 3 }).format(value)
    return [grouped, String(value).padStart(2, '0')]
  }
  const text = String(value)
  if (isMoment(text)) return waysOfMoment(text)
  const sentence = text.replace(/[.!?…]$/u, '')
  return [
    sentence,
    sentence.toUpperCase(),
    sentence.charAt(0).toUpperCase() + sentence.slice(1),
    ...(text.includes('\n') ? [text.split('\n').join('.-')] : []),
  ]
}

function waysOfMoment(iso: string): string[] {
  const [, year = '', month, day] = (iso.includes('T') ? cityTime(iso).day : iso).match(isoPattern) ?? []
  if (month === undefined) return [year]
  const monthWord = Number(month) < 3 ? month : String(Number(month))
  if (day === undefined) return [`${month}/${year}`, `tháng ${monthWord} năm ${year}`]
  const days = [`${day}/${month}/${year}`, `ngày ${day} tháng ${monthWord} năm ${year}`]
  if (!iso.includes('T')) return days
  const { hour, minute } = cityTime(iso)
  const words = `${Number(hour)} giờ${minute === '00' ? '' : ` ${minute}`}`
  return [
    ...days.flatMap((date) => [`${words}, ${date}`, `${words} ${date}`, `${date} ${hour}:${minute}`]),
    ...['Hai', 'Ba', 'Tư', 'Năm', 'Sáu', 'Bảy'].map((name) => `${words}, thứ ${name}, ngày ${days[0] ?? ''}`),
    `${words}, Chủ nhật, ngày ${days[0] ?? ''}`,
    // Only the day or only the hour, where the paper says the other elsewhere.
    ...days,
    `${words} cùng ngày`,
  ]
}

function cityTime(iso: string): { day: string; hour: string; minute: string } {
  const shifted = new Date(Date.parse(iso) + 7 * 3_600_000).toISOString()
  return { day: shifted.slice(0, 10), hour: shifted.slice(11, 13), minute: shifted.slice(14, 16) }
}
