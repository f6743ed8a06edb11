/** Open cases whose instance the engine does not know although both fit: somebody ended it with a tool of his own. */
import { ZeebeError } from '../zeebe/index.ts'
import { type BoundCase, boundCases, type Reconciling } from './cases.ts'

export async function missingCases(reconciling: Reconciling): Promise<BoundCase[]> {
  const { db, zeebe } = reconciling
  const missing: BoundCase[] = []
  for (const found of await boundCases(db)) {
    try {
      // Setting nothing changes nothing, and says whether the instance is there.
      await zeebe.setVariables(found.processInstanceKey as Parameters<typeof zeebe.setVariables>[0], {}, false)
    } catch (error) {
      if (!(error instanceof ZeebeError && error.status === 'NOT_FOUND')) throw error
      missing.push(found)
    }
  }
  return missing
}
