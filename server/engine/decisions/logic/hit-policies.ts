import { displayText, type FeelValue, plusDecimal, toJson } from '#feel'
import type { Outcome } from '../requirements.ts'
import type { OutputColumn } from './columns.ts'

/** The outputs of one matched rule, in the order of the columns. */
export type Row = readonly FeelValue[]
/** What a table makes of the rules that match, of which there is one at least. */
type HitPolicy = (rows: readonly Row[], outputs: readonly OutputColumn[]) => Outcome

const found = (value: FeelValue): Outcome => ({ ok: true, value })

/** A single output is its value, several are a context. */
export function rowValue(row: Row, outputs: readonly OutputColumn[]): FeelValue {
  if (outputs.length === 1) return row[0] ?? null
  return Object.fromEntries(outputs.map(({ name }, index) => [name, row[index] ?? null]))
}

const all: HitPolicy = (rows, outputs) => found(rows.map((row) => rowValue(row, outputs)))
const first: HitPolicy = ([row = []], outputs) => found(rowValue(row, outputs))

function shown(rows: readonly Row[], outputs: readonly OutputColumn[]): string {
  const maps = rows.map((row) => {
    const entries = outputs.map(({ name }, index) => `${name} -> ${displayText(row[index] ?? null)}`)
    return `Map(${entries.join(', ')})`
  })
  return `List(${maps.join(', ')})`
}

const unique: HitPolicy = (rows, outputs) => {
  if (rows.length === 1) return first(rows, outputs)
  const values = shown(rows, outputs)
  return { ok: false, cause: `multiple values aren't allowed for UNIQUE hit policy. found: '${values}'` }
}

const any: HitPolicy = (rows, outputs) => {
  const distinct = new Map(rows.map((row) => [JSON.stringify(row.map(toJson)), row]))
  if (distinct.size === 1) return first(rows, outputs)
  const values = shown([...distinct.values()], outputs)
  return { ok: false, cause: `different values aren't allowed for ANY hit policy. found: '${values}'` }
}

/** The place of each output among the values its column declares, most important first; others come last. */
function prioritised(rows: readonly Row[], outputs: readonly OutputColumn[]): Row[] {
  const placeOf = (row: Row, index: number): number => {
    const value = row[index] ?? null
    const place = outputs[index]?.values.indexOf(typeof value === 'string' ? value : displayText(value)) ?? -1
    return place < 0 ? Number.MAX_SAFE_INTEGER : place
  }
  return rows.toSorted((a, b) => {
    for (const index of outputs.keys()) {
      const difference = placeOf(a, index) - placeOf(b, index)
      if (difference !== 0) return difference
    }
    return 0
  })
}

/** By the names of the DMN standard. */
export const hitPolicies: { readonly [name: string]: HitPolicy } = {
  UNIQUE: unique,
  FIRST: first,
  ANY: any,
  PRIORITY: (rows, outputs) => first(prioritised(rows, outputs), outputs),
  'OUTPUT ORDER': (rows, outputs) => all(prioritised(rows, outputs), outputs),
  'RULE ORDER': all,
  COLLECT: all,
}

function overNumbers(reckon: (numbers: number[]) => number): HitPolicy {
  return (rows) => {
    const numbers: number[] = []
    for (const [value = null] of rows) {
      if (typeof value !== 'number') return { ok: false, cause: `expected number but found '${displayText(value)}'` }
      numbers.push(value)
    }
    return found(reckon(numbers))
  }
}

/** Aggregations of the hit policy COLLECT. */
export const aggregations: { readonly [name: string]: HitPolicy } = {
  SUM: overNumbers((numbers) => numbers.reduce(plusDecimal, 0)),
  MIN: overNumbers((numbers) => Math.min(...numbers)),
  MAX: overNumbers((numbers) => Math.max(...numbers)),
  COUNT: (rows) => found(rows.length),
}
