import { createHash } from 'node:crypto'
import type { DecisionRequirements } from '../decisions/index.ts'
import type { Graph } from '../model/graph.ts'

/** A resource as it was sent, read as text. */
export interface Resource {
  name: string
  text: string
  /** MD5 of the bytes: what makes two resources the same. */
  digest: string
}

/** What a resource declares, checked. */
export type ReadResource =
  | { kind: 'processes'; resource: Resource; graphs: Graph[] }
  | { kind: 'decisions'; resource: Resource; requirements: DecisionRequirements }
  | { kind: 'form'; resource: Resource; formId: string }

export type ResourceReading = { ok: true; read: ReadResource } | { ok: false; error: string }

/** One kind of resource, found by the ending of its name. */
export interface ResourceKind {
  endings: readonly string[]
  read(resource: Resource): Promise<ResourceReading> | ResourceReading
}

export function toResource({ name, content }: { name: string; content: Uint8Array }): Resource {
  return { name, text: new TextDecoder().decode(content), digest: createHash('md5').update(content).digest('hex') }
}
