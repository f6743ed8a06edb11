/**
 * What a reconciliation that was cut off may have left in our own engine: the one instance that was started last and
 * bound to no row. Standing at a wait, it would take the message that is meant for the case.
 */
import { ZeebeError } from '../zeebe/index.ts'
import type { Reconciling } from './cases.ts'
import { newKeys } from './fit.ts'

/** Cancels it. Cases are started one after the other, so its key lies above the last one that was bound. */
export async function cancelStray(reconciling: Reconciling): Promise<void> {
  const { db, zeebe, epoch, log } = reconciling
  for (const [, next] of await newKeys(reconciling)) {
    const [row] = await db.sql<{ last: bigint | null }>`
      SELECT greatest((SELECT max(process_instance_key) FROM dossier WHERE epoch = ${epoch}),
                      (SELECT max(process_instance_key) FROM apology WHERE epoch = ${epoch}),
                      (SELECT max(process_definition_key) FROM deployment WHERE epoch = ${epoch})) AS last`
    if (row?.last == null) continue
    for (let key = row.last + 1n; key < next; key++) {
      try {
        await zeebe.cancel(String(key) as Parameters<typeof zeebe.cancel>[0])
        log.info({ key: String(key) }, 'stray instance cancelled')
      } catch (error) {
        // Most keys are of other things than instances.
        if (!(error instanceof ZeebeError && error.status === 'NOT_FOUND')) throw error
      }
    }
  }
}
