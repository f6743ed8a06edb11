import { readContext, readList, readRelation } from './boxed.ts'
import { readDecisionTable } from './decision-table.ts'
import type { LogicKinds } from './expressions.ts'
import { readFunction } from './function-definition.ts'
import { readInvocation } from './invocation.ts'
import { readLiteralExpression } from './literal-expression.ts'

/** Kinds of decision logic by their element. */
export const logicKinds: LogicKinds = {
  decisionTable: readDecisionTable,
  literalExpression: readLiteralExpression,
  context: readContext,
  list: readList,
  relation: readRelation,
  invocation: readInvocation,
  functionDefinition: readFunction,
}
