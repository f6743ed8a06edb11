import type { Paint } from './draw.ts'
import type { Bounds, Shape } from './layout.ts'
import { escaped } from './text.ts'

const DASHES = { solid: '', dashed: ' stroke-dasharray="5 3"', dotted: ' stroke-dasharray="2 3"' }
/** A sign for what an event waits for or does. */
const EVENT_SIGNS: { [event: string]: string } = {
  timer: '◷',
  message: '✉',
  error: '↯',
  signal: '△',
  escalation: '⇧',
  compensate: '⏪',
  link: '➔',
  terminate: '⬤',
}
const GATEWAY_SIGNS: { [type: string]: string } = {
  exclusiveGateway: '×',
  parallelGateway: '+',
  inclusiveGateway: '○',
  eventBasedGateway: '⬠',
}
/** A word in the corner that tells kinds of tasks apart. */
const TASK_SIGNS: { [type: string]: string } = {
  userTask: 'user',
  serviceTask: 'service',
  sendTask: 'send',
  receiveTask: 'receive',
  scriptTask: 'script',
  businessRuleTask: 'rule',
  manualTask: 'manual',
  callActivity: 'call',
}

/** The outline of a shape with the sign of its kind. */
export function outlineOf(shape: Shape, { stroke, fill }: Paint): string {
  const { type, bounds, line, event } = shape
  const style = `fill="${fill}" stroke="${stroke}" stroke-width="${type === 'callActivity' ? 4 : 2}"${DASHES[line]}`
  if (type.endsWith('Event')) return circles(shape, style) + sign(bounds, EVENT_SIGNS[event ?? ''], 16)
  if (type.endsWith('Gateway')) return diamond(bounds, style) + sign(bounds, GATEWAY_SIGNS[type], 26)
  if (type === 'participant' || type === 'lane')
    return box(bounds, 0, `fill="${fill}" stroke="${stroke}" stroke-width="1"`)
  if (type === 'textAnnotation' || type === 'group')
    return box(bounds, 4, `fill="none" stroke="${stroke}" stroke-width="1" stroke-dasharray="3 3"`)
  const kind = TASK_SIGNS[type]
  const corner =
    kind === undefined
      ? ''
      : `<text x="${bounds.x + 6}" y="${bounds.y + 12}" font-size="9" fill="${stroke}">${escaped(kind)}</text>`
  return box(bounds, 8, style) + corner
}

function circles({ type, bounds }: Shape, style: string): string {
  const radius = Math.min(bounds.width, bounds.height) / 2
  const ring = (at: number, how: string) =>
    `<circle cx="${bounds.x + bounds.width / 2}" cy="${bounds.y + bounds.height / 2}" r="${at}" ${how}/>`
  if (type === 'startEvent') return ring(radius, style)
  if (type === 'endEvent') return ring(radius, style.replace('stroke-width="2"', 'stroke-width="4"'))
  return ring(radius, style) + ring(radius - 3, style.replace('stroke-width="2"', 'stroke-width="1"'))
}

function diamond({ x, y, width, height }: Bounds, style: string): string {
  const points = [
    [x + width / 2, y],
    [x + width, y + height / 2],
    [x + width / 2, y + height],
    [x, y + height / 2],
  ]
  return `<polygon points="${points.map((point) => point.join(',')).join(' ')}" ${style}/>`
}

function box({ x, y, width, height }: Bounds, radius: number, style: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" ${style}/>`
}

function sign({ x, y, width, height }: Bounds, text: string | undefined, size: number): string {
  if (text === undefined) return ''
  return `<text x="${x + width / 2}" y="${y + height / 2}" font-size="${size}" text-anchor="middle" dominant-baseline="central">${text}</text>`
}
