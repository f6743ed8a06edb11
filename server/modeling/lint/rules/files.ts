import type { Remark } from '../finding.ts'
import type { Element } from '../reading/diagram.ts'
import type { Rule } from '../rule.ts'

/** The card lists exactly the files that the diagram uses, each of them there: a release is their bytes. */
export const files: Rule = {
  name: 'files',
  judge({ card, diagram, files: project }) {
    const elements = [...diagram.elements.values()]
    const lists: [string, readonly string[], readonly string[]][] = [
      ['taskForms', card.taskForms, elements.filter(({ kind }) => kind === 'userTask').map(({ formKey }) => formKey)],
      ['messages', card.messages, byJob(elements, 'send-sms').map((name) => `processes/messages/${name}.json`)],
      [
        'documents',
        card.documents,
        [...byJob(elements, 'generate-document'), ...result(card)].map((name) => `processes/documents/${name}.typ`),
      ],
    ]
    const remarks: Remark[] = []
    for (const [name, listed, used] of lists) {
      const say = (message: string) => remarks.push({ file: card.path, at: `files.${name}`, message })
      for (const path of new Set(used)) if (!listed.includes(path)) say(`${path} is used but not listed`)
      for (const path of listed) {
        if (!used.includes(path)) say(`${path} is listed but not used`)
        if (!project.has(path)) say(`${path} is not there`)
      }
      if ([...listed].sort().join() !== listed.join()) say('the list is not sorted')
    }
    return remarks
  },
}

const byJob = (elements: readonly Element[], type: string): string[] =>
  elements.filter(({ jobType }) => jobType === type).map(({ headers }) => headers.template ?? '')

const result = (card: { resultKind: string }): string[] => (card.resultKind ? [card.resultKind] : [])
