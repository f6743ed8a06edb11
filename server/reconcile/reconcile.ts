/** Engine and database made to fit again: looked at only, or done. PostgreSQL is the record and wins. */
import type { FileStore } from '../files/index.ts'
import { deployReleases } from '../services/index.ts'
import { boundCases, type Line, lookAt, type Reconciling, startAgain } from './cases.ts'
import { type Acquaintance, findMisfit, leaveMark, type Misfit, rememberSetBack } from './fit.ts'
import { missingCases } from './missing.ts'
import { misfitWords, type Reconciled, type ReconcileOrder } from './order.ts'
import { registersInUse } from './registers.ts'
import { cancelEarlier, closeEpoch, heldWords, isKnown, messagesUnderWay, openEpoch, skipWords } from './renewal.ts'
import { cancelStray } from './stray.ts'
import { unknownFiles } from './unknown-files.ts'

/** Engine and database do not fit, so that nothing may run. The message says what to do. */
export class EngineMisfit extends Error {
  constructor(misfit: Misfit) {
    super(`${misfitWords[misfit]} Nothing was started. \`npm run reconcile\` shows what would be done about it.`)
    this.name = 'EngineMisfit'
  }
}

/** Before anything runs: both know each other, and a new mark says so. @throws EngineMisfit */
export async function demandFit(known: Acquaintance): Promise<void> {
  const misfit = await findMisfit(known)
  if (misfit === 'database-behind') await rememberSetBack(known)
  if (misfit) throw new EngineMisfit(misfit)
  await leaveMark(known)
}

/** Looks, or does it. An engine or a database that was set back remembers that it was found so. */
export async function reconcile(reconciling: Needs, order: ReconcileOrder): Promise<Reconciled> {
  if (order.act === 'apply') return apply(reconciling, order)
  const found = await findMisfit(reconciling)
  // Said by whoever restored something: what is found is then beside the point, unless it is being mended already.
  const misfit = found === 'rebuilding' ? found : (order.misfit ?? found)
  // From here on it may be cut off at any moment, also when the engine that showed it has been put aside.
  if (order.act === 'begin' && misfit === 'database-behind') await rememberSetBack(reconciling)
  return look(reconciling, misfit, order.skip)
}

type Needs = Reconciling & { files: FileStore; ownEngine: boolean }

async function look(reconciling: Needs, misfit: Misfit | undefined, skip: number | undefined): Promise<Reconciled> {
  const { db, epoch, files, ownEngine } = reconciling
  const lines: Line[] = []
  // Set back, either of them: all cases begin a new life in new data of the engine.
  const bound = () => boundCases(db, isSetBack(misfit) ? undefined : epoch)
  const cases = misfit ? bound() : missingCases(reconciling)
  for await (const found of cases) {
    const line = await lookAt(reconciling, found)
    if (line) lines.push(line)
  }
  const besides: string[] = []
  if (misfit === 'database-behind') {
    const held = await messagesUnderWay(db)
    if (held > 0) besides.push(heldWords(held))
    besides.push(skipWords(skip ?? (await unknownFiles(db, files))))
  }
  const blocked = !ownEngine && isSetBack(misfit) && (await isKnown(db, epoch))
  return { misfit, lines, besides, ...(blocked ? { blocked: newNameWanted } : {}) }
}

const isSetBack = (misfit: Misfit | undefined) => misfit === 'engine-behind' || misfit === 'database-behind'

const newNameWanted =
  'First give ZEEBE_EPOCH a new name, for the same keys mean other things now; then call this again.'

async function apply(reconciling: Needs, order: ReconcileOrder): Promise<Reconciled> {
  const { db, epoch, files, ownEngine } = reconciling
  const found = await findMisfit(reconciling)
  // Ours was put aside before this.
  if (isSetBack(found) && (await isKnown(db, epoch))) throw new Error(newNameWanted)
  const misfit = order.misfit ?? found
  const besides: string[] = []
  if (misfit) {
    if (found === 'rebuilding' && ownEngine) await cancelStray(reconciling)
    const skip = order.skip ?? (misfit === 'database-behind' ? await unknownFiles(db, files) : 0)
    besides.push(...(await openEpoch(reconciling, { misfit, skip, registers: await registersInUse(reconciling) })))
    if (!ownEngine) besides.push(`${await cancelEarlier(reconciling)} earlier instances are cancelled`)
  }
  await deployReleases(reconciling)
  const lines: Line[] = []
  for await (const each of misfit ? boundCases(db, epoch) : missingCases(reconciling)) {
    const line = await startAgain(reconciling, each)
    if (line) lines.push(line)
  }
  if (misfit) await closeEpoch(reconciling)
  return { misfit, lines, besides }
}
