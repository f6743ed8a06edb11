import type { Table } from '../state/table.ts'

/** What is wanted of a list: the rows after a key, and how many. */
export interface PageRequest {
  /** `next` of the page before; from the beginning when absent. */
  after?: string | undefined
  /** 1 to 1000; 100 when absent. */
  limit?: number | undefined
}
export interface Page<Item> {
  items: Item[]
  /** Where the next page begins; absent at the end. A page may be short, even empty, and yet have a next one. */
  next?: string
}

const USUAL_LIMIT = 100
const HIGHEST_LIMIT = 1000
/** Rows that one page looks at, so that a filter that fits nothing does not hold up the engine. */
const MOST_EXAMINED = 5000

/** The number of items that a page may have. */
export function limitOf({ limit = USUAL_LIMIT }: PageRequest): number {
  return Math.max(1, Math.min(Math.trunc(limit), HIGHEST_LIMIT))
}

/** A page of the rows with a prefix, in key order; `itemOf` leaves out a row by undefined. */
export function pageOf<Value, Item>(
  table: Table<Value>,
  prefix: string,
  request: PageRequest,
  itemOf: (value: Value, key: string) => Item | undefined,
): Page<Item> {
  const limit = limitOf(request)
  const items: Item[] = []
  let last = request.after === undefined ? undefined : prefix + request.after
  for (let examined = 0; ; ) {
    const rows = table.range(prefix, { after: last, limit: limit + 1 })
    for (const [row, value] of rows) {
      if (last !== undefined && (items.length === limit || examined === MOST_EXAMINED))
        return { items, next: last.slice(prefix.length) }
      examined += 1
      last = row
      const item = itemOf(value, row.slice(prefix.length))
      if (item !== undefined) items.push(item)
    }
    if (rows.length <= limit) return { items }
  }
}

/** One page of several lists together, each by key and no key in two of them. */
export function mergedPage<Item extends { key: string }>(request: PageRequest, pages: Page<Item>[]): Page<Item> {
  const limit = limitOf(request)
  const items = pages.flatMap((page) => page.items).sort((one, other) => (one.key < other.key ? -1 : 1))
  const more = items.length > limit || pages.some(({ next }) => next !== undefined)
  const last = items[Math.min(limit, items.length) - 1]
  return { items: items.slice(0, limit), ...(more && last && { next: last.key }) }
}

/** A page of a list that is at hand. */
export function pageOfList<Item extends { key: string }>(request: PageRequest, list: Item[]): Page<Item> {
  const { after } = request
  return mergedPage(request, [{ items: after === undefined ? list : list.filter(({ key }) => key > after) }])
}
