import type { Remark } from '../finding.ts'
import type { Element } from '../reading/diagram.ts'
import type { Rule } from '../rule.ts'

/** Steps that examine or draft, and steps that sign: who did one may not do the other in the same dossier. */
const EXAMINES = ['review', 'inspect', 'draft', 'draft-refusal']
const SIGNS = ['sign', 'sign-refusal']

export const roleOf = (group: string): string | undefined => /:([A-Za-z]+)"[^"]*\]?\)?$/.exec(group)?.[1]

/** Tags as the conventions name them, and never so that a unit with one person per role would stop. */
export const fourEyes: Rule = {
  name: 'four-eyes',
  judge({ diagram }) {
    const tasks = [...diagram.elements.values()].filter(({ kind }) => kind === 'userTask')
    const roles = new Map<string, Set<string>>()
    const remarks: Remark[] = []
    for (const task of tasks) {
      const wanted = wantedTag(task.id)
      const { tag } = task.headers
      if (tag !== wanted)
        remarks.push({
          at: task.id,
          message: wanted ? `the tag must be ${wanted}` : 'this step carries no tag: a unit has one head',
        })
      const role = roleOf(task.group)
      if (!role) remarks.push({ at: task.id, message: 'the candidate group must be "unit:" + … + ":role"' })
      else if (tag) roles.set(role, (roles.get(role) ?? new Set()).add(tag))
    }
    for (const [role, tags] of roles)
      if (tags.size > 1)
        remarks.push({ message: `${role} both examines and signs: a unit with one person in that role would stop` })
    return remarks
  },
}

function wantedTag(id: Element['id']): string | undefined {
  if (EXAMINES.includes(id)) return 'examines'
  return SIGNS.includes(id) ? 'signs' : undefined
}
