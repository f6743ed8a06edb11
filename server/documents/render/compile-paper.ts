import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler'
import type { Diagnostic, RenderAnswer, RenderJob } from './contract.ts'

/** Makes one paper; never throws for a bad template. */
export type PaperCompiler = (job: RenderJob) => RenderAnswer

// A path below a file can never exist, so the compiler's root is empty for ever: no template reads from the disk.
const root = `${process.execPath}/papers`
const main = `${root}/main.typ`
const standard = 'a-2a'
/** Results of compilation are kept for this many papers, so that the shared modules stay warm and memory does not grow. */
const cachedPapers = 8

/**
 * One warm compiler that knows the given fonts. `fontNames` are their PostScript names: a paper that used any other
 * font (the compiler also finds the machine's) is refused, since it would look different elsewhere.
 */
export function createPaperCompiler(fonts: readonly Uint8Array[], fontNames: readonly string[]): PaperCompiler {
  const compiler = NodeCompiler.create({
    workspace: root,
    fontArgs: [{ fontBlobs: fonts.map((font) => Buffer.from(font)) }],
  })
  return (job) => {
    const fault = (code: 'template' | 'pages', diagnostics: Diagnostic[]): RenderAnswer => ({
      id: job.id,
      state: 'fault',
      code,
      diagnostics,
    })
    try {
      compiler.addSource(main, job.template)
      for (const [path, source] of Object.entries(job.modules)) compiler.addSource(`${root}/${path}`, source)
      const outcome = compiler.compile({ mainFilePath: main, inputs: { paper: job.input } })
      const paper = outcome.result
      if (paper === null) return fault('template', diagnosticsOf(compiler, outcome.takeError()))
      if (paper.numOfPages > job.pages) return fault('pages', [])
      const pdf = compiler.pdf(paper, { pdfStandard: standard, creationTimestamp: job.createdAt })
      const foreign = fontsIn(pdf).filter((name) => !fontNames.includes(name))
      if (foreign.length > 0) return fault('template', [at(`not a font of the papers: ${foreign.join(', ')}`)])
      return { id: job.id, state: 'done', pdf }
    } catch (error) {
      return fault('template', [at(exportMessage(error))])
    } finally {
      compiler.resetShadow()
      compiler.evictCache(cachedPapers)
    }
  }
}

const at = (message: string): Diagnostic => ({ message, path: 'main.typ', line: null })

function diagnosticsOf(compiler: NodeCompiler, error: NodeError | null): Diagnostic[] {
  if (error === null) return [at('the compiler gave no paper and no reason')]
  const found: unknown[] = compiler.fetchDiagnostics(error)
  return found.slice(0, 20).map(readDiagnostic)
}

function readDiagnostic(found: unknown): Diagnostic {
  return {
    message: String(memberOf(found, 'message')),
    path: String(memberOf(found, 'path')).replaceAll('\\', '/').replace(`${root}/`, ''),
    line: lineOf(memberOf(memberOf(memberOf(found, 'range'), 'start'), 'line')),
  }
}

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined

/** The compiler counts lines from 0. */
const lineOf = (line: unknown): number | null => (typeof line === 'number' ? line + 1 : null)

// The export throws the compiler's own dump of its diagnostics; the sentence is all that helps.
function exportMessage(error: unknown): string {
  const dump = error instanceof Error ? error.message : String(error)
  const sentences = [...dump.matchAll(/message: "((?:[^"\\]|\\.)*)"/gu)].map(([, sentence]) => sentence ?? '')
  return sentences.length > 0 ? [...new Set(sentences)].slice(0, 5).join('; ') : dump.slice(0, 500)
}

// Fonts stand in plain objects of the file: `/BaseFont /ABCDEF+Tinos-Bold`.
function fontsIn(pdf: Buffer): string[] {
  const names = pdf.toString('latin1').matchAll(/\/BaseFont \/(?:[A-Z]{6}\+)?([^\s/<>[\]()]+)/gu)
  return [...new Set(Array.from(names, ([, name]) => name ?? ''))]
}
