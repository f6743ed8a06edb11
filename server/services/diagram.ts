/**
 * What the platform reads in a service's diagram: steps, their outcomes, public words and limits. The engine runs the
 * same bytes; this reading serves lists, buttons and rights. Conventions: docs/processes.md.
 */
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import zeebeDescriptor from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }
import type { Texts } from '../problems.ts'

export interface Outcome {
  key: string
  label: Texts
  needsReason: boolean
  /** FEEL over the dossier's facts and counts; absent = always open. */
  when?: string
  /** Kind of result that this outcome voids. */
  voids?: string
  /** The next thing is a request to the citizen: the decision carries the items that are asked for. */
  asksCitizen: boolean
  /** The next thing is the job that issues the result: what was approved is bound to its draft, and cannot be withdrawn. */
  issues: boolean
}

export interface Step {
  id: string
  /** Its BPMN type, `bpmn:UserTask` and the like. */
  kind: string
  /** Ids of the elements behind its sequence flows, and of those before it. */
  leadsTo: string[]
  comesFrom: string[]
  /** The sub-process that holds it; undefined: the process itself. */
  within?: string
  /** It runs once for each of a collection. */
  repeats: boolean
  name: Texts
  /** Zeebe job type of a task; the user task's own type for user tasks; undefined for events and gateways. */
  jobType?: string
  formKey?: string
  headers: { [name: string]: string }
  properties: { [name: string]: string }
  /** Role of the candidate group `unit:<code>:<role>`; user tasks only. */
  role?: string
  tag?: 'examines' | 'signs'
  /** What the citizen reads while this step lasts. */
  publicText?: Texts
  outcomes: Outcome[]
}

export interface Diagram {
  processId: string
  name: Texts
  /** Id of the step whose decision ends the citizen's right to withdraw. */
  withdrawableUntil?: string
  steps: ReadonlyMap<string, Step>
}

export const USER_TASK_JOB = 'io.camunda.zeebe:userTask'

function isNode(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value
}
const nodes = (value: unknown): ModdleElement[] => (Array.isArray(value) ? value.filter(isNode) : [])
const node = (value: unknown): ModdleElement | undefined => (isNode(value) ? value : undefined)
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const idOf = (element: ModdleElement): string => text(element.get('id'))

function extension(element: ModdleElement, type: string): ModdleElement | undefined {
  const values = nodes(node(element.get('extensionElements'))?.get('values'))
  return values.find((value) => value.$type.toLowerCase() === type.toLowerCase())
}

function named(list: unknown, nameKey: 'key' | 'name'): { [name: string]: string } {
  return Object.fromEntries(nodes(list).map((entry) => [text(entry.get(nameKey)), text(entry.get('value'))]))
}

const propertiesOf = (element: ModdleElement) =>
  named(extension(element, 'zeebe:Properties')?.get('properties'), 'name')
const headersOf = (element: ModdleElement) => named(extension(element, 'zeebe:TaskHeaders')?.get('values'), 'key')

const documentation = (element: ModdleElement): string =>
  nodes(element.get('documentation'))
    .map((entry) => text(entry.get('text')))
    .join(' ')
    .trim()

const texts = (element: ModdleElement): Texts => {
  const vi = text(element.get('name')).replace(/\s+/g, ' ').trim()
  return { vi, en: documentation(element) || vi }
}

function jobTypeOf(element: ModdleElement): string | undefined {
  if (element.$type === 'bpmn:UserTask') return USER_TASK_JOB
  const type = extension(element, 'zeebe:TaskDefinition')?.get('type')
  return typeof type === 'string' ? type : undefined
}

/** The first tasks that a token meets from here: user tasks and jobs, through gateways, events and into sub-processes. */
function firstTasks(from: ModdleElement | undefined, seen = new Set<string>()): ModdleElement[] {
  if (!from || seen.has(idOf(from))) return []
  seen.add(idOf(from))
  if (jobTypeOf(from)) return [from]
  if (from.$type === 'bpmn:SubProcess') {
    const start = nodes(from.get('flowElements')).find((child) => child.$type === 'bpmn:StartEvent')
    return firstTasks(start, seen)
  }
  return nodes(from.get('outgoing')).flatMap((flow) => firstTasks(node(flow.get('targetRef')), seen))
}

function outcomesOf(task: ModdleElement): Outcome[] {
  const gateway = node(nodes(task.get('outgoing'))[0]?.get('targetRef'))
  if (gateway?.$type !== 'bpmn:ExclusiveGateway') return []
  return nodes(gateway.get('outgoing')).flatMap((flow) => {
    const condition = text(node(flow.get('conditionExpression'))?.get('body'))
    const key = /^=\s*outcome\s*=\s*"([^"]+)"\s*$/.exec(condition)?.[1]
    if (!key) return []
    const own = propertiesOf(flow)
    const next = firstTasks(node(flow.get('targetRef')))
    return [
      {
        key,
        label: texts(flow),
        needsReason: own.needsReason === 'true',
        ...(own.when ? { when: own.when } : {}),
        ...(own.voids ? { voids: own.voids } : {}),
        asksCitizen: next.some((task) => jobTypeOf(task) === 'open-request' && headersOf(task).to === 'citizen'),
        issues: next.some((task) => jobTypeOf(task) === 'issue-result'),
      },
    ]
  })
}

function roleOf(task: ModdleElement): string | undefined {
  const groups = text(extension(task, 'zeebe:AssignmentDefinition')?.get('candidateGroups'))
  return /:([A-Za-z]+)"/.exec(groups)?.[1]
}

function stepOf({ element, within }: Placed): Step {
  const headers = headersOf(element)
  const properties = propertiesOf(element)
  const jobType = jobTypeOf(element)
  const formKey = text(extension(element, 'zeebe:FormDefinition')?.get('formKey'))
  const role = element.$type === 'bpmn:UserTask' ? roleOf(element) : undefined
  const said = headers.public ? headers : properties
  const { tag } = headers
  const ends = (flows: unknown, end: 'targetRef' | 'sourceRef') =>
    nodes(flows).flatMap((flow) => {
      const other = node(flow.get(end))
      return other ? [idOf(other)] : []
    })
  const isNodeOfFlow = element.$type !== 'bpmn:SequenceFlow'
  return {
    id: idOf(element),
    kind: element.$type,
    leadsTo: isNodeOfFlow ? ends(element.get('outgoing'), 'targetRef') : [],
    comesFrom: isNodeOfFlow ? ends(element.get('incoming'), 'sourceRef') : [],
    ...(within ? { within } : {}),
    repeats: node(element.get('loopCharacteristics')) !== undefined,
    name: texts(element),
    ...(jobType ? { jobType } : {}),
    ...(formKey ? { formKey } : {}),
    headers,
    properties,
    ...(role ? { role } : {}),
    ...(tag === 'examines' || tag === 'signs' ? { tag } : {}),
    ...(said.public ? { publicText: { vi: said.public, en: said['public:en'] ?? said.public } } : {}),
    outcomes: element.$type === 'bpmn:UserTask' ? outcomesOf(element) : [],
  }
}

interface Placed {
  element: ModdleElement
  within?: string
}

function flatten(scope: ModdleElement, within?: string): Placed[] {
  return nodes(scope.get('flowElements')).flatMap((element) => [
    { element, ...(within ? { within } : {}) },
    ...flatten(element, idOf(element)),
  ])
}

/** Reads the one executable process of a BPMN file. Throws where there is none: releases are linted before. */
export async function readDiagram(xml: string): Promise<Diagram> {
  const { rootElement } = await new BpmnModdle({ zeebe: zeebeDescriptor }).fromXML(xml)
  const process = nodes(rootElement.get('rootElements')).find(
    (root) => root.$type === 'bpmn:Process' && root.get('isExecutable') === true,
  )
  if (!process) throw new Error('a service needs one executable process')
  const until = propertiesOf(process).withdrawableUntil
  return {
    processId: idOf(process),
    name: texts(process),
    ...(until ? { withdrawableUntil: until } : {}),
    steps: new Map(flatten(process).map((placed) => [idOf(placed.element), stepOf(placed)])),
  }
}
