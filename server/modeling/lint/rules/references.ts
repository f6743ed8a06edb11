import { ASKS } from '../contract.ts'
import type { Remark } from '../finding.ts'
import type { Element } from '../reading/diagram.ts'
import { textAt } from '../reading/json.ts'
import type { Rule } from '../rule.ts'
import type { Service } from '../service.ts'

/** What a header or form key names must be there and stand in the card: decisions, forms, papers, messages, registers. */
export const references: Rule = {
  name: 'references',
  judge(service) {
    return [...service.diagram.elements.values()].flatMap((element) => judgeElement(service, element))
  },
}

type Judge = (service: Service, element: Element) => string | undefined

const decision: Judge = ({ card, decisions }, { headers }) =>
  card.decisionIds.includes(headers.decision ?? '') && decisions.some(({ id }) => id === headers.decision)
    ? undefined
    : `the decision ${headers.decision} is not in the card and its tables`

const lookup: Judge = ({ card }, { headers }) => {
  const found = card.lookups.get(headers.lookup ?? '')
  if (!found) return `the card has no look-up ${headers.lookup}`
  return found.register === headers.register ? undefined : `the look-up ${headers.lookup} asks ${found.register}`
}

const result: Judge = ({ card }, { headers }) =>
  headers.kind === card.resultKind && headers.register === card.resultRegister
    ? undefined
    : `kind and register of the result are ${card.resultKind} and ${card.resultRegister}`

const BY_JOB: Readonly<Record<string, Judge>> = {
  'check-eligibility': decision,
  'calculate-fee': decision,
  'lookup-citizen': lookup,
  'lookup-register': lookup,
  'issue-result': result,
  'void-result': result,
  'update-register': ({ card }, { headers }) =>
    card.effects.includes(headers.effect ?? '') ? undefined : `the card has no effect ${headers.effect}`,
  'generate-document': ({ card }, { headers }) => listed(card.documents, `processes/documents/${headers.template}.typ`),
  'send-sms': ({ card }, { headers }) => listed(card.messages, `processes/messages/${headers.template}.json`),
  'open-request': ({ card }, { headers }) => {
    const { kind = '', to = '' } = headers
    if (!ASKS[to]?.includes(kind)) return `a request of kind ${kind} does not go to ${to}`
    return to === 'others' && !textAt(card.json, kind, 'to') ? `the card does not say whom: ${kind}.to` : undefined
  },
}

const listed = (paths: readonly string[], path: string) =>
  paths.includes(path) ? undefined : `${path} is not in the card's files`

function judgeElement(service: Service, element: Element): Remark[] {
  const fault =
    element.kind === 'userTask'
      ? listed(service.card.taskForms, element.formKey)
      : BY_JOB[element.jobType ?? '']?.(service, element)
  return fault ? [{ at: element.id, message: fault }] : []
}
