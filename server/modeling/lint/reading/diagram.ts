/** A diagram as the rules see it: elements and flows by id, with what Zeebe reads in them. */
import type { ModdleElement } from 'bpmn-moddle'
import { type Drawing, readDrawing } from './drawing.ts'
import { extension, flagOf, listOf, oneOf, parseBpmn, textOf } from './moddle.ts'

type Words = { readonly [name: string]: string }

export interface Mapping {
  source: string
  target: string
}

export type EventKind = 'none' | 'message' | 'timer' | 'error' | 'escalation' | 'link' | 'signal' | 'other'

/** What an event waits for or throws. */
export interface EventDefinition {
  kind: EventKind
  /** Message name, error code; '' otherwise. */
  name: string
  /** Correlation key or timer expression; '' otherwise. */
  expression: string
}

export interface Element {
  id: string
  /** BPMN type without prefix: `userTask`, `exclusiveGateway`, `subProcess`, … */
  kind: string
  name: string
  english: string
  /** Id of the process or sub-process it lies in. */
  scope: string
  jobType: string | undefined
  retries: string
  formKey: string
  group: string
  headers: Words
  properties: Words
  inputs: readonly Mapping[]
  outputs: readonly Mapping[]
  event: EventDefinition
  /** Boundary events: the activity. */
  attachedTo: string | undefined
  interrupting: boolean
  /** Event sub-processes. */
  triggeredByEvent: boolean
  /** Multi-instance activities. */
  each: { collection: string; element: string; sequential: boolean } | undefined
  defaultFlow: string | undefined
}

export interface Flow {
  id: string
  name: string
  english: string
  source: string
  target: string
  condition: string
  properties: Words
}

export interface Diagram {
  processId: string
  name: string
  english: string
  executable: boolean
  properties: Words
  /** In document order. */
  elements: ReadonlyMap<string, Element>
  flows: readonly Flow[]
  lanes: readonly { id: string; name: string; english: string; members: readonly string[] }[]
  drawing: Drawing
  root: ModdleElement
}

const words = (list: readonly ModdleElement[], key: string): Words =>
  Object.fromEntries(list.map((entry) => [textOf(entry, key), textOf(entry, 'value')]))

const propertiesOf = (element: ModdleElement): Words =>
  words(listOf(extension(element, 'zeebe:Properties'), 'properties'), 'name')

const englishOf = (element: ModdleElement): string =>
  listOf(element, 'documentation')
    .map((entry) => textOf(entry, 'text'))
    .join(' ')
    .trim()

const mappings = (element: ModdleElement, name: string): Mapping[] =>
  listOf(extension(element, 'zeebe:IoMapping'), name).map((entry) => ({
    source: textOf(entry, 'source'),
    target: textOf(entry, 'target'),
  }))

const EVENTS: Readonly<Record<string, EventKind>> = {
  'bpmn:MessageEventDefinition': 'message',
  'bpmn:TimerEventDefinition': 'timer',
  'bpmn:ErrorEventDefinition': 'error',
  'bpmn:EscalationEventDefinition': 'escalation',
  'bpmn:LinkEventDefinition': 'link',
  'bpmn:SignalEventDefinition': 'signal',
}

function eventOf(element: ModdleElement): EventDefinition {
  const [definition] = listOf(element, 'eventDefinitions')
  if (!definition) return { kind: 'none', name: '', expression: '' }
  const kind = EVENTS[definition.$type] ?? 'other'
  const message = oneOf(definition, 'messageRef')
  const timer = ['timeDate', 'timeDuration', 'timeCycle'].map((name) => oneOf(definition, name)).find(Boolean)
  return {
    kind,
    name: kind === 'message' ? textOf(message, 'name') : textOf(oneOf(definition, 'errorRef'), 'errorCode'),
    expression: message
      ? textOf(extension(message, 'zeebe:Subscription'), 'correlationKey')
      : textOf(timer, 'body').trim(),
  }
}

function eachOf(element: ModdleElement): Element['each'] {
  const loop = oneOf(element, 'loopCharacteristics')
  if (!loop) return undefined
  const zeebe = extension(loop, 'zeebe:LoopCharacteristics')
  return {
    collection: textOf(zeebe, 'inputCollection'),
    element: textOf(zeebe, 'inputElement'),
    sequential: flagOf(loop, 'isSequential') ?? false,
  }
}

function readElement(element: ModdleElement, scope: string): Element {
  const task = extension(element, 'zeebe:TaskDefinition')
  const [, type = ''] = element.$type.split(':')
  return {
    id: textOf(element, 'id'),
    kind: type.charAt(0).toLowerCase() + type.slice(1),
    name: textOf(element, 'name').replace(/\s+/g, ' ').trim(),
    english: englishOf(element),
    scope,
    jobType: task && textOf(task, 'type'),
    retries: textOf(task, 'retries'),
    formKey: textOf(extension(element, 'zeebe:FormDefinition'), 'formKey'),
    group: textOf(extension(element, 'zeebe:AssignmentDefinition'), 'candidateGroups'),
    headers: words(listOf(extension(element, 'zeebe:TaskHeaders'), 'values'), 'key'),
    properties: propertiesOf(element),
    inputs: mappings(element, 'inputParameters'),
    outputs: mappings(element, 'outputParameters'),
    event: eventOf(element),
    attachedTo: oneOf(element, 'attachedToRef') && textOf(oneOf(element, 'attachedToRef'), 'id'),
    interrupting: (flagOf(element, 'cancelActivity') ?? true) && (flagOf(element, 'isInterrupting') ?? true),
    triggeredByEvent: flagOf(element, 'triggeredByEvent') ?? false,
    each: eachOf(element),
    defaultFlow: oneOf(element, 'default') && textOf(oneOf(element, 'default'), 'id'),
  }
}

const readFlow = (flow: ModdleElement): Flow => ({
  id: textOf(flow, 'id'),
  name: textOf(flow, 'name').replace(/\s+/g, ' ').trim(),
  english: englishOf(flow),
  source: textOf(oneOf(flow, 'sourceRef'), 'id'),
  target: textOf(oneOf(flow, 'targetRef'), 'id'),
  condition: textOf(oneOf(flow, 'conditionExpression'), 'body').trim(),
  properties: propertiesOf(flow),
})

function collect(scope: ModdleElement, elements: Map<string, Element>, flows: Flow[]): void {
  for (const child of listOf(scope, 'flowElements')) {
    if (child.$type === 'bpmn:SequenceFlow') flows.push(readFlow(child))
    else {
      elements.set(textOf(child, 'id'), readElement(child, textOf(scope, 'id')))
      collect(child, elements, flows)
    }
  }
}

/** Reads the first process of a file. Rejects with the parser's words where the text is no BPMN or holds no process. */
export async function readDiagram(xml: string): Promise<Diagram> {
  const root = await parseBpmn(xml)
  const process = listOf(root, 'rootElements').find((element) => element.$type === 'bpmn:Process')
  if (!process) throw new Error('the file holds no process')
  const elements = new Map<string, Element>()
  const flows: Flow[] = []
  collect(process, elements, flows)
  const lanes = listOf(process, 'laneSets').flatMap((set) => listOf(set, 'lanes'))
  return {
    processId: textOf(process, 'id'),
    name: textOf(process, 'name'),
    english: englishOf(process),
    executable: flagOf(process, 'isExecutable') ?? false,
    properties: propertiesOf(process),
    elements,
    flows,
    lanes: lanes.map((lane) => ({
      id: textOf(lane, 'id'),
      name: textOf(lane, 'name'),
      english: englishOf(lane),
      members: listOf(lane, 'flowNodeRef').map((member) => textOf(member, 'id')),
    })),
    drawing: readDrawing(root),
    root,
  }
}
