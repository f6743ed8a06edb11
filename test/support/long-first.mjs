import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
/** @type {{ default: typeof import('@jest/test-sequencer').default }} */
const { default: Sequencer } = require('@jest/test-sequencer')

/** Files that take a minute or more, longest first: begun last, they alone would keep one core waiting. */
const long = [
  'faults/points',
  'faults/kills',
  'recovery/',
  'services/every-service',
  'portal-on-the-product',
  'portal-states',
  'browser/services',
  'browser/whole-case',
  'durability/backup',
  'unit/services/lint',
  'engine/services/civil-status-extract',
  'unit/documents/every-paper',
]

/** Projects in the order in which they run; what stands in one row runs together. */
const order = [['unit'], ['engine'], ['platform', 'browser'], ['soak']]

/**
 * Quick projects first. Within one, jest's order on a fresh clone goes by size; here the long files come first, and
 * the rest as jest would have it.
 */
export default class LongFirst extends Sequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  sort(tests) {
    const rank = (/** @type {import('@jest/test-result').Test} */ { path, context }) => {
      const project = order.findIndex((names) => names.includes(context.config.displayName?.name ?? ''))
      const at = long.findIndex((part) => path.includes(part))
      return project * (long.length + 1) + (at < 0 ? long.length : at)
    }
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b))
  }
}
