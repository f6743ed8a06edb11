/** What holds for every kind of paper; a template is found by lying in `processes/documents`. */
import { afterAll, describe, expect, test } from '@jest/globals'
import type { JsonValue } from '../../../server/documents/render/index.ts'
import { difference, goldenOf, paint, renew, renewing } from './support/golden.ts'
import { example, modules, objectOf, type PaperData, renderer, templateNames, templateOf } from './support/papers.ts'
import { isCode, isFreeText, type Leaf, mapOwn, unsaid, unsaidOfEvery } from './support/printed.ts'
import { structureOf } from './support/structure.ts'
import { linesOf, run, testWith } from './support/tools.ts'

// Time is for a machine that does other work as well.
const papers = renderer({ timeMs: 50_000, waitMs: 50_000 })
const other = renderer({ timeMs: 50_000, waitMs: 50_000 })
afterAll(() => {
  papers.close()
  other.close()
})

const render = (name: string, data: PaperData, draft = false) =>
  papers.renderPaper({ template: templateOf(name), modules, data, draft })

const longName = 'Công Tằng Tôn Nữ Thị Nguyễn Phước Hoàng Phương-Thảo Quỳnh Như Ẩn Ưởng, thị trấn Nông trường Mộc Châu'
/** Every text of the paper made long, each in its own way. */
const lengthened = (data: PaperData): PaperData =>
  mapOwn(data, (leaf) => (isFreeText(leaf.value) ? `${leaf.value} ${mark(leaf)} ${longName}` : leaf.value))
/** Every text long, and every list of forty entries. */
const many = (name: string): PaperData => {
  const grown = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return Array.from({ length: 40 }, (_, i) => grown(value[i % value.length] ?? null))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, grown(inner)]))
  }
  const { check, signer, ...own } = example(name)
  return lengthened({ ...objectOf(grown(own)), check: check ?? null, ...(signer ? { signer } : {}) })
}
/** Nothing known but what the paper cannot be without: codes, numbers and the entries of lists. */
const bare = (name: string): PaperData =>
  mapOwn(example(name), ({ value }) => (typeof value === 'string' && !isCode(value) ? null : value))
const mark = ({ path }: Leaf): string => `(mục ${path.join(' ')})`

const shapes = { 'its example': (name: string) => example(name), 'long texts and lists': many, gaps: bare }
const cases = templateNames.flatMap((name) =>
  Object.entries(shapes).map(([shape, dataOf]) => ({ name, shape, dataOf })),
)

describe('every kind of paper', () => {
  testWith('qpdf', 'pdffonts', 'pdfinfo', 'pdftotext').each(cases)(
    '$name with $shape is an archive file that says all its data',
    async ({ name, dataOf }) => {
      const data = dataOf(name)
      const pdf = await render(name, data)
      const files = { 'a.pdf': pdf }
      const check = run('qpdf', ['--check', 'a.pdf'], files)
      expect({ status: check.status, warned: /WARNING/u.test(check.out) }).toEqual({ status: 0, warned: false })

      const { faults, fonts } = structureOf(pdf)
      expect(faults).toEqual([])
      expect(fonts.filter((font) => !/^Tinos(?:-|$)/u.test(font))).toEqual([])
      const listed = run('pdffonts', ['a.pdf'], files)
        .out.split('\n')
        .slice(2)
        .filter((line) => line !== '')
      expect(listed.length).toBe(fonts.length)
      for (const line of listed) expect(line).toMatch(/Identity-H\s+yes yes yes/u)

      const info = run('pdfinfo', ['a.pdf'], files).out
      expect(info).toMatch(/Tagged:\s+yes/u)
      expect(info).toMatch(/JavaScript:\s+no/u)
      expect(info).toMatch(/Page size:\s+(?:595\.276 x 841\.89|841\.89 x 595\.276|419\.528 x 595\.276)/u)

      const lines = linesOf(pdf)
      expect(unsaid(data, lines)).toEqual([])
      expect(unsaidOfEvery(data, lines)).toEqual([])
    },
  )

  test.each(templateNames)('%s gives the same bytes for the same data', async (name) => {
    const first = await render(name, example(name))
    const second = await other.renderPaper({ template: templateOf(name), modules, data: example(name), draft: false })
    expect(Buffer.compare(first, second)).toBe(0)
    expect(Buffer.compare(first, await render(name, example(name)))).toBe(0)
  })

  testWith('pdftotext').each(templateNames)(
    '%s as a draft says so and shows neither number nor signature',
    async (name) => {
      const text = linesOf(await render(name, example(name), true))
        .flat()
        .join(' ')
      expect(text).toContain('DỰ THẢO')
      expect(text).not.toContain('Ký bởi')
      const { number } = example(name)
      if (typeof number === 'string') expect(text).not.toContain(number)
    },
  )

  testWith('pdftotext').each(templateNames.filter((name) => example(name).signer !== undefined))(
    '%s never leaves the signature alone on a page, whatever the length of its texts',
    async (name) => {
      for (const length of [0, 90, 180, 270]) {
        const padded = mapOwn(example(name), ({ value }) =>
          isFreeText(value) ? `${value} ${longName.repeat(3).slice(0, length)}` : value,
        )
        const pages = linesOf(await render(name, padded))
        const signed = pages.findIndex((page) => page.some((line) => line.startsWith('Ký bởi')))
        const page = pages[signed] ?? []
        const body = page.findIndex((line) => line === 'Nơi nhận:' || /^(?:TM\.|TRƯỞNG)/u.test(line))
        expect({ length, page: signed >= 0, linesBefore: body > (signed === 0 ? 8 : 1) || body === -1 }).toEqual({
          length,
          page: true,
          linesBefore: true,
        })
      }
    },
  )
})

describe('the golden papers', () => {
  testWith('pdftotext', 'pdftoppm').each(templateNames)('%s reads and looks as it did', async (name) => {
    const painted = paint(await render(name, example(name)))
    if (renewing) renew(name, painted)
    const golden = goldenOf(name)
    expect(painted.pages.map(({ lines }) => lines)).toEqual(golden?.pages.map(({ lines }) => lines))
    for (const [i, { ink }] of painted.pages.entries()) {
      const { share, widest } = difference(ink, golden?.pages[i]?.ink ?? [])
      expect(widest).toBeLessThanOrEqual(1)
      expect(share).toBeLessThan(0.05)
    }
  })

  test('a line that moves by its height is seen', () => {
    const ink = goldenOf('receipt')?.pages[0]?.ink ?? []
    const moved = [...ink.slice(1), ...ink.slice(0, 1)]
    expect(difference(ink, ink)).toEqual({ share: 0, widest: 0 })
    expect(difference(ink, moved).widest).toBeGreaterThan(3)
  })
})
