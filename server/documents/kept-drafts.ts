/**
 * Drafts that were made lately. A leader looks at a draft and approves it by its hash, for which it is made again: the
 * same release, template and data give the same bytes, so those of the first look serve. What leaves the memory is made anew.
 */
import { createHash } from 'node:crypto'

/** Of some 40 kB each. */
const mostKept = 200

export interface KeptDrafts {
  /** The draft of these words, made by `make` unless it is kept or under way; one that fails is not kept. */
  draft(words: readonly string[], make: () => Promise<Uint8Array>): Promise<Uint8Array>
}

export function keepDrafts(most = mostKept): KeptDrafts {
  const kept = new Map<string, Promise<Uint8Array>>()
  return {
    draft(words, make) {
      const key = createHash('sha256').update(JSON.stringify(words)).digest('base64')
      const known = kept.get(key)
      // Asked for last, kept longest.
      kept.delete(key)
      const made = known ?? make()
      kept.set(key, made)
      if (!known) made.catch(() => kept.delete(key))
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
      return made
    },
  }
}
