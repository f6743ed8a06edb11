import type { Build } from './build.ts'
import { type Mapping, type Mappings, mappingTree } from './mappings.ts'
import { childrenOf, extensionsOf, type Node, textOf } from './node.ts'

const TARGET = /^[a-zA-Z_][a-zA-Z0-9_]*(\.[a-zA-Z_][a-zA-Z0-9_]*)*$/
const RESERVED = ['null', 'true', 'false', 'function', 'if', 'then', 'else', 'for', 'between', 'instance', 'of']

/** Compiles the zeebe:ioMapping of an element. */
export function readMappings(node: Node, build: Build): { inputs?: Mappings; outputs?: Mappings } {
  const [ioMapping] = extensionsOf(node, 'zeebe:IoMapping')
  if (!ioMapping) return {}
  const inputs = childrenOf(ioMapping, 'inputParameters').flatMap((input) => readMapping(input, false, build))
  const outputs = childrenOf(ioMapping, 'outputParameters').flatMap((output) => readMapping(output, true, build))
  return {
    ...(inputs.length > 0 && { inputs: mappingTree(inputs) }),
    ...(outputs.length > 0 && { outputs: mappingTree(outputs) }),
  }
}

/** Sources of output mappings must be FEEL; targets are identifiers with dots, no FEEL keyword. */
function readMapping(node: Node, sourceIsExpression: boolean, build: Build): Mapping[] {
  const source = textOf(node, 'source') ?? ''
  const target = textOf(node, 'target') ?? ''
  const value = sourceIsExpression ? build.expression(node, source) : build.value(node, source)
  if (!TARGET.test(target)) {
    build.faults.add(
      node,
      `Expected path expression '${target}' but doesn't match the pattern '${TARGET.source.slice(1, -1)}'.`,
    )
    return []
  }
  if (RESERVED.includes(target)) {
    build.faults.add(
      node,
      `Expected path expression '${target}' but is one of the reserved words (${RESERVED.join(', ')}).`,
    )
    return []
  }
  return value ? [{ source: value, target: target.split('.') }] : []
}
