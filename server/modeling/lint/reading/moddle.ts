import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import zeebeDescriptor from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' }

const isElement = (value: unknown): value is ModdleElement =>
  typeof value === 'object' && value !== null && '$type' in value

export const listOf = (element: ModdleElement | undefined, name: string): ModdleElement[] => {
  const value = element?.get(name)
  return Array.isArray(value) ? value.filter(isElement) : []
}

export const oneOf = (element: ModdleElement | undefined, name: string): ModdleElement | undefined => {
  const value = element?.get(name)
  return isElement(value) ? value : undefined
}

/** Text of an attribute; '' when it is absent. */
export const textOf = (element: ModdleElement | undefined, name: string): string => {
  const value = element?.get(name)
  return typeof value === 'string' ? value : ''
}

export const flagOf = (element: ModdleElement | undefined, name: string): boolean | undefined => {
  const value = element?.get(name)
  return typeof value === 'boolean' ? value : undefined
}

export const numberOf = (element: ModdleElement | undefined, name: string): number => {
  const value = element?.get(name)
  return typeof value === 'number' ? value : 0
}

export const extensionsOf = (element: ModdleElement): ModdleElement[] =>
  listOf(oneOf(element, 'extensionElements'), 'values')

export const extension = (element: ModdleElement, type: string): ModdleElement | undefined =>
  extensionsOf(element).find((value) => value.$type.toLowerCase() === type.toLowerCase())

/** Rejects where the text is no BPMN. */
export async function parseBpmn(xml: string): Promise<ModdleElement> {
  const { rootElement, warnings } = await new BpmnModdle({ zeebe: zeebeDescriptor }).fromXML(xml)
  const [warning] = warnings
  if (warning) throw new Error(warning.message)
  return rootElement
}
