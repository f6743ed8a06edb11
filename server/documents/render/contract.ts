/** What JSON can hold; paper data is only ever this. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/** One paper to render. Everything that the result depends on stands here: the same request gives the same bytes. */
export interface RenderRequest {
  /** Typst source of the template. */
  readonly template: string
  /** Modules that the template may import, by path as written in the import (`shared/letterhead.typ`). */
  readonly modules: Readonly<Record<string, string>>
  /**
   * The template's one input. By convention `data.date` (ISO instant or day) is the date of the paper;
   * it becomes the creation date in the file, so that no clock is read.
   */
  readonly data: JsonValue
  /** A draft carries "Dự thảo" and neither number nor signature. */
  readonly draft: boolean
}

export interface RenderLimits {
  /** Longest time for one paper, in milliseconds; the worker is killed and replaced after it. */
  readonly timeMs: number
  /** Resident memory of the worker process, in MiB; watched where the system tells it (Linux). */
  readonly memoryMib: number
  readonly pages: number
  /** Papers that one compiler process makes before the next takes its place: what it hoards goes with it. */
  readonly papersPerProcess: number
  /** Papers that may wait; one more is refused as `busy`. */
  readonly queue: number
  /** Longest wait in the queue, in milliseconds. */
  readonly waitMs: number
  /** Template and modules together, in characters. */
  readonly sourceLength: number
  /** The data as JSON, in characters. */
  readonly dataLength: number
}

export const defaultLimits: RenderLimits = {
  timeMs: 10_000,
  memoryMib: 512,
  pages: 60,
  papersPerProcess: 500,
  queue: 200,
  waitMs: 30_000,
  sourceLength: 500_000,
  dataLength: 1_000_000,
}

/** What the compiler says about a template. Messages may quote data: show them to analysts, keep them out of logs. */
export interface Diagnostic {
  readonly message: string
  /** `main.typ` is the template; else the path of a module. */
  readonly path: string
  /** 1-based; null where the compiler names no place. */
  readonly line: number | null
}

/**
 * Why a paper was not made.
 * `template`: the template is at fault (see diagnostics); `pages`, `time`, `memory`, `size`: a limit was passed;
 * `busy`: the queue is full, try later; `crashed`: the compiler died; `closed`: the renderer was closed.
 */
export type PaperFaultCode = 'template' | 'pages' | 'time' | 'memory' | 'size' | 'busy' | 'crashed' | 'closed'

export class PaperFault extends Error {
  readonly code: PaperFaultCode
  readonly diagnostics: readonly Diagnostic[]

  constructor(code: PaperFaultCode, diagnostics: readonly Diagnostic[] = []) {
    super(`paper.${code}${diagnostics.length > 0 ? `: ${diagnostics.map(({ message }) => message).join('; ')}` : ''}`)
    this.name = 'PaperFault'
    this.code = code
    this.diagnostics = diagnostics
  }
}

/** Parent to worker. The data travels as JSON text, as it reaches the template. */
export interface RenderJob {
  readonly id: number
  readonly template: string
  readonly modules: Readonly<Record<string, string>>
  readonly input: string
  /** Creation date of the file, seconds since 1970. */
  readonly createdAt: number
  readonly pages: number
}

/** Worker to parent. */
export type RenderAnswer =
  | { readonly id: number; readonly state: 'done'; readonly pdf: Uint8Array }
  | { readonly id: number; readonly state: 'fault'; readonly code: PaperFaultCode; readonly diagnostics: Diagnostic[] }
