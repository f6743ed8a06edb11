import { fork, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from '@jest/globals'
import { build } from 'esbuild'
import type { RenderJob } from '../../../server/documents/render/contract.ts'
import type { PaperRenderer, RenderLimits } from '../../../server/documents/render/index.ts'
import { bare, fontFolder, renderer } from './support/papers.ts'

const open: PaperRenderer[] = []
function opened(limits: Partial<RenderLimits> = {}): PaperRenderer {
  const made = renderer(limits)
  open.push(made)
  return made
}
afterEach(() => {
  for (const made of open.splice(0)) made.close()
})

const paper = (body: string, data = {}) => ({ template: bare(body), modules: {}, data, draft: false })
const endless = '#for i in range(100000) { for j in range(100000) { let x = i * j } }'
const greedy = '#let hoard = ()\n#for i in range(100000000) { hoard.push(str(i) * 100) }'
const codeOf = (rendering: Promise<Uint8Array>): Promise<unknown> =>
  rendering.then(
    () => 'done',
    (fault) => fault.code,
  )
/** Processes that a process started and that run the worker. */
function workersOf(parent: number): string[] {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ')
  return children.filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('/render/worker.ts'))
}

async function waitUntil(holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000
  while (!holds()) {
    if (Date.now() > end) throw new Error('did not come true within 10 seconds')
    await new Promise((resume) => setTimeout(resume, 50))
  }
}

const isLinux = process.platform === 'linux'

describe('family 12: a paper that asks for too much', () => {
  test('is stopped after its time, and the next paper is made by a new worker', async () => {
    const papers = opened({ timeMs: 1500 })
    const [stopped, next] = await Promise.all([
      codeOf(papers.renderPaper(paper(endless))),
      codeOf(papers.renderPaper(paper('xong'))),
    ])
    expect(stopped).toBe('time')
    expect(next).toBe('done')
  })

  const testOnLinux = isLinux ? test : test.skip
  testOnLinux('is stopped when it takes too much memory', async () => {
    const papers = opened({ memoryMib: 300 })
    expect(await codeOf(papers.renderPaper(paper(greedy)))).toBe('memory')
    expect(await codeOf(papers.renderPaper(paper('xong')))).toBe('done')
  })

  test('is refused when it has too many pages', async () => {
    const papers = opened({ pages: 5 })
    expect(await codeOf(papers.renderPaper(paper('#for i in range(6) { pagebreak() }')))).toBe('pages')
    expect(await codeOf(papers.renderPaper(paper('#for i in range(4) { [x]; pagebreak(weak: true) }')))).toBe('done')
  })

  test('is refused when its data or sources are too long', async () => {
    const papers = opened({ dataLength: 1000, sourceLength: 1000 })
    expect(await codeOf(papers.renderPaper(paper('x', { name: 'x'.repeat(1000) })))).toBe('size')
    expect(await codeOf(papers.renderPaper(paper('x'.repeat(1000))))).toBe('size')
  })

  test.each([
    ['while', '#while true {}', 'template'],
    ['recursion', '#let f(x) = f(x + 1)\n#f(1)', 'template'],
    ['a layout that never settles', '#context { for i in range(query(heading).len() + 1) { heading[x] } }', 'done'],
  ])('ends by itself: %s', async (_what, source, end) => {
    const papers = opened({ timeMs: 5000 })
    expect(await codeOf(papers.renderPaper(paper(source)))).toBe(end)
    expect(await codeOf(papers.renderPaper(paper('xong')))).toBe('done')
  })

  test('deep data is refused, not died of', async () => {
    const papers = opened()
    const deep = JSON.parse(`${'['.repeat(500)}1${']'.repeat(500)}`)
    expect(await codeOf(papers.renderPaper(paper('#json(bytes(sys.inputs.paper))', { deep })))).toBe('template')
    expect(await codeOf(papers.renderPaper(paper('xong')))).toBe('done')
  })
})

describe('family 70: many papers at once', () => {
  test('wait in a queue with a bound', async () => {
    const papers = opened({ queue: 3 })
    const codes = await Promise.all(Array.from({ length: 6 }, (_, i) => codeOf(papers.renderPaper(paper(`tờ ${i}`)))))
    expect(codes).toEqual(['done', 'done', 'done', 'done', 'busy', 'busy'])
  })

  test('wait no longer than they may', async () => {
    const papers = opened({ timeMs: 3000, waitMs: 200 })
    const first = codeOf(papers.renderPaper(paper(endless)))
    expect(await codeOf(papers.renderPaper(paper('tờ sau')))).toBe('busy')
    expect(await first).toBe('time')
  })

  test('are all made by one warm worker', async () => {
    const papers = opened()
    const codes = await Promise.all(Array.from({ length: 50 }, (_, i) => codeOf(papers.renderPaper(paper(`tờ ${i}`)))))
    expect(new Set(codes)).toEqual(new Set(['done']))
    if (isLinux) expect(await papers.memoryMib()).toBeLessThan(300)
  })
})

describe('a compiler that has made its papers', () => {
  const testOnLinux = isLinux ? test : test.skip
  testOnLinux('gives way to the next one, and no paper is lost', async () => {
    const papers = opened({ papersPerProcess: 2 })
    const workers = new Set<string>()
    const made = Array.from({ length: 5 }, async (_, i) => {
      const pdf = await papers.renderPaper(paper(`Giấy ${i}`))
      for (const pid of workersOf(process.pid)) workers.add(pid)
      return pdf.length > 0
    })
    expect(await Promise.all(made)).toEqual([true, true, true, true, true])
    expect(workers.size).toBe(3)
  })
})

describe('the renderer', () => {
  const testOnLinux = isLinux ? test : test.skip
  testOnLinux('leaves no process behind when the server is killed in the middle of a paper', async () => {
    const source = fileURLToPath(new URL('../../../server/documents/render/index.ts', import.meta.url))
    const program = `
      const { createRenderer } = await import(${JSON.stringify(source)})
      const papers = createRenderer({ fontFolder: ${JSON.stringify(fontFolder)} })
      await papers.renderPaper(${JSON.stringify(paper('xong'))})
      papers.renderPaper(${JSON.stringify(paper(endless))})
      process.stdout.write('busy')`
    const root = fileURLToPath(new URL('../../../', import.meta.url))
    const server = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      cwd: root,
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => server.stdout.once('data', resolve))
    const workers = workersOf(server.pid ?? 0)
    expect(workers).toHaveLength(1)
    server.kill('SIGKILL')
    await waitUntil(() => workers.every((pid) => !existsSync(`/proc/${pid}`)))
  })

  test('refuses what waits when it is closed, and what comes later', async () => {
    const papers = opened()
    const waiting = [codeOf(papers.renderPaper(paper(endless))), codeOf(papers.renderPaper(paper('tờ sau')))]
    papers.close()
    expect(await Promise.all(waiting)).toEqual(['closed', 'closed'])
    expect(await codeOf(papers.renderPaper(paper('x')))).toBe('closed')
  })

  test('has a worker that also runs from a bundle, as in production', async () => {
    // Inside of the checkout, so that the compiler's native package is found.
    const folder = fileURLToPath(new URL(`../../../.data/test-render-${process.pid}/`, import.meta.url))
    const source = fileURLToPath(new URL('../../../server/documents/render/worker.ts', import.meta.url))
    mkdirSync(folder, { recursive: true })
    try {
      const outfile = `${folder}render-worker.mjs`
      await build({
        entryPoints: [source],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'esm',
        packages: 'external',
      })
      const worker = fork(outfile, [`${fontFolder}/Tinos-Regular.ttf`], {
        execArgv: [],
        serialization: 'advanced',
        env: {},
      })
      const answer = new Promise<unknown>((resolve) => worker.once('message', resolve))
      const job: RenderJob = { id: 1, template: bare('Xin chào'), modules: {}, input: '{}', createdAt: 0, pages: 1 }
      worker.send(job)
      expect(await answer).toMatchObject({ id: 1, state: 'done' })
      worker.kill('SIGKILL')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
