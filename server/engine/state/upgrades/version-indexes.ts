import { versionKey } from '../keys.ts'
import type { State } from '../state.ts'

/** Format 2: the indexes by version and by resource, filled from the definitions. */
export function fillVersionIndexes(state: State): void {
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
  // How format 1 told that it had them already.
  state.counters.delete('versions')
}
