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
  'browser/whole-case',
  'durability/backup',
  'unit/services/lint',
]

/** jest's order on a fresh clone goes by size; here the long stories come first, and the rest as jest would have it. */
export default class LongFirst extends Sequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  sort(tests) {
    const rank = (/** @type {{ path: string }} */ { path }) => {
      const at = long.findIndex((part) => path.includes(part))
      return at < 0 ? long.length : at
    }
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b))
  }
}
