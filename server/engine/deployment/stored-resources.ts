import type { Key } from '../contract.ts'
import type { Processing } from '../processing/processing.ts'
import type { Resource } from './resource.ts'

/** Stores the text of a resource for the process, DRG or form that was deployed from it. */
export function keepResource(p: Processing, { digest, text }: Resource, usedBy: Key): void {
  p.state.resources.put(digest, text)
  p.state.resourceUses.insert(digest + usedBy, 1)
}

/** Forgets one use of a resource; the text goes with the last one. */
export function releaseResource(p: Processing, digest: string, usedBy: Key): void {
  p.state.resourceUses.delete(digest + usedBy)
  if (p.state.resourceUses.range(digest, { limit: 1 }).length === 0) p.state.resources.delete(digest)
}
