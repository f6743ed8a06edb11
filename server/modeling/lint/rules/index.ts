import type { Rule } from '../rule.ts'
import { asked } from './asked.ts'
import { card } from './card.ts'
import { clock } from './clock.ts'
import { decisions } from './decisions.ts'
import { drawing } from './drawing.ts'
import { engineModel } from './engine-model.ts'
import { files } from './files.ts'
import { forms } from './forms.ts'
import { fourEyes } from './four-eyes.ts'
import { frame } from './frame.ts'
import { headers } from './headers.ts'
import { interruptions } from './interruptions.ts'
import { lanes } from './lanes.ts'
import { machineFailures } from './machine-failures.ts'
import { messages } from './messages.ts'
import { names } from './names.ts'
import { outcomeGateways } from './outcome-gateways.ts'
import { privacy } from './privacy.ts'
import { references } from './references.ts'
import { registers } from './registers.ts'
import { specification } from './specification.ts'
import { standardParts } from './standard-parts.ts'
import { taskMappings } from './task-mappings.ts'
import { variables } from './variables.ts'
import { waits } from './waits.ts'
import { withdrawal } from './withdrawal.ts'

/** Every convention, in the order in which an author reads them. A new one is a file and a line here. */
export const rules: readonly Rule[] = [
  card,
  files,
  engineModel,
  frame,
  names,
  specification,
  outcomeGateways,
  taskMappings,
  headers,
  references,
  registers,
  fourEyes,
  variables,
  privacy,
  waits,
  asked,
  interruptions,
  withdrawal,
  machineFailures,
  clock,
  standardParts,
  lanes,
  drawing,
  decisions,
  forms,
  messages,
]
