import type { ModdleElement } from 'bpmn-moddle'

/** An element of the parsed document. */
export type Node = ModdleElement

/** A text attribute or text content; undefined if absent. */
export function textOf(node: Node | undefined, name: string): string | undefined {
  const value = node?.get(name)
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined
}

export function flagOf(node: Node, name: string): boolean | undefined {
  const value = node.get(name)
  return typeof value === 'boolean' ? value : undefined
}

/** A single child or resolved reference. */
export function childOf(node: Node | undefined, name: string): Node | undefined {
  const value = node?.get(name)
  return isNode(value) ? value : undefined
}

/** The children (or resolved references) under a property, in document order. */
export function childrenOf(node: Node | undefined, name: string): Node[] {
  const value = node?.get(name)
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** Extension elements of a type such as `zeebe:TaskDefinition`. */
export function extensionsOf(node: Node, type: string): Node[] {
  return childrenOf(childOf(node, 'extensionElements'), 'values').filter((extension) => extension.$type === type)
}

export function idOf(node: Node): string {
  return textOf(node, 'id') ?? ''
}

/** `bpmn:ServiceTask` -> `serviceTask`, the spelling of the XML. */
export function elementName(node: Node): string {
  const name = node.$type.slice(node.$type.indexOf(':') + 1)
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && '$type' in value
}
