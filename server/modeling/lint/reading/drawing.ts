/** Where things are drawn. Coordinates in the diagram's own units (pixels at 100 %). */
import type { ModdleElement } from 'bpmn-moddle'
import { flagOf, listOf, numberOf, oneOf, textOf } from './moddle.ts'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}
export interface Point {
  x: number
  y: number
}
export interface Shape {
  element: string
  box: Box
  expanded: boolean
  label: Box | undefined
}
export interface Edge {
  element: string
  points: readonly Point[]
  label: Box | undefined
}
/** One page: the main diagram, or the inside of a collapsed sub-process. */
export interface Plane {
  element: string
  shapes: readonly Shape[]
  edges: readonly Edge[]
}
export interface Drawing {
  planes: readonly Plane[]
}

function boxOf(bounds: ModdleElement | undefined): Box | undefined {
  if (!bounds) return undefined
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => numberOf(bounds, name))
  return { x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0 }
}

const labelOf = (element: ModdleElement) => boxOf(oneOf(oneOf(element, 'label'), 'bounds'))
const target = (element: ModdleElement) => textOf(oneOf(element, 'bpmnElement'), 'id')

function readPlane(plane: ModdleElement): Plane {
  const parts = listOf(plane, 'planeElement')
  return {
    element: target(plane),
    shapes: parts
      .filter((part) => part.$type === 'bpmndi:BPMNShape')
      .map((part) => ({
        element: target(part),
        box: boxOf(oneOf(part, 'bounds')) ?? { x: 0, y: 0, width: 0, height: 0 },
        expanded: flagOf(part, 'isExpanded') ?? false,
        label: labelOf(part),
      })),
    edges: parts
      .filter((part) => part.$type === 'bpmndi:BPMNEdge')
      .map((part) => ({
        element: target(part),
        points: listOf(part, 'waypoint').map((point) => ({ x: numberOf(point, 'x'), y: numberOf(point, 'y') })),
        label: labelOf(part),
      })),
  }
}

export function readDrawing(root: ModdleElement): Drawing {
  const planes = listOf(root, 'diagrams').map((diagram) => oneOf(diagram, 'plane'))
  return { planes: planes.flatMap((plane) => (plane ? [readPlane(plane)] : [])) }
}
