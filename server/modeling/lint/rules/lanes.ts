import type { Remark } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Each element of the process lies in exactly one lane. */
export const lanes: Rule = {
  name: 'lanes',
  judge({ diagram }): Remark[] {
    if (diagram.lanes.length === 0) return [{ message: 'the diagram has no lanes' }]
    const own = [...diagram.elements.values()].filter(({ scope }) => scope === diagram.processId)
    return own.flatMap(({ id }) => {
      const count = diagram.lanes.filter(({ members }) => members.includes(id)).length
      return count === 1 ? [] : [{ at: id, message: `lies in ${count} lanes` }]
    })
  },
}
