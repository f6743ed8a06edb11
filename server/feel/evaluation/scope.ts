import type { FeelValue, Lookup } from '../types.ts'
import { type Context, clean, emptyContext, entryOf, isContext } from '../values/special-value.ts'

/** Where names are found: inner scopes first, at the end the caller's variables. */
export interface Scope {
  find(name: string): FeelValue | undefined
}

export class OuterScope implements Scope {
  readonly lookup: Lookup

  constructor(lookup: Lookup) {
    this.lookup = lookup
  }

  find(name: string): FeelValue | undefined {
    const value = this.lookup(name)
    return value === undefined ? undefined : clean(value)
  }
}

/** Names bound by `for`, a quantifier, a function call or the entries of a context under construction. */
export class NamesScope implements Scope {
  readonly names: Context = emptyContext()
  readonly outer: Scope

  constructor(outer: Scope) {
    this.outer = outer
  }

  set(name: string, value: FeelValue): this {
    this.names[name] = value
    return this
  }

  find(name: string): FeelValue | undefined {
    const value = this.names[name]
    return value === undefined ? this.outer.find(name) : value
  }
}

/** Within a filter: the entries of the item, then `item` itself. */
export class ItemScope implements Scope {
  readonly item: FeelValue
  readonly outer: Scope

  constructor(item: FeelValue, outer: Scope) {
    this.item = item
    this.outer = outer
  }

  find(name: string): FeelValue | undefined {
    const entry = isContext(this.item) ? entryOf(this.item, name) : undefined
    if (entry !== undefined) return entry
    return name === 'item' ? this.item : this.outer.find(name)
  }
}
