import { versionKey } from './keys.ts'
import type { State } from './state.ts'

const DONE = 'versions'

/**
 * Fills the indexes by version and by resource from the definitions, in a data folder that was begun before there were
 * such indexes; done once. Stored with the first commit.
 */
export function completeVersionIndexes(state: State): void {
  if (!state.counters.has('key') || state.counters.has(DONE)) return
  for (const [, { key, id, version }] of state.decisions.range(''))
    state.decisionVersions.put(versionKey(id, version), key)
  for (const [, { key, id, version, digest }] of state.decisionRequirements.range('')) {
    state.decisionRequirementsVersions.put(versionKey(id, version), key)
    state.resourceUses.put(digest + key, 1)
  }
  for (const [, { key, id, version, digest }] of state.forms.range('')) {
    state.formVersions.put(versionKey(id, version), key)
    state.resourceUses.put(digest + key, 1)
  }
  for (const [, { key, digest }] of state.processes.range('')) state.resourceUses.put(digest + key, 1)
  state.counters.put(DONE, 1)
}
