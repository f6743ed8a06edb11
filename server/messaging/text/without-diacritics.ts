/**
 * Vietnamese without its marks: for SMS in GSM-7 and for search, never for a legal comparison. Composed and decomposed
 * input come out alike; đ and Đ have no decomposition and are named.
 */
export function withoutDiacritics(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .normalize('NFC')
}
