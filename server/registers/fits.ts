/** How an entry must agree with the key that was asked. A further kind of agreement is a further line of the table. */
import { type JsonObject, type JsonValue, valueAt } from './json.ts'
import { foldName, sameName } from './names.ts'

/** One of `paths` in the entry must agree with the field `key` of the question. */
export interface Fit {
  key: string
  /** Not looked at when this field of the key is given. */
  unless?: string
  paths: readonly string[]
  as: Agreement
}

export type Agreement = keyof typeof agreements

/** The first is the key's value, the second the entry's; neither is empty. */
const agreements = {
  equal: (asked: string, held: string) => asked === held,
  sameName,
  /** Numbers of papers: `284 / gp-ubnd` is `284/GP-UBND`. */
  sameText: (asked: string, held: string) => withoutSpaces(asked) === withoutSpaces(held),
  /** An address holds the name of its street. */
  holds: (asked: string, held: string) => asWords(asked).includes(asWords(held)),
  /** Days as YYYY-MM-DD. */
  notAfter: (asked: string, held: string) => asked <= held,
  notBefore: (asked: string, held: string) => asked >= held,
} as const satisfies { readonly [kind: string]: (asked: string, held: string) => boolean }

export function isAgreement(name: string): name is Agreement {
  return Object.hasOwn(agreements, name)
}

/** Whether an entry can be the answer to this key: a register that answers about somebody else is broken. */
export function fitsKey(entry: JsonObject, key: JsonObject, fits: readonly Fit[]): boolean {
  return fits.every(({ key: field, unless, paths, as }) => {
    const asked = asText(key[field])
    if (asked === null || (unless !== undefined && asText(key[unless]) !== null)) return true
    return paths.some((path) => {
      const held = asText(valueAt(entry, path))
      return held !== null && agreements[as](asked, held)
    })
  })
}

/** A unit may be given as its code or as an object that holds it. */
function asText(value: JsonValue | undefined): string | null {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value === '' ? null : value
  return value !== undefined && typeof valueAt(value, 'code') === 'string' ? asText(valueAt(value, 'code')) : null
}

function asWords(text: string): string {
  return ` ${foldName(text.replace(/[,.;]/g, ' '))} `
}

function withoutSpaces(text: string): string {
  return foldName(text).replaceAll(' ', '')
}
