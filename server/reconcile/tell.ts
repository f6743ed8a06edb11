/** The report of a reconciliation: codes, elements and counts, nothing about people. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Line } from './cases.ts'
import { misfitWords, type Reconciled, type ReconcileOrder, reconcile } from './reconcile.ts'

const acts: Readonly<Record<Line['act'], string>> = {
  'goes-on': 'goes on at',
  begins: 'starts anew from',
  'by-hand': 'is left to people:',
}

/** The whole report, as lines. */
export function reportOf({ misfit, lines, besides }: Reconciled, order: ReconcileOrder): string[] {
  const found = misfit ? misfitWords[misfit] : 'Engine and database know each other.'
  const tense = order.act === 'apply' ? 'Done:' : 'What --apply would do:'
  const cases = lines.map(
    ({ code, kind, act, at }) => `  ${code}${kind === 'apology' ? ' (apology)' : ''} ${acts[act]} ${at}`,
  )
  const more = besides.map((words) => `  ${words}`)
  if (cases.length + more.length === 0) return [found, 'Nothing to mend in any open case.']
  return [found, tense, ...cases, ...more, summary(lines)]
}

function summary(lines: readonly Line[]): string {
  const count = (act: Line['act']) => lines.filter((line) => line.act === act).length
  return `${lines.length} cases: ${count('goes-on')} go on, ${count('begins')} start anew, ${count('by-hand')} are left to people.`
}

/** Reconciles, writes the report beside the data and tells it in the ready line; then waits to be stopped. */
export async function reconcileAndTell(
  reconciling: Parameters<typeof reconcile>[0],
  order: ReconcileOrder,
  dataFolder: string,
): Promise<() => Promise<void>> {
  const reconciled = await reconcile(reconciling, order)
  const folder = join(dataFolder, 'reconcile')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = `${new Date().toISOString().replaceAll(':', '-')}-${order.act}.txt`
  const report = join(folder, name)
  const lines = reportOf(reconciled, order)
  await writeFile(report, `${lines.join('\n')}\n`, { mode: 0o600 })
  const { misfit, besides } = reconciled
  const needed = misfit !== undefined || reconciled.lines.length + besides.length > 0
  process.stdout.write(`${JSON.stringify({ ready: true, misfit, needed, report })}\n`)
  return async () => {
    await reconciling.zeebe.close()
    await reconciling.db.$disconnect()
  }
}
