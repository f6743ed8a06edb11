/** What a reconciliation is asked to do, and what it answers. */
import { parseArgs } from 'node:util'
import type { Line } from './cases.ts'
import type { Misfit } from './fit.ts'

/** What is asked for. */
export interface ReconcileOrder {
  /** begin: look, and remember what apply must not forget. */
  act: 'look' | 'begin' | 'apply'
  /** What was found before the engine's data were put aside, when they were. */
  misfit?: Misfit
  /** Numbers of each register, and codes of each unit, to leave out. Absent: as many as there are unknown files. */
  skip?: number
}

/** What was found, and done or not. */
export interface Reconciled {
  misfit: Misfit | undefined
  lines: Line[]
  /** What was done besides the cases, in words. */
  besides: string[]
  /** What must be done first. */
  blocked?: string
}

export const misfitWords: Readonly<Record<Misfit, string>> = {
  'another-engine': 'Open cases are bound to other engine data than these: the engine’s data were lost or replaced.',
  'engine-behind': 'The engine’s data are older than the database: they were restored to an earlier hour.',
  'database-behind': 'The database is older than the engine’s data: it was restored to an earlier hour.',
  rebuilding: 'A reconciliation was begun and has not ended.',
}

const misfits = Object.keys(misfitWords)
const isMisfit = (text: string | undefined): text is Misfit => text !== undefined && misfits.includes(text)

/** The order among the arguments of the app; undefined: it is to serve. */
export function readOrder(args: readonly string[]): ReconcileOrder | undefined {
  const options = { reconcile: { type: 'string' }, misfit: { type: 'string' }, skip: { type: 'string' } } as const
  const { values } = parseArgs({ args: [...args], options, strict: false })
  const { reconcile: act, misfit, skip } = values
  if (act !== 'look' && act !== 'begin' && act !== 'apply') return undefined
  return {
    act,
    ...(typeof misfit === 'string' && isMisfit(misfit) ? { misfit } : {}),
    ...(typeof skip === 'string' && /^\d{1,5}$/.test(skip) ? { skip: Number(skip) } : {}),
  }
}
