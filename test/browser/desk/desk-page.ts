import { createServer, type Server } from 'node:http'
import { build } from 'esbuild'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { aChromium } from '../../support/chromium.ts'
import { type DeskApi, deskApi } from './desk-api.ts'

/** The policy of the real page (server/http/web-pages.ts). */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; frame-src 'self' blob:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

const HTML = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Hộp việc</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/staff.css"></head>
<body><div id="app"></div><script type="module" src="/assets/staff.js"></script></body></html>`

const types: { readonly [ending: string]: string } = { js: 'text/javascript', css: 'text/css', woff2: 'font/woff2' }

export interface DeskPages {
  /** The desk at this address, with an API of its own; `faults` collects what the browser complains about. */
  open(address: string, options?: BrowserContextOptions): Promise<{ page: Page; api: DeskApi; faults: string[] }>
  close(): Promise<void>
}

/** Builds the desk for browsers of the support list and serves it to Chromium under the real policy. */
export async function deskPages(): Promise<DeskPages> {
  const built = await build({
    entryPoints: ['web/staff.tsx'],
    bundle: true,
    write: false,
    outdir: '/assets',
    format: 'esm',
    jsx: 'automatic',
    target: ['chrome109', 'firefox115', 'safari15.4'],
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'file' },
    publicPath: '/assets',
  })
  const files = new Map(built.outputFiles.map(({ path, contents }) => [path, contents]))
  const server = createServer((request, response) => {
    const path = request.url?.split('?', 1)[0] ?? ''
    const file = files.get(path)
    response.setHeader('content-security-policy', POLICY)
    response.setHeader('content-type', file ? (types[path.split('.').at(-1) ?? ''] ?? '') : 'text/html; charset=utf-8')
    response.end(file ?? HTML)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser: Browser = await aChromium()
  return {
    open: async (address, options) => {
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options })
      const page = await context.newPage()
      page.setDefaultTimeout(40_000)
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (message) => {
        // The browser itself reports every answer that is no success.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          faults.push(message.text())
      })
      const api = deskApi()
      await page.route('**/api/**', (route) => api.answer(route))
      await page.goto(`http://127.0.0.1:${portOf(server)}${address}`)
      return { page, api, faults }
    },
    close: async () => {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
