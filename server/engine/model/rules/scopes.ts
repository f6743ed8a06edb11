import { childOf, childrenOf, flagOf, type Node, textOf } from '../node.ts'
import { definitionsOf, duplicatesOf, type Rule, type Surroundings } from './rule.ts'

export const scopeRules: readonly Rule[] = [
  {
    type: 'bpmn:Process',
    check(process, surroundings) {
      const starts = startsOf(process)
      const none = starts.filter((start) => definitionsOf(start).length === 0)
      if (starts.length === 0) surroundings.faults.add(process, 'Must have at least one start event')
      else if (none.length > 1) surroundings.faults.add(process, 'Multiple none start events are not allowed')
      refuseDuplicates(process, starts.flatMap(definitionsOf), surroundings, namesOnly)
      checkEventSubProcesses(process, surroundings)
    },
  },
  {
    type: 'bpmn:SubProcess',
    check(scope, surroundings) {
      const [start, ...more] = startsOf(scope)
      if (!start || more.length > 0) surroundings.faults.add(scope, 'Must have exactly one start event')
      if (start) checkStart(scope, start, surroundings)
      checkEventSubProcesses(scope, surroundings)
    },
  },
  {
    type: 'bpmn:Activity',
    check(activity, surroundings) {
      refuseDuplicates(activity, surroundings.boundaryEvents(activity).flatMap(definitionsOf), surroundings, all)
    },
  },
]

function checkStart(scope: Node, start: Node, { faults }: Surroundings): void {
  const definitions = definitionsOf(start)
  if (!flagOf(scope, 'triggeredByEvent')) {
    if (definitions.length > 0) faults.add(scope, 'Start events in subprocesses must be of type none')
  } else if (definitions.length === 0) {
    faults.add(scope, 'Start events in event subprocesses must be one of: message, timer, error, signal or escalation')
  }
}

/** What the event sub-processes of one scope catch must differ. */
function checkEventSubProcesses(scope: Node, surroundings: Surroundings): void {
  const eventSubProcesses = childrenOf(scope, 'flowElements').filter((node) => flagOf(node, 'triggeredByEvent'))
  refuseDuplicates(scope, eventSubProcesses.flatMap(startsOf).flatMap(definitionsOf), surroundings, all)
}

function startsOf(scope: Node): Node[] {
  return childrenOf(scope, 'flowElements').filter((node) => node.$type === 'bpmn:StartEvent')
}

/** A kind of thing that must not be caught twice: its name, or nothing for a catch-all. */
interface Distinct {
  definition: string
  reference: string
  attribute: string
  told(name: string): string
  /** Told of two catch-alls; absent where there is no such thing. */
  catchAll?: string
}

const namesOnly: readonly Distinct[] = [
  {
    definition: 'bpmn:MessageEventDefinition',
    reference: 'messageRef',
    attribute: 'name',
    told: (name) => `Multiple message event definitions with the same name '${name}' are not allowed.`,
  },
  {
    definition: 'bpmn:SignalEventDefinition',
    reference: 'signalRef',
    attribute: 'name',
    told: (name) => `Multiple signal event definitions with the same name '${name}' are not allowed.`,
  },
]
const all: readonly Distinct[] = [
  ...namesOnly,
  {
    definition: 'bpmn:ErrorEventDefinition',
    reference: 'errorRef',
    attribute: 'errorCode',
    told: (code) =>
      `Multiple error catch events with the same error code '${code}' are not supported on the same scope.`,
    catchAll:
      'The same scope can not contain more than one error catch event without error code. An error catch event without error code catches all errors.',
  },
  {
    definition: 'bpmn:EscalationEventDefinition',
    reference: 'escalationRef',
    attribute: 'escalationCode',
    told: (code) =>
      `Multiple escalation catch events with the same escalation code '${code}' are not supported on the same scope.`,
    catchAll:
      'The same scope can not contain more than one escalation catch event without escalation code. An escalation catch event without escalation code catches all escalations.',
  },
]

function refuseDuplicates(
  at: Node,
  definitions: Node[],
  { faults }: Surroundings,
  distinct: readonly Distinct[],
): void {
  for (const { definition: type, reference, attribute, told, catchAll } of distinct) {
    const caught = definitions
      .filter((definition) => definition.$type === type)
      .map((definition) => textOf(childOf(definition, reference), attribute) ?? '')
    for (const name of duplicatesOf(caught)) faults.add(at, told(name))
    if (catchAll && caught.filter((name) => name === '').length > 1) faults.add(at, catchAll)
  }
}
