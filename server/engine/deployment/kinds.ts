import { parseDecisions } from '../decisions/index.ts'
import { compileBpmn } from '../model/compile.ts'
import type { Resource, ResourceKind, ResourceReading } from './resource.ts'

const bpmn: ResourceKind = {
  endings: ['.bpmn', '.xml'],
  async read(resource) {
    const compiled = await compileBpmn(resource.text)
    return compiled.ok ? { ok: true, read: { kind: 'processes', resource, graphs: compiled.graphs } } : compiled
  },
}

const dmn: ResourceKind = {
  endings: ['.dmn'],
  read(resource) {
    const parsed = parseDecisions(resource.text)
    return parsed.ok ? { ok: true, read: { kind: 'decisions', resource, requirements: parsed.requirements } } : parsed
  },
}

const form: ResourceKind = {
  endings: ['.form'],
  read(resource) {
    const formId = formIdOf(resource.text)
    if (formId === undefined) return { ok: false, error: 'The form is not a JSON object' }
    if (formId.trim() === '') return { ok: false, error: 'Expected the form id to be present and not blank' }
    return { ok: true, read: { kind: 'form', resource, formId } }
  },
}

/** All kinds of resources that can be deployed. */
const kinds: readonly ResourceKind[] = [bpmn, dmn, form]

/** Reads and checks a resource by the ending of its name. */
export async function readResource(resource: Resource): Promise<ResourceReading> {
  const kind = kinds.find(({ endings }) => endings.some((ending) => resource.name.endsWith(ending)))
  return kind ? kind.read(resource) : { ok: false, error: 'unknown resource type' }
}

/** The id of a form; empty if it has none, undefined if the text is no JSON object. */
function formIdOf(text: string): string | undefined {
  try {
    const form: unknown = JSON.parse(text)
    if (typeof form !== 'object' || form === null || Array.isArray(form)) return undefined
    return 'id' in form && typeof form.id === 'string' ? form.id : ''
  } catch {
    return undefined
  }
}
