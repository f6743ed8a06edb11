import type { Node } from './grammar.ts'

/** The parts of a node without comments. */
export function parts(node: Node): Node[] {
  const list: Node[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'LineComment' && child.name !== 'BlockComment') list.push(child)
  }
  return list
}

/** Brackets, keywords and operators have small or no letters; `null` and `?` are expressions all the same. */
export function isOperand(node: Node): boolean {
  if (node.name === 'CompareOp' || node.name === 'ArithOp' || node.name === 'Wildcard') return false
  return /^[A-Z]/.test(node.name) || node.name === 'null' || node.name === '?'
}

export function operands(node: Node): Node[] {
  return parts(node).filter(isOperand)
}

export function part(node: Node, name: string): Node | undefined {
  return parts(node).find((child) => child.name === name)
}
