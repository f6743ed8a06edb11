import type { FormMetadata, Key } from '../contract.ts'
import type { Processing } from '../processing/processing.ts'
import { hash } from '../state/keys.ts'
import type { FormDefinition } from '../state/records.ts'
import type { Resource } from './resource.ts'

/** Stores a form as the next version of its id, unless it is the latest version already. */
export function deployForm(p: Processing, resource: Resource, id: string, deploymentKey: Key): FormMetadata {
  const latest = p.state.latestForms.get(hash(id))
  const before = latest && p.state.forms.get(latest.key)
  if (before?.digest === resource.digest && before.resourceName === resource.name) return metadataOf(before)
  const form: FormDefinition = {
    key: p.nextKey(),
    id,
    version: (latest?.highest ?? 0) + 1,
    resourceName: resource.name,
    digest: resource.digest,
    deploymentKey,
  }
  const { key, version } = form
  p.state.resources.put(resource.digest, resource.text)
  p.state.forms.insert(key, form)
  p.state.latestForms.put(hash(id), { key, version, highest: version })
  return metadataOf(form)
}

function metadataOf({ id, version, key, resourceName }: FormDefinition): FormMetadata {
  return { formId: id, version, formKey: key, resourceName }
}
