import type { Run } from '../evaluation/run.ts'
import type { FeelValue } from '../types.ts'
import { order, same } from '../values/compare.ts'
import { textOf } from '../values/text.ts'
import { type BuiltIns, type Outcome, overload, Refusal, variadic } from './overload.ts'
import { statistics } from './statistics.ts'

/** The smallest or largest item, by the sign with which an item replaces another. */
function extreme(list: FeelValue[], sign: number, run: Run): Outcome {
  run.spend(list.length)
  const [first = null, ...others] = list
  let best = first
  if (list.length > 0 && order(best, best) === undefined) return new Refusal(`${textOf(list)} is not comparable`)
  for (const item of others) {
    const placed = order(item, best)
    if (placed === undefined) return new Refusal(`${textOf(list)} is not comparable`)
    if (Math.sign(placed) === sign) best = item
  }
  return best
}

/** Three-valued: `decisive` wins over unknown, unknown over its opposite. */
function truths(list: FeelValue[], decisive: boolean): FeelValue {
  if (list.includes(decisive)) return decisive
  return list.every((item) => item === !decisive) ? !decisive : null
}

/** From 1, or from the end if negative, as an index from 0. */
const indexOf = (list: FeelValue[], position: number): number =>
  position > 0 ? Math.trunc(position) - 1 : list.length + Math.trunc(position)

function sublist(list: FeelValue[], start: number, length: number, run: Run): FeelValue[] {
  run.spend(list.length)
  const from = indexOf(list, start)
  return list.slice(Math.max(0, from), Math.max(0, from + Math.trunc(length)))
}

function flatLists(lists: FeelValue[], run: Run): FeelValue[] {
  const items: FeelValue[] = []
  for (const list of lists) {
    run.spend(Array.isArray(list) ? list.length + 1 : 1)
    if (Array.isArray(list)) for (const item of list) items.push(item)
    else items.push(list)
  }
  return items
}

function flatten(list: FeelValue[], run: Run): FeelValue[] {
  const items: FeelValue[] = []
  const add = (nested: FeelValue[]): void => {
    run.spend(nested.length + 1)
    for (const item of nested) {
      if (Array.isArray(item)) add(item)
      else items.push(item)
    }
  }
  add(list)
  return items
}

/** Each value once, in the order of first appearance. */
function distinct(list: FeelValue[], run: Run): FeelValue[] {
  const simple = new Set<FeelValue>()
  const found: FeelValue[] = []
  const structured: FeelValue[] = []
  run.spend(list.length)
  for (const item of list) {
    const isNew =
      typeof item === 'object' && item !== null
        ? !structured.some((other) => same(item, other, run))
        : !simple.has(item)
    if (!isNew) continue
    if (typeof item === 'object' && item !== null) structured.push(item)
    else simple.add(item)
    found.push(item)
  }
  return found
}

function duplicates(list: FeelValue[], run: Run): FeelValue[] {
  return distinct(list, run).filter((item) => {
    run.spend(list.length)
    return list.filter((other) => same(item, other, run)).length > 1
  })
}

/** A stable merge sort, whose number of calls is bounded by n·log n whatever the function says. */
function sorted(list: FeelValue[], precedes: (a: FeelValue, b: FeelValue) => boolean, run: Run): FeelValue[] {
  if (list.length < 2) return list
  run.spend(list.length)
  const middle = list.length >> 1
  const left = sorted(list.slice(0, middle), precedes, run)
  const right = sorted(list.slice(middle), precedes, run)
  const merged: FeelValue[] = []
  let l = 0
  let r = 0
  while (l < left.length || r < right.length) {
    const takesRight = r < right.length && (l >= left.length || precedes(right[r] ?? null, left[l] ?? null))
    merged.push((takesRight ? right[r++] : left[l++]) ?? null)
  }
  return merged
}

function join(list: FeelValue[], delimiter: string, prefix: string, suffix: string, run: Run): Outcome {
  run.spend(list.length)
  const texts = list.filter((item) => item !== null)
  const strings = texts.filter((item) => typeof item === 'string')
  if (strings.length < texts.length) return new Refusal(`expected a list of strings but found '${textOf(list)}'`)
  run.text(strings.reduce((sum, text) => sum + text.length + delimiter.length, prefix.length + suffix.length))
  return prefix + strings.join(delimiter) + suffix
}

export const lists: BuiltIns = {
  ...statistics,
  'list contains': [
    overload(
      [
        ['list', 'list'],
        ['element', 'any'],
      ],
      ([list, element], run) => {
        run.spend(list.length)
        return list.some((item) => same(item, element, run))
      },
    ),
  ],
  count: [overload([['list', 'list']], ([list]) => list.length)],
  min: [variadic([['list', 'list']], ([list], run) => extreme(list, -1, run))],
  max: [variadic([['list', 'list']], ([list], run) => extreme(list, 1, run))],
  all: [variadic([['list', 'list']], ([list]) => truths(list, false))],
  and: [variadic([['list', 'list']], ([list]) => truths(list, false))],
  any: [variadic([['list', 'list']], ([list]) => truths(list, true))],
  or: [variadic([['list', 'list']], ([list]) => truths(list, true))],
  sublist: [
    overload(
      [
        ['list', 'list'],
        ['start', 'number'],
      ],
      ([list, start], run) => sublist(list, start, list.length, run),
    ),
    overload(
      [
        ['list', 'list'],
        ['start', 'number'],
        ['length', 'number'],
      ],
      ([list, start, length], run) => sublist(list, start, length, run),
    ),
  ],
  append: [
    variadic(
      [
        ['list', 'list'],
        ['items', 'list'],
      ],
      ([list, items], run) => {
        run.spend(list.length + items.length)
        return [...list, ...items]
      },
    ),
  ],
  concatenate: [variadic([['lists', 'list']], ([lists], run) => flatLists(lists, run))],
  'insert before': [
    overload(
      [
        ['list', 'list'],
        ['position', 'number'],
        ['newItem', 'any'],
      ],
      ([list, position, item], run) => {
        run.spend(list.length)
        const index = Math.max(0, indexOf(list, position))
        return [...list.slice(0, index), item, ...list.slice(index)]
      },
    ),
  ],
  remove: [
    overload(
      [
        ['list', 'list'],
        ['position', 'number'],
      ],
      ([list, position], run) => {
        run.spend(list.length)
        const index = indexOf(list, position)
        return list.filter((_, at) => at !== index)
      },
    ),
  ],
  reverse: [
    overload([['list', 'list']], ([list], run) => {
      run.spend(list.length)
      return list.toReversed()
    }),
  ],
  'index of': [
    overload(
      [
        ['list', 'list'],
        ['match', 'any'],
      ],
      ([list, match], run) => {
        run.spend(list.length)
        return list.flatMap((item, index) => (same(item, match, run) ? [index + 1] : []))
      },
    ),
  ],
  union: [variadic([['lists', 'list']], ([lists], run) => distinct(flatLists(lists, run), run))],
  'distinct values': [overload([['list', 'list']], ([list], run) => distinct(list, run))],
  'duplicate values': [overload([['list', 'list']], ([list], run) => duplicates(list, run))],
  flatten: [overload([['list', 'list']], ([list], run) => flatten(list, run))],
  sort: [
    overload(
      [
        ['list', 'list'],
        ['precedes', 'function'],
      ],
      ([list, precedes], run) => {
        if (precedes.parameters.length !== 2) {
          return new Refusal(`expect boolean function with 2 arguments, but found '${precedes.parameters.length}'`)
        }
        return sorted(list, (a, b) => precedes.invoke([a, b], run) === true, run)
      },
    ),
  ],
  'string join': [
    overload([['list', 'list']], ([list], run) => join(list, '', '', '', run)),
    overload(
      [
        ['list', 'list'],
        ['delimiter', 'string', 'null'],
      ],
      ([list, delimiter], run) => join(list, delimiter ?? '', '', '', run),
    ),
    overload(
      [
        ['list', 'list'],
        ['delimiter', 'string', 'null'],
        ['prefix', 'string', 'null'],
        ['suffix', 'string', 'null'],
      ],
      ([list, delimiter, prefix, suffix], run) => join(list, delimiter ?? '', prefix ?? '', suffix ?? '', run),
    ),
  ],
}
