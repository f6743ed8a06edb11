/** BPMN in a few words, for tests. Each function gives XML; `process` wraps it up. */

const NAMESPACES = [
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
].join(' ')

type Attributes = { [name: string]: string | number | boolean | undefined }

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\n', '&#10;')

/** An XML element. */
export function xml(name: string, attributes: Attributes, ...content: string[]): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  const text = given.map(([key, value]) => ` ${key}="${escaped(String(value))}"`).join('')
  return content.length === 0 ? `<${name}${text}/>` : `<${name}${text}>${content.join('')}</${name}>`
}

/** A BPMN file with what stands beside its processes (messages, errors) and the processes. */
export function definitions(...content: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions ${NAMESPACES} id="definitions" targetNamespace="test">${content.join('')}</bpmn:definitions>`
}

export function process(id: string, ...content: string[]): string {
  return xml('bpmn:process', { id, isExecutable: true }, ...content)
}

/** A file with one executable process. */
export function file(id: string, ...content: string[]): string {
  return definitions(process(id, ...content))
}

/** Sequence flows that lead through the elements in order; flow ids are `from-to`. */
export function path(...ids: string[]): string {
  return ids
    .slice(1)
    .map((to, index) => flow(ids[index] ?? '', to))
    .join('')
}

export function flow(from: string, to: string, condition?: string, id = `${from}-${to}`): string {
  const body =
    condition === undefined
      ? []
      : [xml('bpmn:conditionExpression', { 'xsi:type': 'bpmn:tFormalExpression' }, escaped(condition))]
  return xml('bpmn:sequenceFlow', { id, sourceRef: from, targetRef: to }, ...body)
}

export const extensions = (...content: string[]) => xml('bpmn:extensionElements', {}, ...content)

export const mappings = ({ inputs = {}, outputs = {} }: { inputs?: Attributes; outputs?: Attributes }) =>
  xml(
    'zeebe:ioMapping',
    {},
    ...Object.entries(inputs).map(([target, source]) => xml('zeebe:input', { source, target })),
    ...Object.entries(outputs).map(([target, source]) => xml('zeebe:output', { source, target })),
  )

export const start = (id = 'start', ...content: string[]) => xml('bpmn:startEvent', { id }, ...content)
export const end = (id = 'end', ...content: string[]) => xml('bpmn:endEvent', { id }, ...content)

export const taskDefinition = (type: string, retries?: string) => xml('zeebe:taskDefinition', { type, retries })
export const headers = (values: { [key: string]: string }) =>
  xml('zeebe:taskHeaders', {}, ...Object.entries(values).map(([key, value]) => xml('zeebe:header', { key, value })))

/** A task of a job type; its id unless another is given. */
export const service = (
  id: string,
  { type = id, retries }: { type?: string; retries?: string } = {},
  ...more: string[]
) => xml('bpmn:serviceTask', { id }, extensions(taskDefinition(type, retries), ...more))

/** A script task whose expression's result becomes a variable. */
export const script = (id: string, expression: string, resultVariable: string, ...more: string[]) =>
  xml('bpmn:scriptTask', { id }, extensions(xml('zeebe:script', { expression, resultVariable }), ...more))

export const userTask = (id: string, ...content: string[]) => xml('bpmn:userTask', { id }, extensions(...content))

/** A call of another process. */
export const calls = (
  id: string,
  calledElement: { processId?: string; propagateAllParentVariables?: boolean; propagateAllChildVariables?: boolean },
  ...more: string[]
) => xml('bpmn:callActivity', { id }, extensions(xml('zeebe:calledElement', calledElement), ...more))

interface Repetition {
  inputCollection?: string
  inputElement?: string
  outputCollection?: string
  outputElement?: string
  completionCondition?: string
  sequential?: boolean
}
/** An activity with a multi-instance marker. */
export function repeated(activity: string, { completionCondition, sequential, ...loop }: Repetition): string {
  const condition =
    completionCondition === undefined
      ? []
      : [xml('bpmn:completionCondition', { 'xsi:type': 'bpmn:tFormalExpression' }, escaped(completionCondition))]
  const marker = xml(
    'bpmn:multiInstanceLoopCharacteristics',
    { isSequential: sequential },
    extensions(xml('zeebe:loopCharacteristics', { ...loop })),
    ...condition,
  )
  const [, name = ''] = /^<([^\s>]+)/.exec(activity) ?? []
  const opened = activity.endsWith(`</${name}>`) ? activity : activity.replace(/\/>$/, `></${name}>`)
  return opened.replace(/<\/[^>]*>$/, (closing) => marker + closing)
}

export const inclusive = (id: string, defaultFlow?: string) =>
  xml('bpmn:inclusiveGateway', { id, default: defaultFlow })
export const exclusive = (id: string, defaultFlow?: string) =>
  xml('bpmn:exclusiveGateway', { id, default: defaultFlow })
export const parallel = (id: string) => xml('bpmn:parallelGateway', { id })
export const eventBased = (id: string) => xml('bpmn:eventBasedGateway', { id })

export const message = (id: string, correlationKey?: string, name = id) =>
  xml(
    'bpmn:message',
    { id, name },
    ...(correlationKey === undefined ? [] : [extensions(xml('zeebe:subscription', { correlationKey }))]),
  )
export const signal = (id: string, name = id) => xml('bpmn:signal', { id, name })
export const escalation = (id: string, code?: string) => xml('bpmn:escalation', { id, escalationCode: code })
export const error = (id: string, code?: string) => xml('bpmn:error', { id, errorCode: code })

export const onMessage = (messageRef: string) => xml('bpmn:messageEventDefinition', { messageRef })
export const onError = (errorRef?: string) => xml('bpmn:errorEventDefinition', { errorRef })
export const onSignal = (signalRef: string) => xml('bpmn:signalEventDefinition', { signalRef })
export const onEscalation = (escalationRef?: string) => xml('bpmn:escalationEventDefinition', { escalationRef })
export const link = (name: string) => xml('bpmn:linkEventDefinition', { name })
/** Compensates what completed in the scope, or only one activity. */
export const compensates = (activityRef?: string) => xml('bpmn:compensateEventDefinition', { activityRef })
export const timerAfter = (duration: string) =>
  xml('bpmn:timerEventDefinition', {}, xml('bpmn:timeDuration', {}, escaped(duration)))
export const timerAt = (date: string) => xml('bpmn:timerEventDefinition', {}, xml('bpmn:timeDate', {}, escaped(date)))
export const timerEvery = (cycle: string) =>
  xml('bpmn:timerEventDefinition', {}, xml('bpmn:timeCycle', {}, escaped(cycle)))
export const terminates = () => xml('bpmn:terminateEventDefinition', {})

export const catching = (id: string, definition: string, ...content: string[]) =>
  xml('bpmn:intermediateCatchEvent', { id }, ...content, definition)
export const throwing = (id: string, definition: string, ...content: string[]) =>
  xml('bpmn:intermediateThrowEvent', { id }, ...content, definition)
export const receive = (id: string, messageRef: string, ...content: string[]) =>
  xml('bpmn:receiveTask', { id, messageRef }, ...content)
export const boundary = (
  id: string,
  attachedToRef: string,
  definition: string,
  { interrupting = true, content = [] }: { interrupting?: boolean; content?: string[] } = {},
) => xml('bpmn:boundaryEvent', { id, attachedToRef, cancelActivity: interrupting }, ...content, definition)

/** A compensation boundary event `<activity>-undone` whose handler is a task of the job type `handler`. */
export const undoneBy = (activity: string, handler = `undo-${activity}`) =>
  compensatedBy(
    activity,
    handler,
    xml('bpmn:serviceTask', { id: handler, isForCompensation: true }, extensions(taskDefinition(handler))),
  )
/** A compensation boundary event `<activity>-undone` with the handler of this id, given as XML. */
export const compensatedBy = (activity: string, handlerId: string, handler: string) =>
  xml('bpmn:boundaryEvent', { id: `${activity}-undone`, attachedToRef: activity }, compensates()) +
  handler +
  xml('bpmn:association', {
    id: `${activity}-association`,
    sourceRef: `${activity}-undone`,
    targetRef: handlerId,
    associationDirection: 'One',
  })

export const subProcess = (id: string, ...content: string[]) => xml('bpmn:subProcess', { id }, ...content)
/** An event sub-process; its start event has the id `<id>-start`. */
export const eventSubProcess = (id: string, definition: string, { interrupting = true }, ...content: string[]) =>
  xml(
    'bpmn:subProcess',
    { id, triggeredByEvent: true },
    xml('bpmn:startEvent', { id: `${id}-start`, isInterrupting: interrupting }, definition),
    ...content,
  )
