import type { Bounds } from './layout.ts'

const LINE = 14
/** Width of a letter of 12 px on average. */
const LETTER = 6.2

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** A text broken into lines that fit the box, in its middle. */
export function textIn({ x, y, width, height }: Bounds, text: string, anchor: 'middle' | 'start'): string {
  if (text === '') return ''
  const lines = broken(text, Math.max(6, Math.floor(width / LETTER)))
  const top = y + height / 2 - ((lines.length - 1) * LINE) / 2
  const at = anchor === 'middle' ? x + width / 2 : x
  const spans = lines.map((line, index) => `<tspan x="${at}" y="${top + index * LINE}">${escaped(line)}</tspan>`)
  return `<text text-anchor="${anchor}" dominant-baseline="central">${spans.join('')}</text>`
}

function broken(text: string, letters: number): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= letters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
