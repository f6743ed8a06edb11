import type { Run } from '../evaluation/run.ts'
import type { FeelValue } from '../types.ts'
import { type Context, emptyContext, entryOf, isContext } from '../values/special-value.ts'
import { type BuiltIns, type Outcome, overload, variadic } from './overload.ts'

function copyOf(context: Context, run: Run): Context {
  const copy = emptyContext()
  for (const name of Object.keys(context)) copy[name] = context[name] ?? null
  run.spend(Object.keys(context).length)
  return copy
}

function entriesOf(context: Context, run: Run): FeelValue[] {
  const names = Object.keys(context)
  run.spend(names.length)
  return names.map((key) => Object.assign(emptyContext(), { key, value: entryOf(context, key) ?? null }))
}

const isPath = (keys: FeelValue[]): keys is string[] => keys.every((key) => typeof key === 'string')

function valueAt(context: Context, keys: FeelValue[]): FeelValue {
  if (!isPath(keys) || keys.length === 0) return null
  let value: FeelValue = context
  for (const key of keys) {
    if (!isContext(value)) return null
    value = entryOf(value, key) ?? null
  }
  return value
}

/** The context with a value put at the end of a path; contexts on the way are made where there are none. */
function put(context: Context, keys: readonly string[], value: FeelValue, run: Run): Context {
  const [key = '', ...rest] = keys
  const copy = copyOf(context, run)
  const inner = entryOf(context, key)
  copy[key] = rest.length === 0 ? value : put(isContext(inner) ? inner : emptyContext(), rest, value, run)
  return copy
}

function putAt(context: Context, keys: FeelValue[], value: FeelValue, run: Run): Outcome | undefined {
  if (keys.length === 0) return null
  run.spend(keys.length)
  return isPath(keys) && keys.length <= 100 ? put(context, keys, value, run) : undefined
}

const putOverloads = [
  overload(
    [
      ['context', 'context'],
      ['key', 'string'],
      ['value', 'any'],
    ],
    ([context, key, value], run) => put(context, [key], value, run),
  ),
  overload(
    [
      ['context', 'context'],
      ['keys', 'list'],
      ['value', 'any'],
    ],
    ([context, keys, value], run) => putAt(context, keys, value, run) ?? null,
  ),
]

const mergeOverloads = [
  variadic([['contexts', 'list']], ([contexts], run) => {
    const merged = emptyContext()
    for (const context of contexts) {
      if (!isContext(context)) return null
      Object.assign(merged, copyOf(context, run))
    }
    return merged
  }),
]

function contextOf(entries: FeelValue[], run: Run): FeelValue {
  const context = emptyContext()
  run.spend(entries.length)
  for (const entry of entries) {
    if (!isContext(entry)) return null
    const key = entryOf(entry, 'key')
    const value = entryOf(entry, 'value')
    if (typeof key !== 'string' || value === undefined) return null
    context[key] = value
  }
  return context
}

export const contexts: BuiltIns = {
  'get entries': [
    overload([['context', 'context']], ([context], run) => entriesOf(context, run)),
    overload([['m', 'context']], ([context], run) => entriesOf(context, run)),
  ],
  'get value': ['context', 'm'].flatMap((name) => [
    overload(
      [
        [name, 'context'],
        ['key', 'string'],
      ],
      ([context, key]) => entryOf(context, key) ?? null,
    ),
    overload(
      [
        [name, 'context'],
        ['keys', 'list'],
      ],
      ([context, keys]) => valueAt(context, keys),
    ),
  ]),
  put: putOverloads,
  'context put': putOverloads,
  'put all': mergeOverloads,
  'context merge': mergeOverloads,
  context: [overload([['entries', 'list']], ([entries], run) => contextOf(entries, run))],
}
