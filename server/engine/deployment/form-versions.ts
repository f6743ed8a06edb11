import type { FormMetadata, Key } from '../contract.ts'
import type { Processing } from '../processing/processing.ts'
import { hash } from '../state/keys.ts'
import type { FormDefinition } from '../state/records.ts'
import type { Resource } from './resource.ts'
import { keepResource, releaseResource } from './stored-resources.ts'
import { addVersion, nextVersion, removeVersion, type VersionLine } from './version-lines.ts'

/** Stores a form as the next version of its id, unless it is the latest version already. */
export function deployForm(p: Processing, resource: Resource, id: string, deploymentKey: Key): FormMetadata {
  const latest = p.state.latestForms.get(hash(id))
  const before = latest && p.state.forms.get(latest.key)
  if (before?.digest === resource.digest && before.resourceName === resource.name) return metadataOf(before)
  const form: FormDefinition = {
    key: p.nextKey(),
    id,
    version: nextVersion(lineOf(p), id),
    resourceName: resource.name,
    digest: resource.digest,
    deploymentKey,
  }
  keepResource(p, resource, form.key)
  p.state.forms.insert(form.key, form)
  addVersion(lineOf(p), id, form)
  return metadataOf(form)
}

/** Removes a version of a form; if it was the latest, the one before is it again. */
export function deleteForm(p: Processing, { key, id, version, digest }: FormDefinition): void {
  removeVersion(lineOf(p), id, version)
  p.state.forms.delete(key)
  releaseResource(p, digest, key)
}

function lineOf({ state }: Processing): VersionLine {
  return { latest: state.latestForms, versions: state.formVersions, retired: state.retiredForms }
}

function metadataOf({ id, version, key, resourceName }: FormDefinition): FormMetadata {
  return { formId: id, version, formKey: key, resourceName }
}
