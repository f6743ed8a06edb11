import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'

type Colours = { readonly [name: string]: string }

const css = readFileSync('web/ui/tokens.css', 'utf8')
const light = coloursOf(':root')
const themes: { readonly [name: string]: Colours } = {
  light,
  dark: { ...light, ...coloursOf('[data-mantine-color-scheme="dark"]') },
}

const grounds = ['paper', 'ground', 'sunken', 'accent-tint']
const states = ['ontime', 'soon', 'late', 'wait', 'done']
const texts = [
  ...['ink', 'ink-soft', 'accent', 'accent-hover'].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...states.flatMap((state) =>
    [`${state}-tint`, 'paper', 'ground', 'accent-tint'].map((ground) => [`${state}-ink`, ground] as const),
  ),
  ...states.flatMap((state) => ['ink', 'ink-soft', 'accent'].map((text) => [text, `${state}-tint`] as const)),
  ['on-accent', 'accent'] as const,
  ['on-accent', 'accent-hover'] as const,
  ['ink', 'mark'] as const,
]
const edges = ['paper', 'ground', 'accent-tint'].flatMap((ground) =>
  ['line-field', 'focus'].map((edge) => [edge, ground] as const),
)

describe.each(Object.entries(themes))('the colours of the %s theme', (_theme, colours) => {
  test.each(texts)('%s on %s can be read', (text, ground) => {
    expect(ratio(colours, text, ground)).toBeGreaterThanOrEqual(4.5)
  })
  test.each(edges)('%s on %s can be seen', (edge, ground) => {
    expect(ratio(colours, edge, ground)).toBeGreaterThanOrEqual(3)
  })
})

function coloursOf(selector: string): Colours {
  const start = css.indexOf(selector)
  const block = css.slice(start, css.indexOf('\n}', start))
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]))
}

/** WCAG 2.1, contrast ratio. */
function ratio(colours: Colours, a: string, b: string): number {
  const [one, other] = [luminance(colours[a]), luminance(colours[b])]
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

function luminance(hex: string | undefined): number {
  if (hex === undefined) throw new Error('no such colour')
  const parts = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  const [red = 0, green = 0, blue = 0] = parts
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
