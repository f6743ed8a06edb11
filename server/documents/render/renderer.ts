import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  defaultLimits,
  type JsonValue,
  PaperFault,
  type PaperFaultCode,
  type RenderAnswer,
  type RenderJob,
  type RenderLimits,
  type RenderRequest,
} from './contract.ts'
import { readFont } from './font.ts'
import { findUnprintable, printable, type Unprintable } from './printable.ts'
import { templateProblems } from './template-rules.ts'
import { residentMib, startWorker } from './worker-process.ts'

export interface PaperRenderer {
  /** A tagged PDF/A-2a; rejects with `PaperFault`. The same request gives the same bytes. */
  readonly renderPaper: (request: RenderRequest) => Promise<Uint8Array>
  /** Texts of the data that would be printed with gaps, because the papers' font lacks their letters. */
  readonly unprintable: (data: JsonValue) => Unprintable[]
  /** Resident memory of the compiler's process in MiB; null when it is not running or the system does not tell. */
  readonly memoryMib: () => Promise<number | null>
  /** Refuses what waits, ends the compiler's process. */
  readonly close: () => void
}

export interface RendererOptions {
  /** Folder with the papers' fonts (`*.ttf`): `processes/documents/fonts`. */
  readonly fontFolder: string
  readonly limits?: Partial<RenderLimits>
}

interface Waiting {
  readonly job: RenderJob
  readonly resolve: (pdf: Uint8Array) => void
  readonly reject: (fault: PaperFault) => void
  /** Runs out in the queue, then measures the work. */
  timer: NodeJS.Timeout
}

const memoryWatchMs = 50

/** One compiler process at a time, started at the first paper and renewed after some hundreds, and the queue before it. */
export function createRenderer({ fontFolder, limits: given }: RendererOptions): PaperRenderer {
  const limits = { ...defaultLimits, ...given }
  const fontPaths = readdirSync(fontFolder)
    .filter((name) => name.endsWith('.ttf'))
    .sort()
    .map((name) => join(fontFolder, name))
  const faces = fontPaths.map((path) => readFont(readFileSync(path)))
  const covers = (codePoint: number) => faces.length > 0 && faces.every((face) => face.covers(codePoint))

  const queue: Waiting[] = []
  let current: Waiting | null = null
  let worker: ChildProcess | null = null
  let papersOfWorker = 0
  let closed = false
  let lastId = 0

  function workerRunning(): ChildProcess {
    if (worker !== null) return worker
    const started = startWorker(fontPaths)
    started.on('message', (answer: RenderAnswer) => settle(answer))
    const gone = () => {
      if (worker !== started) return
      worker = null
      fail('crashed')
    }
    started.on('error', gone)
    started.on('exit', gone)
    // A server that only waits for a paper nobody asked for may end.
    started.unref()
    started.channel?.unref()
    worker = started
    papersOfWorker = 0
    return started
  }

  function startNext(): void {
    if (current !== null) return
    const next = queue.shift()
    if (next === undefined) return
    current = next
    clearTimeout(next.timer)
    next.timer = setTimeout(() => stop('time'), limits.timeMs)
    const running = workerRunning()
    running.channel?.ref()
    running.send(next.job, (error) => {
      if (error !== null && current === next) stop('crashed')
    })
    void watchMemory(next, running)
  }

  async function watchMemory(watched: Waiting, running: ChildProcess): Promise<void> {
    while (current === watched && running.pid !== undefined) {
      const resident = await residentMib(running.pid)
      if (resident === null) return
      if (resident > limits.memoryMib && current === watched) return stop('memory')
      await new Promise((resume) => setTimeout(resume, memoryWatchMs))
    }
  }

  /** Kills the worker for what it did to the current paper; the next paper gets a new one. */
  function stop(code: PaperFaultCode): void {
    worker?.kill('SIGKILL')
    worker = null
    fail(code)
  }

  /** Ends the worker between two papers; the next one starts another. */
  function retire(): void {
    worker?.kill('SIGKILL')
    worker = null
  }

  function fail(code: PaperFaultCode): void {
    const failed = takeCurrent()
    failed?.reject(new PaperFault(code))
    if (failed !== null) startNext()
  }

  function settle(answer: RenderAnswer): void {
    if (current?.job.id !== answer.id) return
    const done = takeCurrent()
    if (answer.state === 'done') done?.resolve(new Uint8Array(answer.pdf))
    else done?.reject(new PaperFault(answer.code, answer.diagnostics))
    papersOfWorker += 1
    if (papersOfWorker >= limits.papersPerProcess) retire()
    startNext()
  }

  function takeCurrent(): Waiting | null {
    const taken = current
    if (taken !== null) clearTimeout(taken.timer)
    current = null
    if (queue.length === 0) worker?.channel?.unref()
    return taken
  }

  function renderPaper(request: RenderRequest): Promise<Uint8Array> {
    if (closed) return Promise.reject(new PaperFault('closed'))
    if (queue.length >= limits.queue) return Promise.reject(new PaperFault('busy'))
    const input = JSON.stringify({ data: printable(request.data, covers), draft: request.draft })
    const sources = [request.template, ...Object.values(request.modules)]
    const sourceLength = sources.reduce((sum, source) => sum + source.length, 0)
    if (input.length > limits.dataLength || sourceLength > limits.sourceLength) {
      return Promise.reject(new PaperFault('size'))
    }
    const problems = [
      ...templateProblems(request.template, 'main.typ'),
      ...Object.entries(request.modules).flatMap(([path, source]) => templateProblems(source, path)),
    ]
    if (problems.length > 0) return Promise.reject(new PaperFault('template', problems))
    const job: RenderJob = {
      id: ++lastId,
      template: request.template,
      modules: request.modules,
      input,
      createdAt: dateOf(request.data),
      pages: limits.pages,
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { job, resolve, reject, timer: setTimeout(() => giveUp(waiting), limits.waitMs) }
      queue.push(waiting)
      startNext()
    })
  }

  function giveUp(waiting: Waiting): void {
    const place = queue.indexOf(waiting)
    if (place < 0) return
    queue.splice(place, 1)
    waiting.reject(new PaperFault('busy'))
  }

  function close(): void {
    closed = true
    for (const waiting of queue.splice(0)) {
      clearTimeout(waiting.timer)
      waiting.reject(new PaperFault('closed'))
    }
    stop('closed')
  }

  return {
    renderPaper,
    unprintable: (data) => findUnprintable(data, covers),
    memoryMib: async () => (worker?.pid === undefined ? null : residentMib(worker.pid)),
    close,
  }
}

/** Seconds since 1970 of `data.date`; 0 for a paper without a date. */
function dateOf(data: JsonValue): number {
  const date = data !== null && typeof data === 'object' && !Array.isArray(data) ? data.date : undefined
  const instant = typeof date === 'string' ? Date.parse(date) : Number.NaN
  return Number.isNaN(instant) ? 0 : Math.floor(instant / 1000)
}
