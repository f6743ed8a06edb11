import type { Key } from '../contract.ts'
import { deleteDecisions } from '../deployment/decision-versions.ts'
import { deleteForm } from '../deployment/form-versions.ts'
import { deleteProcess } from '../deployment/process-versions.ts'
import type { Processing } from '../processing/processing.ts'
import { Refusal } from '../processing/refusal.ts'
import { isKey } from '../state/keys.ts'
import type { Command } from './command.ts'

/** Deletes one kind of resource; undefined if the key is of none of its kind. */
type Deletion = (p: Processing, key: Key) => 'deleted' | Refusal | undefined

/** All kinds of resources that can be deleted. A decision goes with its DRG only. */
const deletions: readonly Deletion[] = [
  (p, key) => {
    const process = p.state.processes.get(key)
    if (!process) return undefined
    if (p.state.processInstances.range(key, { limit: 1 }).length > 0)
      return new Refusal(
        'INVALID_STATE',
        `Expected to delete resource with key \`${key}\` but there are still running instances`,
      )
    deleteProcess(p, process)
    return 'deleted'
  },
  (p, key) => {
    const requirements = p.state.decisionRequirements.get(key)
    if (!requirements) return undefined
    deleteDecisions(p, requirements)
    return 'deleted'
  },
  (p, key) => {
    const form = p.state.forms.get(key)
    if (!form) return undefined
    deleteForm(p, form)
    return 'deleted'
  },
]

/** Deletes a version of a process, a DRG with its decisions, or a version of a form. */
export const deleteResource: Command<'deleteResource'> = {
  intent: 'DELETE',
  prepare({ resourceKey }) {
    const notFound = new Refusal(
      'NOT_FOUND',
      `Expected to delete resource but no resource found with key \`${resourceKey}\``,
    )
    if (!isKey(resourceKey)) return notFound
    return (p) => {
      for (const deletion of deletions) {
        const outcome = deletion(p, resourceKey)
        if (outcome instanceof Refusal) return outcome
        if (outcome === 'deleted') return {}
      }
      return notFound
    }
  },
}
