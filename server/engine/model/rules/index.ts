import type { Faults } from '../faults.ts'
import type { Node } from '../node.ts'
import { compensationRules } from './compensation.ts'
import { eventRules } from './events.ts'
import { flowRules } from './flows.ts'
import { gatewayRules } from './gateways.ts'
import { linkRules } from './links.ts'
import { messageRules } from './messages.ts'
import { notRunRules } from './not-run.ts'
import { everyNode, surroundingsOf } from './rule.ts'
import { scopeRules } from './scopes.ts'

const rules = [
  ...scopeRules,
  ...eventRules,
  ...gatewayRules,
  ...flowRules,
  ...messageRules,
  ...linkRules,
  ...compensationRules,
  ...notRunRules,
]

/** Checks the structure of a process, given what concerns all processes of its file; what concerns one element alone is checked where that is compiled. */
export function checkStructure(process: Node, faults: Faults, sharedStartMessages: readonly Node[]): void {
  const surroundings = surroundingsOf(process, faults, sharedStartMessages)
  for (const node of everyNode(process))
    for (const rule of rules) if (node.$instanceOf(rule.type)) rule.check(node, surroundings)
}
