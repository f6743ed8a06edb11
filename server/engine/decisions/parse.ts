import { parametersOf } from './knowledge.ts'
import { Reading } from './logic/expressions.ts'
import { logicKinds } from './logic/kinds.ts'
import type { Decision, DecisionRequirements, KnowledgeModel } from './requirements.ts'
import { childOf, childrenOf, readDmnXml, type XmlElement } from './xml.ts'

export type ParsedDecisions = { ok: true; requirements: DecisionRequirements } | { ok: false; error: string }

/** Decisions, and business knowledge models, in one file. */
const mostDecisions = 500

/** Elements of a decision that are not its logic. */
const aside = new Set([
  'description',
  'extensionElements',
  'question',
  'allowedAnswers',
  'variable',
  'informationRequirement',
  'knowledgeRequirement',
  'authorityRequirement',
  'supportedObjective',
  'impactedPerformanceIndicator',
  'decisionMaker',
  'decisionOwner',
  'usingProcess',
  'usingTask',
])

/** Reads a DMN file and compiles its decisions. All faults are told, one per line. */
export function parseDecisions(xml: string): ParsedDecisions {
  const read = readDmnXml(xml)
  if (!read.ok) return { ok: false, error: `Failed to parse DMN: ${read.error}` }
  const reading = new Reading(logicKinds)
  const requirements = readDefinitions(read.root, reading)
  if (requirements && reading.failures.length === 0) return { ok: true, requirements }
  return { ok: false, error: reading.failures.join('\n') || 'Failed to parse DMN' }
}

function readDefinitions(root: XmlElement, reading: Reading): DecisionRequirements | undefined {
  const id = root.attributes.get('id') ?? ''
  const name = root.attributes.get('name') ?? ''
  if (!id || !name) reading.fail('the definitions must have an id and a name')
  const elements = byId(childrenOf(root, 'decision'), reading)
  const models = byId(childrenOf(root, 'businessKnowledgeModel'), reading)
  if (elements.size > mostDecisions) return reading.fail(`there are more than ${mostDecisions} decisions`)
  const order = inOrder(elements, 'informationRequirement', 'requiredDecision')
  const modelOrder = inOrder(models, 'knowledgeRequirement', 'requiredKnowledge')
  if (!order) return reading.fail('Invalid DMN model: Cyclic dependencies between decisions detected.')
  if (!modelOrder) return reading.fail('Invalid DMN model: Cyclic dependencies between BKMs detected.')

  const knowledge = new Map<string, KnowledgeModel>()
  for (const [modelId, element] of modelOrder) {
    const model = readModel(element, knowledge, reading)
    if (model) knowledge.set(modelId, model)
  }
  const decisions = new Map<string, Decision>()
  for (const [decisionId, element] of order) {
    const decision = readDecision(element, decisions, knowledge, reading)
    if (decision) decisions.set(decisionId, decision)
  }
  return { id, name, decisions: [...elements.keys()].flatMap((key) => decisions.get(key) ?? []) }
}

function byId(elements: readonly XmlElement[], reading: Reading): ReadonlyMap<string, XmlElement> {
  const found = new Map<string, XmlElement>()
  for (const element of elements) {
    const id = element.attributes.get('id') ?? ''
    const name = element.attributes.get('name') ?? ''
    if (!id || !name) reading.fail(`a ${element.name} must have an id and a name (id '${id}', name '${name}')`)
    else if (found.has(id)) reading.fail(`the id '${id}' is used more than once`)
    else found.set(id, element)
  }
  return found
}

/** Ids that an element requires, of those in the file. */
function requiredBy(element: XmlElement, requirement: string, reference: string): string[] {
  return childrenOf(element, requirement).flatMap((child) => {
    const href = childOf(child, reference)?.attributes.get('href')
    return href?.startsWith('#') ? [href.slice(1)] : []
  })
}

/** The elements so that each comes after those it requires; undefined if they require each other in a circle. */
function inOrder(
  elements: ReadonlyMap<string, XmlElement>,
  requirement: string,
  reference: string,
): ReadonlyMap<string, XmlElement> | undefined {
  const ordered = new Map<string, XmlElement>()
  const entered = new Set<string>()
  for (const start of elements.keys()) {
    const stack = [start]
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      const element = elements.get(id)
      const isDone = !element || ordered.has(id)
      const open = isDone
        ? []
        : requiredBy(element, requirement, reference).filter((other) => elements.has(other) && !ordered.has(other))
      if (isDone || open.length === 0) {
        if (element) ordered.set(id, element)
        stack.pop()
      } else if (entered.has(id)) return undefined
      else {
        entered.add(id)
        stack.push(...open)
      }
    }
  }
  return ordered
}

function readModel(
  element: XmlElement,
  known: ReadonlyMap<string, KnowledgeModel>,
  reading: Reading,
): KnowledgeModel | undefined {
  const required = requiredBy(element, 'knowledgeRequirement', 'requiredKnowledge').flatMap((id) => known.get(id) ?? [])
  const encapsulated = childOf(element, 'encapsulatedLogic')
  const name = element.attributes.get('name') ?? ''
  const body = encapsulated?.children.find((child) => child.name !== 'formalParameter' && !aside.has(child.name))
  if (!encapsulated || !body) return reading.fail(`the business knowledge model '${name}' has no logic`)
  const logic = reading.within(required, () => reading.logic(body))
  return logic && { name, parameters: parametersOf(encapsulated), logic, required }
}

function readDecision(
  element: XmlElement,
  decisions: ReadonlyMap<string, Decision>,
  known: ReadonlyMap<string, KnowledgeModel>,
  reading: Reading,
): Decision | undefined {
  const id = element.attributes.get('id') ?? ''
  const sees = requiredBy(element, 'informationRequirement', 'requiredDecision').flatMap(
    (key) => decisions.get(key) ?? [],
  )
  const knowledge = requiredBy(element, 'knowledgeRequirement', 'requiredKnowledge').flatMap(
    (key) => known.get(key) ?? [],
  )
  const body = element.children.find((child) => !aside.has(child.name))
  if (!body) return reading.fail(`the decision '${id}' has no logic`)
  const logic = reading.within(knowledge, () => reading.logic(body))
  const variable = childOf(element, 'variable')?.attributes
  return (
    logic && {
      id,
      name: element.attributes.get('name') ?? '',
      resultName: variable?.get('name') ?? id,
      resultType: variable?.get('typeRef'),
      logic,
      requires: [...new Set(sees.flatMap((decision) => [...decision.requires, decision]))],
      sees,
      knowledge,
    }
  )
}
