import { childOf, childrenOf, elementName, flagOf, idOf, type Node, textOf } from '../model/node.ts'
import { readBpmn } from '../model/read.ts'

/** Where a diagram's own interchange part (DI) puts its shapes and edges. */
export interface Layout {
  /** Name of the sub-process that the picture is of; absent for the whole. */
  of?: string
  shapes: Shape[]
  edges: Edge[]
}
export interface Point {
  x: number
  y: number
}
export interface Bounds extends Point {
  width: number
  height: number
}
export interface Shape {
  /** Id of the BPMN element. */
  id: string
  /** In XML spelling: `userTask`, `participant`, … */
  type: string
  name: string
  bounds: Bounds
  /** Where the name stands if not within the shape. */
  label?: Bounds
  /** Such as `timer`; of an event with a definition. */
  event?: string
  /** Drawn with dashes: what does not interrupt, and event sub-processes by dots. */
  line: 'solid' | 'dashed' | 'dotted'
  collapsed: boolean
  /** A pool or lane that runs downwards: its name stands at its top. */
  upright?: boolean
}
export interface Edge {
  id: string
  type: string
  name: string
  points: Point[]
  label?: Bounds
}

/**
 * Reads the layouts of a file: the whole, then a picture of each sub-process that has one of its own. Throws with words
 * if the file is no BPMN or holds no diagram.
 */
export async function readLayouts(text: string): Promise<Layout[]> {
  const reading = await readBpmn(text)
  if (!reading.ok) throw new Error(`The diagram can't be read: ${reading.error}`)
  const planes = childrenOf(reading.definitions, 'diagrams').flatMap((diagram) => childOf(diagram, 'plane') ?? [])
  if (planes.length === 0) throw new Error('The file has no diagram interchange, so there is nothing to draw')
  return planes.map(layoutOf)
}

function layoutOf(plane: Node): Layout {
  const parts = childrenOf(plane, 'planeElement')
  const element = childOf(plane, 'bpmnElement')
  return {
    ...(element?.$type === 'bpmn:SubProcess' && { of: textOf(element, 'name') ?? idOf(element) }),
    shapes: parts.filter(({ $type }) => $type === 'bpmndi:BPMNShape').flatMap(shapeOf),
    edges: parts.filter(({ $type }) => $type === 'bpmndi:BPMNEdge').flatMap(edgeOf),
  }
}

function shapeOf(part: Node): Shape[] {
  const element = childOf(part, 'bpmnElement')
  const bounds = boundsOf(part)
  if (!element || !bounds) return []
  const type = elementName(element)
  const label = boundsOf(childOf(part, 'label'))
  const definition = childrenOf(element, 'eventDefinitions')[0]
  const event = definition && elementName(definition).replace('EventDefinition', '')
  const passesBy = (type === 'boundaryEvent' && flagOf(element, 'cancelActivity') === false) || passesByStart(element)
  const line = flagOf(element, 'triggeredByEvent') ? 'dotted' : passesBy ? 'dashed' : 'solid'
  return [
    {
      id: idOf(element),
      type,
      name: textOf(element, 'name') ?? textOf(element, 'text') ?? '',
      bounds,
      ...(label && { label }),
      ...(event && { event }),
      line,
      collapsed: type === 'subProcess' && flagOf(part, 'isExpanded') !== true,
      ...(flagOf(part, 'isHorizontal') === false && { upright: true }),
    },
  ]
}

function passesByStart(element: Node): boolean {
  return elementName(element) === 'startEvent' && flagOf(element, 'isInterrupting') === false
}

function edgeOf(part: Node): Edge[] {
  const element = childOf(part, 'bpmnElement')
  if (!element) return []
  const label = boundsOf(childOf(part, 'label'))
  const points = childrenOf(part, 'waypoint').map((point) => ({ x: numberOf(point, 'x'), y: numberOf(point, 'y') }))
  return [
    {
      id: idOf(element),
      type: elementName(element),
      name: textOf(element, 'name') ?? '',
      points,
      ...(label && { label }),
    },
  ]
}

function boundsOf(part: Node | undefined): Bounds | undefined {
  const bounds = childOf(part, 'bounds')
  if (!bounds) return undefined
  const [x, y] = [numberOf(bounds, 'x'), numberOf(bounds, 'y')]
  return { x, y, width: numberOf(bounds, 'width'), height: numberOf(bounds, 'height') }
}

function numberOf(node: Node, name: string): number {
  return Number(textOf(node, name) ?? 0)
}
