import type { FeelValue } from '#feel'
import type { Logic, Outcome, Surroundings } from '../requirements.ts'
import { childOf, childrenOf, type XmlElement } from '../xml.ts'
import type { Reading } from './expressions.ts'

interface Entry {
  /** Undefined for the last entry of a context that has no name: it is the context's result. */
  name: string | undefined
  logic: Logic
}

const noTrace = () => ({ evaluatedInputs: [], matchedRules: [] })
const weightOf = (logics: readonly Logic[]): number => logics.reduce((sum, { weight }) => sum + weight, 1)

/** The one child of an element that is logic. */
export function logicWithin(element: XmlElement, reading: Reading): Logic | undefined {
  const child = element.children.find(({ name }) => !['variable', 'description', 'extensionElements'].includes(name))
  return child ? reading.logic(child) : reading.fail(`an entry of '${element.name}' has no expression`)
}

/** Entries see those before them; a last entry without a name is the result. */
export function readContext(element: XmlElement, reading: Reading): Logic | undefined {
  const entries: Entry[] = []
  for (const child of childrenOf(element, 'contextEntry')) {
    const logic = logicWithin(child, reading)
    if (!logic) return undefined
    entries.push({ name: childOf(child, 'variable')?.attributes.get('name'), logic })
  }
  const unnamed = entries.findIndex(({ name }) => name === undefined)
  if (unnamed >= 0 && unnamed < entries.length - 1) return reading.fail('an entry of a context has no name')
  const weight = weightOf(entries.map(({ logic }) => logic))
  return { type: 'CONTEXT', weight, evaluate: (surroundings) => evaluateContext(entries, surroundings) }
}

function evaluateContext(entries: readonly Entry[], { lookup, now }: Surroundings): Outcome {
  const values = new Map<string, FeelValue>()
  const inner: Surroundings = { now, lookup: (name) => (values.has(name) ? values.get(name) : lookup(name)) }
  for (const { name, logic } of entries) {
    const outcome = logic.evaluate(inner, noTrace())
    if (!outcome.ok || name === undefined) return outcome
    values.set(name, outcome.value)
  }
  return { ok: true, value: Object.fromEntries(values) }
}

function evaluateAll(logics: readonly Logic[], surroundings: Surroundings): Outcome & { values?: FeelValue[] } {
  const values: FeelValue[] = []
  for (const logic of logics) {
    const outcome = logic.evaluate(surroundings, noTrace())
    if (!outcome.ok) return outcome
    values.push(outcome.value)
  }
  return { ok: true, value: values, values }
}

export function readList(element: XmlElement, reading: Reading): Logic | undefined {
  const logics = readEach(element.children, reading)
  return (
    logics && { type: 'LIST', weight: weightOf(logics), evaluate: (surroundings) => evaluateAll(logics, surroundings) }
  )
}

function readEach(elements: readonly XmlElement[], reading: Reading): Logic[] | undefined {
  const logics: Logic[] = []
  for (const element of elements) {
    const logic = reading.logic(element)
    if (!logic) return undefined
    logics.push(logic)
  }
  return logics
}

/** A table of expressions: a list of contexts by the names of the columns. */
export function readRelation(element: XmlElement, reading: Reading): Logic | undefined {
  const columns = childrenOf(element, 'column').map((column) => column.attributes.get('name') ?? '')
  const rows: Logic[][] = []
  for (const row of childrenOf(element, 'row')) {
    const cells = readEach(row.children, reading)
    if (!cells) return undefined
    if (cells.length !== columns.length) {
      return reading.fail(`expected row with '${columns.length}' elements but found '${cells.length}'`)
    }
    rows.push(cells)
  }
  return {
    type: 'RELATION',
    weight: weightOf(rows.flat()),
    evaluate: (around) => evaluateRelation(columns, rows, around),
  }
}

function evaluateRelation(columns: readonly string[], rows: readonly Logic[][], surroundings: Surroundings): Outcome {
  const contexts: FeelValue[] = []
  for (const row of rows) {
    const outcome = evaluateAll(row, surroundings)
    if (!outcome.ok) return outcome
    contexts.push(Object.fromEntries(columns.map((name, index) => [name, outcome.values?.[index] ?? null])))
  }
  return { ok: true, value: contexts }
}
