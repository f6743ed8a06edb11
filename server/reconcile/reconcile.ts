/** Engine and database made to fit again: looked at only, or done. PostgreSQL is the record and wins. */
import { parseArgs } from 'node:util'
import type { FileStore } from '../files/index.ts'
import { deployReleases } from '../services/index.ts'
import { boundCases, type Line, lookAt, type Reconciling, startAgain } from './cases.ts'
import { findMisfit, type Misfit } from './fit.ts'
import { missingCases } from './missing.ts'
import { registersInUse } from './registers.ts'
import { cancelEarlier, closeEpoch, openEpoch } from './renewal.ts'
import { unknownFiles } from './unknown-files.ts'

/** What is asked for. */
export interface ReconcileOrder {
  act: 'look' | 'apply'
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
}

/** Engine and database do not fit, so that nothing may run. The message says what to do. */
export class EngineMisfit extends Error {
  constructor(misfit: Misfit) {
    super(`${misfitWords[misfit]} Nothing was started. \`npm run reconcile\` shows what would be done about it.`)
    this.name = 'EngineMisfit'
  }
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
  if (act !== 'look' && act !== 'apply') return undefined
  return {
    act,
    ...(typeof misfit === 'string' && isMisfit(misfit) ? { misfit } : {}),
    ...(typeof skip === 'string' && /^\d{1,5}$/.test(skip) ? { skip: Number(skip) } : {}),
  }
}

export async function reconcile(
  reconciling: Reconciling & { files: FileStore; ownEngine: boolean },
  order: ReconcileOrder,
): Promise<Reconciled> {
  // Said by whoever restored something: what is found is then beside the point.
  const found = order.act === 'look' && order.misfit ? order.misfit : await findMisfit(reconciling)
  return order.act === 'apply' ? apply(reconciling, order, found) : look(reconciling, found)
}

async function look(reconciling: Reconciling, misfit: Misfit | undefined): Promise<Reconciled> {
  const { db, epoch } = reconciling
  // Set back, either of them: all cases begin a new life in new data of the engine.
  const all = misfit === 'engine-behind' || misfit === 'database-behind'
  const cases = misfit ? await boundCases(db, all ? undefined : epoch) : await missingCases(reconciling)
  const lines: Line[] = []
  for (const found of cases) {
    const line = await lookAt(reconciling, found)
    if (line) lines.push(line)
  }
  return { misfit, lines, besides: [] }
}

async function apply(
  reconciling: Reconciling & { files: FileStore; ownEngine: boolean },
  order: ReconcileOrder,
  found: Misfit | undefined,
): Promise<Reconciled> {
  const { db, epoch, files } = reconciling
  if (found === 'engine-behind' || found === 'database-behind') {
    throw new Error(`${misfitWords[found]} Give ZEEBE_EPOCH a new name first: its keys would be taken for others.`)
  }
  const misfit = order.misfit ?? found
  const besides: string[] = []
  if (misfit) {
    const skip = order.skip ?? (misfit === 'database-behind' ? await unknownFiles(db, files) : 0)
    besides.push(...(await openEpoch(reconciling, { misfit, skip, registers: await registersInUse(reconciling) })))
    if (!reconciling.ownEngine) besides.push(`${await cancelEarlier(reconciling)} earlier instances are cancelled`)
  }
  await deployReleases(reconciling)
  const lines: Line[] = []
  for (const each of misfit ? await boundCases(db, epoch) : await missingCases(reconciling)) {
    const line = await startAgain(reconciling, each)
    if (line) lines.push(line)
  }
  if (misfit) await closeEpoch(reconciling)
  return { misfit, lines, besides }
}
