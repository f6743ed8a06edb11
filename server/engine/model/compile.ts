import { staticCalledProcess } from '../elements/call-activity.ts'
import { elementKinds } from '../elements/index.ts'
import { innerActivity, multiInstanceBody } from '../elements/multi-instance.ts'
import { checkDefinitions, compileCatching, isInterrupting } from '../event-definitions/index.ts'
import { Build } from './build.ts'
import { handlerOf } from './compensation-handlers.ts'
import { Faults } from './faults.ts'
import type { Behaviour, Element, Graph, SequenceFlow } from './graph.ts'
import { compileLoop, loopNodeOf } from './loop.ts'
import { childOf, childrenOf, elementName, flagOf, idOf, type Node, textOf } from './node.ts'
import { readBpmn } from './read.ts'
import { readMappings } from './read-mappings.ts'
import { checkStructure } from './rules/index.ts'
import { sharedStartMessages } from './rules/messages.ts'
import { checkReferences } from './rules/references.ts'
import { straightThroughLoops } from './straight-through-loops.ts'

export type CompiledResource = { ok: true; graphs: Graph[] } | { ok: false; error: string }

/** An element under construction. */
type Draft = { -readonly [Field in keyof Element]: Element[Field] }

/** What the engine can't run yet or never: named with Zeebe's words. */
const NOTHING_TO_RUN = new Set(['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStoreReference'])
const NO_BEHAVIOUR: Behaviour = { activate: () => 'complete', complete: () => ({ take: [] }) }

/** Compiles all executable processes of a BPMN resource; the error lists all faults of all elements. */
export async function compileBpmn(text: string): Promise<CompiledResource> {
  const read = await readBpmn(text)
  if (!read.ok) return read
  const processes = childrenOf(read.definitions, 'rootElements').filter(
    (node) => node.$type === 'bpmn:Process' && flagOf(node, 'isExecutable') === true,
  )
  const faults = new Faults()
  if (processes.length === 0) faults.add(read.definitions, 'Must contain at least one executable process')
  const shared = sharedStartMessages(processes)
  const graphs = processes.map((process) => compileProcess(process, shared, faults))
  checkLoops(processes, graphs, faults)
  checkReferences(processes, read.unresolved, faults)
  return faults.any ? { ok: false, error: faults.text() } : { ok: true, graphs }
}

function compileProcess(process: Node, sharedStartMessages: readonly Node[], faults: Faults): Graph {
  const compiler = new ProcessCompiler(new Build(faults))
  const root = compiler.element(process, undefined)
  compiler.link()
  checkStructure(process, faults, sharedStartMessages)
  return { process: root, elements: compiler.elements }
}

/** Loops of elements that go on by themselves, through the called processes of the file too. */
function checkLoops(processes: readonly Node[], graphs: Graph[], faults: Faults): void {
  const loops = straightThroughLoops(graphs)
  for (const [index, process] of processes.entries()) {
    const loop = loops[index]
    if (loop)
      faults.add(
        process,
        `Processes are not allowed to contain a straight-through processing loop: ${loop.join(' > ')}`,
      )
  }
}

class ProcessCompiler {
  readonly elements = new Map<string, Draft>()
  readonly #build: Build
  readonly #scopes: Node[] = []

  constructor(build: Build) {
    this.#build = build
  }

  /**
   * Compiles an element and, if it is a scope, all that it holds. A repeated activity is compiled into a body, which is
   * returned, with the activity itself within it.
   */
  element(node: Node, scope: Draft | undefined): Draft {
    const loopNode = loopNodeOf(node)
    const loop = loopNode && compileLoop(loopNode, this.#build)
    if (!loop) return this.#single(node, scope)
    const body: Draft = {
      id: idOf(node),
      type: 'multiInstanceBody',
      ...(scope && { scope }),
      incoming: [],
      outgoing: [],
      boundaryEvents: [],
      interrupting: true,
      compensable: false,
      joins: false,
      behaviour: multiInstanceBody(loop),
    }
    const inner = this.#single(node, body)
    inner.behaviour = innerActivity(loop, inner.behaviour)
    body.inner = inner
    this.elements.set(body.id, body)
    return body
  }

  #single(node: Node, scope: Draft | undefined): Draft {
    const kind = elementKinds.get(node.$type)
    if (!kind) this.#build.faults.add(node, unsupported(node))
    checkDefinitions(node, this.#build)
    const calledProcess = staticCalledProcess(node)
    const catching = compileCatching(node, this.#build)
    const mappings = readMappings(node, this.#build)
    const element: Draft = {
      id: idOf(node),
      type: elementName(node),
      ...(scope && { scope }),
      incoming: [],
      outgoing: [],
      ...mappings,
      boundaryEvents: [],
      ...(catching && { catching }),
      interrupting: isInterrupting(node),
      compensable: false,
      joins: false,
      ...(calledProcess !== undefined && { calledProcess }),
      behaviour: kind?.compile(node, this.#build) ?? NO_BEHAVIOUR,
    }
    this.elements.set(element.id, element)
    if (node.$type === 'bpmn:Process' || node.$instanceOf('bpmn:SubProcess')) this.#content(node, element)
    return element
  }

  /** Joins flows, boundary events and default flows to their elements. */
  link(): void {
    for (const scope of this.#scopes) {
      for (const node of childrenOf(scope, 'flowElements')) {
        if (node.$type === 'bpmn:SequenceFlow') this.#flow(node)
        else if (node.$type === 'bpmn:BoundaryEvent') this.#attach(node)
      }
      for (const node of childrenOf(scope, 'flowElements')) this.#defaultFlow(node)
    }
    for (const element of this.elements.values())
      element.joins = element.type === 'parallelGateway' && element.incoming.length > 1
  }

  #content(node: Node, element: Draft): void {
    const starts: Element[] = []
    const eventSubProcesses: Element[] = []
    element.content = { starts, eventSubProcesses }
    this.#scopes.push(node)
    for (const child of childrenOf(node, 'flowElements')) {
      if (child.$type === 'bpmn:SequenceFlow' || NOTHING_TO_RUN.has(child.$type)) continue
      const compiled = this.element(child, element)
      if (child.$type === 'bpmn:StartEvent') starts.push(compiled)
      if (child.$instanceOf('bpmn:SubProcess') && flagOf(child, 'triggeredByEvent')) eventSubProcesses.push(compiled)
    }
  }

  #flow(node: Node): void {
    const source = this.elements.get(idOf(childOf(node, 'sourceRef') ?? node))
    const target = this.elements.get(idOf(childOf(node, 'targetRef') ?? node))
    const text = textOf(childOf(node, 'conditionExpression'), 'body')
    const condition =
      text === undefined ? undefined : this.#build.expression(childOf(node, 'conditionExpression') ?? node, text.trim())
    if (!source || !target) return
    const flow: SequenceFlow = { id: idOf(node), source, target, ...(condition && { condition }) }
    source.outgoing.push(flow)
    target.incoming.push(flow)
  }

  #attach(node: Node): void {
    const event = this.elements.get(idOf(node))
    const activity = this.elements.get(idOf(childOf(node, 'attachedToRef') ?? node))
    if (!event || !activity || event === activity) return
    event.attachedTo = activity
    activity.boundaryEvents.push(event)
    if (event.catching?.kind === 'compensation') this.#compensate(node, event, activity)
  }

  #compensate(node: Node, event: Draft, activity: Draft): void {
    const handler = handlerOf(node)
    const element = handler && this.elements.get(idOf(handler))
    if (element) event.handler = element
    for (let scope: Draft | undefined = activity; scope; scope = scope.scope) scope.compensable = true
  }

  #defaultFlow(node: Node): void {
    const id = childOf(node, 'default')
    const element = this.elements.get(idOf(node))
    const flow = id && element?.outgoing.find((candidate) => candidate.id === idOf(id))
    if (element && flow) element.defaultFlow = flow
  }
}

/** What Zeebe says of an element that it can't run. */
export function unsupported(node: Node): string {
  const type = node.$type.slice(node.$type.indexOf(':') + 1)
  return `Elements of type '${type}' are currently not supported. Please refer to the documentation for a list of supported elements: https://docs.camunda.io/docs/components/modeler/bpmn/bpmn-coverage/`
}
