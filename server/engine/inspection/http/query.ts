import type { Key } from '../../contract.ts'
import { isKey } from '../../state/keys.ts'
import type { OfInstance } from '../lists.ts'
import type { PageRequest } from '../page.ts'

/** A request that can't be answered as it is; the words are for who asked. */
export class BadQuery extends Error {}

/** The parameters of a request, each read by what it must be. */
export class Query {
  readonly #key: string
  readonly #parameters: URLSearchParams

  constructor(key: string, parameters: URLSearchParams, allowed: readonly string[]) {
    this.#key = key
    this.#parameters = parameters
    for (const name of parameters.keys())
      if (!allowed.includes(name))
        throw new BadQuery(`Unknown parameter '${name}'; known are: ${allowed.join(', ') || 'none'}`)
  }

  /** The key in the path. */
  key(): Key {
    return this.#asKey('the key in the path', this.#key)
  }
  page(): PageRequest {
    const [after, limit] = [this.keyNamed('after'), this.text('limit')]
    if (limit === undefined) return { after }
    if (!/^[1-9]\d{0,3}$/.test(limit) || Number(limit) > 1000)
      throw new BadQuery(`limit takes a whole number from 1 to 1000, not '${limit}'`)
    return { after, limit: Number(limit) }
  }
  ofInstance(): OfInstance {
    return { ...this.page(), processInstanceKey: this.keyNamed('processInstanceKey') }
  }
  text(name: string): string | undefined {
    return this.#parameters.get(name) ?? undefined
  }
  keyNamed(name: string): Key | undefined {
    const text = this.text(name)
    return text === undefined ? undefined : this.#asKey(name, text)
  }
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const found = words.find((word) => word === text)
    if (found === undefined) throw new BadQuery(`${name} takes one of ${words.join(', ')}, not '${text}'`)
    return found
  }

  #asKey(what: string, text: string): Key {
    if (!isKey(text)) throw new BadQuery(`${what} takes an engine key, not '${text}'`)
    return text
  }
}
