import { acceptedTypes } from './content.ts'

/** Letters of control, direction and invisibility have no place in a name that people read. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu
const forbidden = /[\\/:*?"<>|]/g

/** A name that is safe to show, store and send back: no path, no tricks, the ending of what the file really is. */
export function safeFileName(given: string, mediaType: string): string {
  const last = given.normalize('NFC').replaceAll('\\', '/').split('/').at(-1) ?? ''
  const stem = last
    .replace(unseen, '')
    .replace(forbidden, '_')
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  const short = [...stem].slice(0, 100).join('') || 'tep'
  return `${short}.${acceptedTypes[mediaType] ?? 'bin'}`
}
