/**
 * Open cases that have no instance although engine and database fit: somebody ended it with a tool of his own, or an
 * earlier reconciliation left the case to people.
 */
import { ZeebeError } from '../zeebe/index.ts'
import { type BoundCase, boundCases, type Reconciling } from './cases.ts'

export async function* missingCases(reconciling: Reconciling): AsyncGenerator<BoundCase> {
  const { db, zeebe, epoch } = reconciling
  for await (const found of boundCases(db)) {
    // Keys of other data mean nothing here.
    if (found.epoch !== epoch || !(await isThere(zeebe, found.processInstanceKey))) yield found
  }
}

async function isThere(zeebe: Reconciling['zeebe'], key: string): Promise<boolean> {
  try {
    // Setting nothing changes nothing, and says whether the instance is there.
    await zeebe.setVariables(key as Parameters<typeof zeebe.setVariables>[0], {}, false)
    return true
  } catch (error) {
    if (error instanceof ZeebeError && error.status === 'NOT_FOUND') return false
    throw error
  }
}
