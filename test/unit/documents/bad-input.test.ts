import { afterAll, describe, expect, test } from '@jest/globals'
import { PaperFault, qrRows, templateProblems } from '../../../server/documents/render/index.ts'
import { bare, example, modules, objectOf, renderer, templateNames, templateOf } from './support/papers.ts'
import { testWith, textOf } from './support/tools.ts'

const papers = renderer()
afterAll(() => papers.close())

const renderBare = (body: string, data = {}) =>
  papers.renderPaper({ template: bare(body), modules, data, draft: false })
const printName = '#json(bytes(sys.inputs.paper)).data.name'
const faultOf = (rendering: Promise<Uint8Array>): Promise<unknown> =>
  rendering.then(
    () => 'rendered',
    (fault) => fault,
  )

describe('family 10: a citizen’s text that looks like a template', () => {
  const texts = [
    '{{7*7}}',
    '\u0024{7*7}',
    '<%= 7*7 %>',
    '{% include "/etc/passwd" %}',
    '#set text(red)',
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0"',
    '#eval("1+1")',
    '*đậm* _nghiêng_ $x^2$ `mã` = Tiêu đề',
    '{constructor} {{> partial}}',
    '\\u{41} \\ // /* */ <nhãn> @nhãn',
  ]
  testWith('pdftotext').each(texts)('is printed as typed: %s', async (name) => {
    expect(textOf(await renderBare(printName, { name }))).toContain(name)
  })

  testWith('pdftotext').each(texts)('as the applicant’s name leaves the receipt as it is: %s', async (name) => {
    const applicant = { ...objectOf(example('receipt').applicant ?? null), name }
    const data = example('receipt', { applicant })
    const text = textOf(await papers.renderPaper({ template: templateOf('receipt'), modules, data, draft: false }))
    expect(text).toContain(`Ông ${name}`)
    expect(text).toContain('Hẹn trả kết quả')
  })
})

describe('family 11: a template that reaches out', () => {
  const sources = [
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.0": canvas',
    '#import "/etc/passwd"',
    '#import "../secret.typ"',
    '#include "shared/../../x.typ"',
    '#import ("@" + "preview/cetz:0.3.0")',
    '#eval("1 + 1")',
    '#plugin("x.wasm")',
    '#datetime.today().display()',
  ]
  test.each(sources)('is refused before it runs: %s', async (source) => {
    expect(templateProblems(source, 'main.typ')).toMatchObject([{ path: 'main.typ', line: 1 }])
    await expect(faultOf(renderBare(source))).resolves.toMatchObject({ code: 'template' })
  })

  test.each([
    '#image("/etc/passwd")',
    '#image("../../../etc/passwd")',
    '#json("/etc/hosts")',
    '#bibliography("x.bib")',
  ])('finds no file: %s', async (source) => {
    const fault = await faultOf(renderBare(source))
    expect(fault).toBeInstanceOf(PaperFault)
    expect(fault).toMatchObject({ code: 'template' })
    expect(String(fault)).not.toContain('root:')
  })

  test('is refused when it takes a font of the machine, which would look different elsewhere', async () => {
    await expect(faultOf(renderBare('#set text(font: "DejaVu Sans Mono")\nabc'))).resolves.toMatchObject({
      code: 'template',
      diagnostics: [{ message: expect.stringContaining('DejaVuSansMono') }],
    })
  })

  test('says where a template is at fault', async () => {
    await expect(faultOf(renderBare('\n#không-có()'))).resolves.toMatchObject({
      code: 'template',
      diagnostics: [{ path: 'main.typ', line: 3, message: expect.stringContaining('unknown variable') }],
    })
  })

  test('no template of ours breaks the rules', () => {
    const sources = [...templateNames.map(templateOf), ...Object.values(modules)]
    expect(sources.flatMap((source) => templateProblems(source, ''))).toEqual([])
  })
})

describe('families 31 and 71: letters that break PDF or paper', () => {
  const cases: [what: string, typed: string, printed: string][] = [
    ['PDF delimiters', 'An )>> endobj << /JS (x)', 'An )>> endobj << /JS (x)'],
    ['NUL and controls', 'A\u0000n\u0007\u001b[31m', 'An[31m'],
    ['bidirectional overrides', 'An \u202enaV\u202c Văn', 'An naV Văn'],
    ['zero-width and soft hyphen', 'A\u200bn\u00ad\ufeff', 'An'],
    ['decomposed Vietnamese', 'Nguyễn Ân'.normalize('NFD'), 'Nguyễn Ân'],
    ['lone surrogate', 'An\ud800', 'An'],
    ['emoji and Han', 'An 😀 漢', 'An □ □'],
    ['private use', 'An \ue000', 'An □'],
    ['line separator', 'một\u2028hai', 'một hai'],
    ['Cyrillic look-alike', 'Аn', 'Аn'],
  ]
  testWith('pdftotext').each(cases)('%s', async (_what, typed, printed) => {
    expect(textOf(await renderBare(printName, { name: typed })).trim()).toBe(printed)
  })

  test('stacks of combining marks are cut to what Vietnamese can have', async () => {
    await expect(renderBare(printName, { name: `a${'\u0323\u0302'.repeat(500)}` })).resolves.toBeInstanceOf(Uint8Array)
  })

  test('the officer is told which texts would be printed with gaps', () => {
    expect(papers.unprintable({ applicant: { name: 'An 漢' }, papers: [{ name: 'x' }, { name: '😀😀' }] })).toEqual([
      { path: 'applicant.name', letters: '漢' },
      { path: 'papers[1].name', letters: '😀' },
    ])
    for (const name of templateNames) expect(papers.unprintable(example(name))).toEqual([])
  })

  test('keys called __proto__ reach neither objects nor paper', async () => {
    const data = JSON.parse('{"name":"An","__proto__":{"polluted":true},"constructor":{"prototype":{"x":1}}}')
    await expect(renderBare(printName, data)).resolves.toBeInstanceOf(Uint8Array)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('the QR code', () => {
  test('is a square of dark and light', () => {
    const rows = qrRows('https://motcua.example/kt/284')
    expect(rows.length).toBeGreaterThanOrEqual(21)
    for (const row of rows) expect(row).toMatch(new RegExp(`^[01]{${rows.length}}$`, 'u'))
    expect(rows[0]).toMatch(/^1111111/u)
  })
})
