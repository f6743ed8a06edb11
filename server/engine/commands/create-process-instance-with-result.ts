import type { Variables } from '../contract.ts'
import { Refusal } from '../processing/refusal.ts'
import type { Command } from './command.ts'
import { create, namesNoProcess } from './create-process-instance.ts'

/** Creates as createProcessInstance; the answer is held back until the instance has completed. */
export const createProcessInstanceWithResult: Command<'createProcessInstanceWithResult'> = {
  intent: 'CREATE_WITH_AWAITING_RESULT',
  prepare: (request) =>
    namesNoProcess(request) ??
    ((p) => {
      const created = create(p, request)
      return created instanceof Refusal ? created : { ...created, variables: {} }
    }),
  hold: ({ signal, fetchVariables }, created) => ({
    processInstanceKey: created.processInstanceKey,
    ...(signal && { signal }),
    answer: (variables) => ({ ...created, variables: only(variables, fetchVariables) }),
  }),
}

/** The variables of these names; all if none are named. */
function only(variables: Variables, names: string[] | undefined): Variables {
  if (!names?.length) return variables
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)))
}
