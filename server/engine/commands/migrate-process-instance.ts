import type { Element } from '../model/graph.ts'
import { childrenOf, instanceOf } from '../processing/instances.ts'
import { Refusal } from '../processing/refusal.ts'
import { isKey } from '../state/keys.ts'
import type { ElementInstance } from '../state/records.ts'
import type { Command } from './command.ts'
import { checkInstance, checkPlan, type Plan } from './migration/checks.ts'
import { moveInstance, moveProcessInstance } from './migration/move.ts'

/** Moves a running instance to another process definition; all is checked before anything changes. */
export const migrateProcessInstance: Command<'migrateProcessInstance'> = {
  intent: 'MIGRATE',
  prepare:
    ({ processInstanceKey, targetProcessDefinitionKey, mappingInstructions }) =>
    (p) => {
      const instance = isKey(processInstanceKey) ? p.state.elementInstances.get(processInstanceKey) : undefined
      if (!instance || instance.scopeKey !== undefined || instance.state === 'TERMINATING')
        return new Refusal(
          'NOT_FOUND',
          `Expected to migrate process instance but no process instance found with key '${processInstanceKey}'`,
        )
      const target = isKey(targetProcessDefinitionKey) ? p.state.processes.get(targetProcessDefinitionKey) : undefined
      if (!target)
        return new Refusal(
          'NOT_FOUND',
          `Expected to migrate process instance to process definition but no process definition found with key '${targetProcessDefinitionKey}'`,
        )
      p.refuseBanned(instance.key)
      p.working(instance.key)
      const source = p.graph(instance.processDefinitionKey)
      const plan: Plan = {
        p,
        processInstanceKey: instance.key,
        source,
        target: p.graph(target.key),
        instructions: mappingInstructions,
        targets: new Map([
          ...mappingInstructions.map(
            ({ sourceElementId, targetElementId }) => [sourceElementId, targetElementId] as const,
          ),
          [source.process.id, target.bpmnProcessId],
        ]),
      }
      const fault = checkPlan(plan)
      if (fault) return fault
      const moves: { instance: ElementInstance; to: Element }[] = []
      // Breadth first, so that the scope of what is checked has been checked.
      const waiting: ElementInstance[] = [instance]
      for (const next of waiting) {
        const to = checkInstance(plan, next)
        if (to instanceof Refusal) return to
        moves.push({ instance: next, to })
        for (const child of childrenOf(p, next.key)) waiting.push(instanceOf(p, child))
      }
      const moved = moveProcessInstance(plan, instance, target)
      if (moved) return moved
      for (const { instance: before, to } of moves) {
        const refusal = moveInstance(plan, before, to, target)
        if (refusal) return refusal
      }
      return {}
    },
}
