import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Tool = 'pdftotext' | 'pdftoppm' | 'pdffonts' | 'pdfinfo' | 'pdfsig' | 'qpdf' | 'openssl'

export interface ToolRun {
  readonly status: number | null
  readonly out: string
}

/** Runs a tool over files that exist only for this call; `arguments_` name them. */
export function run(
  tool: Tool,
  arguments_: readonly string[],
  files: Readonly<Record<string, Uint8Array | string>>,
): ToolRun {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-paper-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    const { status, stdout, stderr } = spawnSync(tool, arguments_, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    })
    return { status, out: `${stdout}${stderr}` }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The lines of each page, in the order in which the paper was written (columns one after another). */
export function linesOf(pdf: Uint8Array): string[][] {
  const pages = run('pdftotext', ['-raw', 'a.pdf', '-'], { 'a.pdf': pdf }).out.split('\f').slice(0, -1)
  return pages.map((page) =>
    page
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  )
}

export interface Picture {
  readonly width: number
  readonly height: number
  /** 0 is black; row by row. */
  readonly grey: Uint8Array
}

/** The pages as pictures of 72 dots an inch. */
export function pixelsOf(pdf: Uint8Array): Picture[] {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-paper-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf)
    spawnSync('pdftoppm', ['-gray', '-r', '72', 'a.pdf', 'page'], { cwd: folder })
    const names = readdirSync(folder).filter((name) => name.endsWith('.pgm'))
    return names.sort().map((name) => pgm(readFileSync(join(folder, name))))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A picture as pdftoppm writes it: `P5`, width and height, 255, then a byte a dot. */
function pgm(bytes: Buffer): Picture {
  const [head, width, height] = bytes.toString('latin1', 0, 64).match(/^P5\s+(\d+)\s+(\d+)\s+255\s/u) ?? []
  if (head === undefined) throw new Error('not a grey picture')
  return { width: Number(width), height: Number(height), grey: bytes.subarray(head.length) }
}

/** The text of a PDF, blanks and line ends as one blank. */
export function textOf(pdf: Uint8Array): string {
  return run('pdftotext', ['a.pdf', '-'], { 'a.pdf': pdf }).out.replace(/\s+/gu, ' ')
}
