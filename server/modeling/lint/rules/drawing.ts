import type { Remark } from '../finding.ts'
import type { Box, Edge, Plane, Point } from '../reading/drawing.ts'
import type { Rule } from '../rule.ts'

/** A label may touch what it belongs to; this much overlap with anything else counts as covered (pixels). */
const TOUCH = 3

/** Everything is drawn; no lines cross; no label is covered by a shape. */
export const drawing: Rule = {
  name: 'drawing',
  judge({ diagram }) {
    const drawn = new Set(
      diagram.drawing.planes.flatMap((plane) => [...plane.shapes, ...plane.edges].map(({ element }) => element)),
    )
    const missing = [...diagram.elements.keys(), ...diagram.flows.map(({ id }) => id)]
      .filter((id) => !drawn.has(id))
      .map((id) => ({ at: id, message: 'is not drawn' }))
    return [
      ...missing,
      ...diagram.drawing.planes.flatMap((plane) => [...crossings(plane), ...coveredLabels(plane, diagram.elements)]),
    ]
  },
}

interface Segment {
  edge: string
  from: Point
  to: Point
}

const segmentsOf = ({ element, points }: Edge): Segment[] =>
  points.slice(1).flatMap((to, index) => {
    const from = points[index]
    return from ? [{ edge: element, from, to }] : []
  })

function crossings(plane: Plane): Remark[] {
  const segments = plane.edges.flatMap(segmentsOf)
  const remarks = new Map<string, Remark>()
  segments.forEach((one, index) => {
    for (const other of segments.slice(index + 1)) {
      if (one.edge === other.edge || !cross(one, other)) continue
      remarks.set(`${one.edge} ${other.edge}`, { at: one.edge, message: `crosses ${other.edge}` })
    }
  })
  return [...remarks.values()]
}

/** On which side of a line a point lies: positive, negative or 0. */
const side = ({ from, to }: Segment, point: Point) =>
  Math.sign((to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x))

/** True where both run through each other; to begin, end or bend on the other line is no crossing. */
const cross = (one: Segment, other: Segment) =>
  side(one, other.from) * side(one, other.to) < 0 && side(other, one.from) * side(other, one.to) < 0

/** Lanes, pools and open sub-processes lie under everything. */
function coveredLabels({ shapes, edges }: Plane, elements: ReadonlyMap<string, unknown>): Remark[] {
  const solid = shapes.filter(({ element, expanded }) => elements.has(element) && !expanded)
  return [...shapes, ...edges].flatMap(({ element, label }) => {
    if (!label) return []
    return solid
      .filter((shape) => shape.element !== element && overlap(label, shape.box))
      .map((shape) => ({ at: element, message: `its label lies on ${shape.element}` }))
  })
}

const overlap = (a: Box, b: Box) =>
  a.x + a.width - TOUCH > b.x &&
  b.x + b.width - TOUCH > a.x &&
  a.y + a.height - TOUCH > b.y &&
  b.y + b.height - TOUCH > a.y
