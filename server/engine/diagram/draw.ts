import type { Bounds, Edge, Layout, Point, Shape } from './layout.ts'
import { outlineOf } from './outlines.ts'
import { escaped, textIn } from './text.ts'

/** How an element is painted; what has no paint is drawn in grey. */
export interface Paint {
  stroke: string
  fill: string
  /** A short text at its upper right corner, such as a count. */
  badge?: string
  /** Shown when pointed at. */
  title?: string
}

const PLAIN: Paint = { stroke: '#5f6b7a', fill: '#ffffff' }
/** Drawn first, for others lie on them. */
const GROUNDS = ['participant', 'lane', 'subProcess', 'group']
const MARGIN = 24
const FLOWS = ['sequenceFlow']
const HEADING = 24
const TIP =
  '<defs><marker id="tip" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 10 5 0 10z" fill="#5f6b7a"/></marker></defs>'

/** Draws the pictures of a file as one SVG, one below another, each element painted by its id; `legend` ends it. */
export function drawDiagram(
  layouts: Layout[],
  paintOf: (id: string) => Paint | undefined,
  legend: string[] = [],
): string {
  const parts: string[] = []
  let [width, height] = [0, 0]
  for (const layout of layouts) {
    const space = extent(layout)
    if (layout.of !== undefined) {
      height += HEADING
      parts.push(heading(layout.of, height))
    }
    parts.push(`<g transform="translate(${-space.x} ${height - space.y})">`, drawLayout(layout, paintOf), '</g>')
    width = Math.max(width, space.width)
    height += space.height
  }
  for (const line of legend) {
    height += HEADING
    parts.push(heading(line, height))
  }
  height += HEADING
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="Inter, Arial, sans-serif" font-size="12" fill="#1b2430">`,
    TIP,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...parts,
    '</svg>',
  ].join('\n')
}

function drawLayout({ shapes, edges }: Layout, paintOf: (id: string) => Paint | undefined): string {
  const grounds = GROUNDS.flatMap((type) => shapes.filter((shape) => shape.type === type))
  const others = shapes.filter(({ type }) => !GROUNDS.includes(type))
  return [
    ...grounds.map((shape) => drawShape(shape, paintOf(shape.id))),
    ...edges.map((edge) => drawEdge(edge, paintOf(edge.id))),
    ...others.map((shape) => drawShape(shape, paintOf(shape.id))),
  ].join('\n')
}

function heading(text: string, y: number): string {
  return `<text x="${MARGIN}" y="${y - 6}" font-size="14" font-weight="600">${escaped(text)}</text>`
}

function drawShape(shape: Shape, paint: Paint = PLAIN): string {
  const { id, name, bounds, label } = shape
  const words = label
    ? textIn(label, name, 'middle')
    : GROUNDS.includes(shape.type) && !shape.collapsed
      ? groundName(shape)
      : textIn(bounds, name, 'middle')
  return `<g data-element="${escaped(id)}">${title(paint)}${outlineOf(shape, paint)}${words}${badge(bounds, paint)}</g>`
}

function drawEdge({ id, type, name, points, label }: Edge, paint: Paint = PLAIN): string {
  const path = points.map(({ x, y }) => `${x},${y}`).join(' ')
  const style = FLOWS.includes(type) ? 'marker-end="url(#tip)"' : 'stroke-dasharray="4 4"'
  const width = paint === PLAIN ? 1.2 : 2
  const words = name === '' ? '' : textIn(label ?? { ...middleOf(points), width: 80, height: 14 }, name, 'middle')
  const at = middleOf(points)
  const count = badge({ ...at, width: 0, height: 0 }, paint)
  return `<g data-element="${escaped(id)}">${title(paint)}<polyline points="${path}" fill="none" stroke="${paint.stroke}" stroke-width="${width}" ${style}/>${words}${count}</g>`
}

/** A level pool's and lane's name runs upwards at its left; an upright one's and a sub-process's stands at the top. */
function groundName({ type, name, bounds, upright }: Shape): string {
  if (type === 'subProcess' || type === 'group' || upright)
    return textIn({ ...bounds, y: bounds.y + 4, height: 18 }, name, 'middle')
  const [x, y] = [bounds.x + 15, bounds.y + bounds.height / 2]
  return `<text transform="translate(${x} ${y}) rotate(-90)" text-anchor="middle" dominant-baseline="middle">${escaped(name)}</text>`
}

function badge({ x, y, width }: Bounds, { badge: text, stroke }: Paint): string {
  if (text === undefined) return ''
  const half = 5 + text.length * 3.5
  const at = { x: x + width, y }
  return `<rect x="${at.x - half}" y="${at.y - 8}" width="${half * 2}" height="16" rx="8" fill="${stroke}"/><text x="${at.x}" y="${at.y + 4}" font-size="10" text-anchor="middle" fill="#ffffff">${escaped(text)}</text>`
}

function title(paint: Paint): string {
  return paint.title === undefined ? '' : `<title>${escaped(paint.title)}</title>`
}

/** The middle of the longest stretch. */
function middleOf(points: Point[]): Point {
  const [first = { x: 0, y: 0 }] = points
  let longest = { length: -1, middle: first }
  points.slice(1).forEach((to, index) => {
    const from = points[index] ?? first
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    if (length > longest.length) longest = { length, middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } }
  })
  return longest.middle
}

function extent({ shapes, edges }: Layout): Bounds {
  const boxes = [
    ...shapes.flatMap(({ bounds, label }) => (label ? [bounds, label] : [bounds])),
    ...edges.flatMap(({ points, label }) => [
      ...points.map((point) => ({ ...point, width: 0, height: 0 })),
      ...(label ? [label] : []),
    ]),
  ]
  if (boxes.length === 0) return { x: 0, y: 0, width: 2 * MARGIN, height: 2 * MARGIN }
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))]
  const right = Math.max(...boxes.map(({ x, width }) => x + width))
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height))
  return { x: left - MARGIN, y: top - MARGIN, width: right - left + 2 * MARGIN, height: bottom - top + 2 * MARGIN }
}
