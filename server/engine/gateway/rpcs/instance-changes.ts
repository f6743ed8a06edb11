import type { Engine } from '../../contract.ts'
import { execute } from '../execute.ts'
import { invalidArgument } from '../fault.ts'
import { engineKey, isGiven, routedKey } from '../keys.ts'
import type { UnaryHandlers } from '../rpc.ts'
import { parseVariables } from '../variables.ts'

/** Moving the tokens of a running instance, and moving it to another definition. */
export function instanceChangeRpcs(
  engine: Engine,
): Pick<UnaryHandlers, 'ModifyProcessInstance' | 'MigrateProcessInstance'> {
  return {
    async ModifyProcessInstance({ processInstanceKey, activateInstructions, terminateInstructions }) {
      return execute(engine, 'modifyProcessInstance', {
        processInstanceKey: routedKey(processInstanceKey),
        activateInstructions: activateInstructions.map(
          ({ elementId, ancestorElementInstanceKey: ancestor, variableInstructions }) => ({
            elementId,
            // 0 and -1 mean none.
            ...(isGiven(ancestor) && ancestor !== '0' && { ancestorElementInstanceKey: engineKey(ancestor) }),
            variableInstructions: variableInstructions.map(({ variables, scopeId }) => ({
              variables: parseVariables(variables),
              scopeId,
            })),
          }),
        ),
        terminateInstructions: terminateInstructions.map(({ elementInstanceKey }) => ({
          elementInstanceKey: engineKey(elementInstanceKey),
        })),
      })
    },
    async MigrateProcessInstance({ processInstanceKey, migrationPlan }) {
      if (!migrationPlan) throw invalidArgument('Expected to migrate a process instance by a plan, but none was given')
      const { targetProcessDefinitionKey, mappingInstructions } = migrationPlan
      return execute(engine, 'migrateProcessInstance', {
        processInstanceKey: routedKey(processInstanceKey),
        targetProcessDefinitionKey: engineKey(targetProcessDefinitionKey),
        mappingInstructions,
      })
    },
  }
}
