import type { Build, EventDefinitionKind, EventPlace } from '../model/build.ts'
import type { Value } from '../model/expressions.ts'
import type { Behaviour, Catching } from '../model/graph.ts'
import { childOf, type Node, textOf } from '../model/node.ts'
import { evaluateString } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import { applyInputs, applyOutputs } from '../processing/mappings.ts'
import { broadcast, openSignalStart, openSignalSubscription } from '../processing/signals.ts'
import { localVariables } from '../processing/variables.ts'
import { checkConstantName, constantName } from './event-name.ts'

export const signalDefinition: EventDefinitionKind = {
  type: 'bpmn:SignalEventDefinition',
  places: ['start', 'event sub-process start', 'intermediate catch', 'boundary', 'intermediate throw', 'end'],
  nonInterrupting: true,
  catching: compileCatching,
  throwing: compileThrowing,
}

function compileName(definition: Node, build: Build): { text: string; name: Value } | undefined {
  const signal = childOf(definition, 'signalRef')
  if (!signal) {
    build.faults.add(definition, 'Must reference a signal')
    return undefined
  }
  const text = textOf(signal, 'name') ?? ''
  if (text === '') {
    build.faults.add(signal, 'Name must be present and not empty')
    return undefined
  }
  const name = build.value(signal, text)
  return name && { text, name }
}

function compileCatching(definition: Node, _event: Node, place: EventPlace, build: Build): Catching | undefined {
  const named = compileName(definition, build)
  if (!named) return undefined
  const { text, name } = named
  if (place === 'start') checkConstantName('signal', definition, text, name, build)
  return {
    kind: 'signal',
    prepare(p, element, host) {
      const signalName = evaluateString(p, name, host.key)
      return signalName instanceof Fault ? signalName : () => openSignalSubscription(p, element, host, signalName)
    },
    openStart(p, element, process) {
      const signalName = constantName(name)
      if (signalName instanceof Fault) return signalName
      openSignalStart(p, element, process.key, signalName)
      return undefined
    },
  }
}

/** Broadcasts its local variables, which are those of its input mappings, and goes on. */
function compileThrowing(definition: Node, _event: Node, build: Build): Behaviour | undefined {
  const named = compileName(definition, build)
  if (!named) return undefined
  return {
    activate(p, element, instance) {
      const fault = applyInputs(p, element, instance)
      if (fault) return fault
      const signalName = evaluateString(p, named.name, instance.key)
      if (signalName instanceof Fault) return signalName
      const variables = localVariables(p, instance.key)
      p.enqueue(() => broadcast(p, signalName, variables))
      return 'complete'
    },
    complete: (p, element, instance) => applyOutputs(p, element, instance) ?? { take: element.outgoing },
  }
}
