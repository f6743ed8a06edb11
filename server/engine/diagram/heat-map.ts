import type { ElementCount } from '../inspection/element-counts.ts'
import { drawDiagram, type Paint } from './draw.ts'
import { readLayouts } from './layout.ts'

const STUCK = '#b3261e'
const BUSY = '#a35200'
const QUIET = '#2f6f4f'
/** From few to many, relative to the busiest element. */
const WARMTH = ['#fff6e5', '#ffe2b8', '#ffc98a', '#ffad5c', '#ff9233']

/** Draws a diagram with how many instances are at each element; stuck ones in red. Throws if it has no layout. */
export async function heatMap(diagram: string, counts: ElementCount[]): Promise<string> {
  const layouts = await readLayouts(diagram)
  const most = Math.max(1, ...counts.map(({ active }) => active))
  const paints = new Map(counts.map((count) => [count.elementId, paintOf(count, most)]))
  return drawDiagram(layouts, (id) => paints.get(id))
}

function paintOf({ active, incidents, completed, terminated }: ElementCount, most: number): Paint {
  const title = `${active} active, ${incidents} stuck, ${completed} completed, ${terminated} terminated`
  if (active === 0) return { stroke: QUIET, fill: '#ffffff', badge: String(completed + terminated), title }
  const fill = WARMTH[Math.min(WARMTH.length - 1, Math.floor((active / most) * WARMTH.length))] ?? '#ffffff'
  return {
    stroke: incidents > 0 ? STUCK : BUSY,
    fill,
    badge: incidents > 0 ? `${active} / ${incidents}!` : String(active),
    title,
  }
}
