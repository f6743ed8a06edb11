/**
 * Golden papers: the lines of each page and a coarse picture of it, cells of 15 × 15 points in 16 steps of ink. So coarse
 * a picture survives another version of the tools; a line, rule or picture that moves shows in it.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { linesOf, pixelsOf } from './run-tool.ts'

export interface Golden {
  readonly pages: readonly { readonly lines: readonly string[]; readonly ink: readonly string[] }[]
}

const folder = fileURLToPath(new URL('../golden/', import.meta.url))
const cell = 15
/** Ink of a cell of text is rarely above 120 of 255. */
const step = 8

const pathOf = (name: string): string => `${folder}${name}.json`

/** Whether the goldens are written instead of compared: `MOTCUA_RENEW_GOLDENS=1 npm test -- unit --testPathPatterns every-paper`. */
export const renewing = process.env.MOTCUA_RENEW_GOLDENS === '1'

export function paint(pdf: Uint8Array): Golden {
  const pictures = pixelsOf(pdf)
  return { pages: linesOf(pdf).map((lines, i) => ({ lines, ink: inkOf(pictures[i]) })) }
}

export function renew(name: string, golden: Golden): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(pathOf(name), `${JSON.stringify(golden, null, 2)}\n`)
}

export function goldenOf(name: string): Golden | undefined {
  return existsSync(pathOf(name)) ? JSON.parse(readFileSync(pathOf(name), 'utf8')) : undefined
}

/** Share of cells whose ink is another, and the widest difference in steps. Pages of another size differ wholly. */
export function difference(one: readonly string[], other: readonly string[]): { share: number; widest: number } {
  if (one.length !== other.length || one[0]?.length !== other[0]?.length) return { share: 1, widest: 15 }
  const pairs = one.flatMap((row, y) => Array.from(row, (ink, x) => [ink, other[y]?.[x] ?? '']))
  const steps = pairs.map(([a, b]) => Math.abs(Number.parseInt(a ?? '', 16) - Number.parseInt(b ?? '', 16)))
  return { share: steps.filter((n) => n > 0).length / steps.length, widest: Math.max(...steps) }
}

function inkOf(picture: { width: number; height: number; grey: Uint8Array } | undefined): string[] {
  if (picture === undefined) return []
  const { width, height, grey } = picture
  const rows: string[] = []
  for (let top = 0; top < height; top += cell) {
    let row = ''
    for (let left = 0; left < width; left += cell) {
      const [bottom, right] = [Math.min(top + cell, height), Math.min(left + cell, width)]
      let ink = 0
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) ink += 255 - (grey[y * width + x] ?? 255)
      row += Math.min(15, Math.round(ink / ((bottom - top) * (right - left)) / step)).toString(16)
    }
    rows.push(row)
  }
  return rows
}
