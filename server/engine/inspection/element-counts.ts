import type { Key } from '../contract.ts'
import type { State } from '../state/state.ts'
import { livingWithin } from './instances.ts'

/** How many instances of an element live now, and how many ended within the reach of the history. */
export interface ElementCount {
  elementId: string
  active: number
  /** Living ones that are stuck, by their own incident or that of their job. */
  incidents: number
  completed: number
  terminated: number
}

/** Process instances that are counted before others get their turn. */
const AT_ONCE = 100

/**
 * The counts of a diagram's elements, for a heat map; elements that nothing ever reached are left out. It goes through the
 * running instances of the definition in slices, so the engine goes on meanwhile and the numbers are of no one instant.
 */
export async function elementCounts(state: State, processDefinitionKey: Key): Promise<ElementCount[]> {
  const counts = new Map<string, ElementCount>()
  const countOf = (elementId: string) => {
    const count = counts.get(elementId) ?? { elementId, active: 0, incidents: 0, completed: 0, terminated: 0 }
    counts.set(elementId, count)
    return count
  }
  for (const [, { elementId, completed, terminated }] of state.elementTotals.range(processDefinitionKey))
    Object.assign(countOf(elementId), { completed, terminated })
  for (let after: string | undefined; ; ) {
    const rows = state.processInstances.range(processDefinitionKey, { after, limit: AT_ONCE })
    for (const [row] of rows) {
      after = row
      for (const instance of livingWithin(state, row.slice(processDefinitionKey.length) as Key)) {
        const count = countOf(instance.elementId)
        count.active += 1
        const job = instance.jobKey === undefined ? undefined : state.jobs.get(instance.jobKey)
        if (instance.incidentKey !== undefined || job?.incidentKey !== undefined) count.incidents += 1
      }
    }
    if (rows.length < AT_ONCE) break
    await new Promise(setImmediate)
  }
  return [...counts.values()].sort((one, other) => (one.elementId < other.elementId ? -1 : 1))
}
