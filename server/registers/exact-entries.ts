import { type JsonObject, valueAt } from './json.ts'

/**
 * The entries of `civil.entry` that agree with the whole key. The register also sends near ones, when nothing agrees:
 * they are shown to the officer and never count as found by a rule.
 */
export function exactEntries(entries: readonly JsonObject[]): JsonObject[] {
  return entries.filter((entry) => valueAt(entry, 'match.exact') !== false)
}
