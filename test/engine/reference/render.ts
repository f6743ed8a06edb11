import * as bpmn from '../bpmn.ts'
import type { Boundary, EventSubProcess, Happening, Model, Node, Scope } from './model.ts'

/** The model as BPMN. */
export function render({ id, scope }: Model): string {
  const names = (...kinds: string[]) => [...new Set(happenings(scope).flatMap((on) => nameOf(on, kinds)))]
  return bpmn.definitions(
    ...names('message').map((name) => bpmn.message(name, '="k"')),
    ...names('signal').map((name) => bpmn.signal(name)),
    ...['E1', 'E2'].map((code) => bpmn.error(code, code)),
    ...['U1', 'U2'].map((code) => bpmn.escalation(code, code)),
    bpmn.process(id, ...content(scope)),
  )
}

const nameOf = (on: Happening, kinds: string[]) => (kinds.includes(on.kind) && 'name' in on ? [on.name] : [])

function happenings({ nodes, boundaries, eventSubProcesses }: Scope): Happening[] {
  return [
    ...nodes.flatMap(({ waitsFor, scope }) => [...(waitsFor ? [waitsFor] : []), ...(scope ? happenings(scope) : [])]),
    ...boundaries.map(({ on }) => on),
    ...eventSubProcesses.flatMap(({ on, scope }) => [on, ...happenings(scope)]),
  ]
}

function content(scope: Scope, withoutStart = false): string[] {
  return [
    ...scope.nodes.slice(withoutStart ? 1 : 0).map((node) => element(node, scope)),
    ...scope.boundaries.map(boundary),
    ...scope.flows.map(({ from, to, condition, id }) => bpmn.flow(from, to, condition && `=${condition}`, id)),
    ...scope.eventSubProcesses.map(eventSubProcess),
  ]
}

function element(node: Node, scope: Scope): string {
  const activity = single(node, scope)
  if (!node.loop) return activity
  const { sequential, times, until } = node.loop
  const inputCollection = `=[${Array.from({ length: times }, (_, at) => at).join(', ')}]`
  return bpmn.repeated(activity, { inputCollection, sequential, ...(until && { completionCondition: `=${until}` }) })
}

function single({ id, kind, waitsFor, code = '', scope: inner }: Node, scope: Scope): string {
  const outgoing = scope.flows.filter(({ from }) => from === id)
  const decides = outgoing.some(({ condition }) => condition)
  const defaultFlow = decides ? outgoing.find(({ condition }) => !condition)?.id : undefined
  switch (kind) {
    case 'start':
      return bpmn.start(id)
    case 'task':
      return bpmn.service(id)
    case 'receive':
      return bpmn.receive(id, waitsFor && 'name' in waitsFor ? waitsFor.name : '')
    case 'catch':
      return bpmn.catching(id, waitsFor ? definition(waitsFor) : '')
    case 'pass':
      return bpmn.xml('bpmn:intermediateThrowEvent', { id })
    case 'escalate':
      return bpmn.throwing(id, bpmn.onEscalation(code))
    case 'exclusive':
      return bpmn.exclusive(id, defaultFlow)
    case 'inclusive':
      return bpmn.inclusive(id, defaultFlow)
    case 'parallel':
      return bpmn.parallel(id)
    case 'eventBased':
      return bpmn.eventBased(id)
    case 'subProcess':
      return bpmn.subProcess(id, ...(inner ? content(inner) : []))
    case 'end':
      return bpmn.end(id)
    case 'endTerminate':
      return bpmn.end(id, bpmn.terminates())
    case 'endError':
      return bpmn.end(id, bpmn.onError(code))
    case 'endEscalate':
      return bpmn.end(id, bpmn.onEscalation(code))
  }
}

const boundary = ({ id, attachedTo, on, interrupting }: Boundary) =>
  bpmn.boundary(id, attachedTo, definition(on), { interrupting })

const eventSubProcess = ({ id, on, interrupting, scope }: EventSubProcess) =>
  bpmn.eventSubProcess(id, definition(on), { interrupting }, ...content(scope, true))

function definition(on: Happening): string {
  switch (on.kind) {
    case 'timer':
      return on.rounds === undefined
        ? bpmn.timerAfter(`PT${on.seconds}S`)
        : bpmn.timerEvery(`R${on.rounds}/PT${on.seconds}S`)
    case 'message':
      return bpmn.onMessage(on.name)
    case 'signal':
      return bpmn.onSignal(on.name)
    case 'error':
      return bpmn.onError(on.code)
    case 'escalation':
      return bpmn.onEscalation(on.code)
  }
}
