/** A reconciliation run by the app in place of its service: its report is written and named in the ready line. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReconcileOrder } from './order.ts'
import { reconcile } from './reconcile.ts'
import { reportOf } from './report.ts'

/** Reconciles, writes the report beside the data and tells it in the ready line; then waits to be stopped. */
export async function reconcileAndTell(
  reconciling: Parameters<typeof reconcile>[0],
  order: ReconcileOrder,
  dataFolder: string,
): Promise<() => Promise<void>> {
  const reconciled = await reconcile(reconciling, order)
  const folder = join(dataFolder, 'reconcile')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = `${new Date().toISOString().replaceAll(':', '-')}-${order.act === 'apply' ? 'done' : 'found'}.txt`
  const report = join(folder, name)
  const lines = reportOf(reconciled, order)
  await writeFile(report, `${lines.join('\n')}\n`, { mode: 0o600 })
  const { misfit, besides, blocked } = reconciled
  const needed = misfit !== undefined || reconciled.lines.length + besides.length > 0
  process.stdout.write(`${JSON.stringify({ ready: true, misfit, needed, blocked: blocked !== undefined, report })}\n`)
  return async () => {
    await reconciling.zeebe.close()
    await reconciling.db.$disconnect()
  }
}
