import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { aChromium } from '../../support/chromium.ts'

/** The policy of the real pages (architecture, "Security headers"). */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

export interface FormPages {
  /** A fresh page with the components loaded; `faults` collects what the browser complains about. */
  open(options?: BrowserContextOptions): Promise<{ page: Page; faults: string[] }>
  close(): Promise<void>
}

/** Builds the components for browsers of the support list and serves them to Chromium under the real policy. */
export async function formPages(): Promise<FormPages> {
  const built = await build({
    entryPoints: ['test/browser/forms/page-entry.tsx'],
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    target: ['chrome109', 'firefox115', 'safari15.4'],
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const script = built.outputFiles[0]?.contents ?? new Uint8Array()
  const server = createServer((request, response) => {
    response.setHeader('content-security-policy', POLICY)
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(isScript ? script : HTML)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser: Browser = await aChromium()
  return {
    open: async (options) => {
      const context = await browser.newContext(options)
      const page = await context.newPage()
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text())
      })
      await page.goto(`http://127.0.0.1:${portOf(server)}/`)
      return { page, faults }
    },
    close: async () => {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const HTML = `<!doctype html><html lang="vi"><head><title>Biểu mẫu</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"></head>
<body><main id="main"></main><script type="module" src="/page.js"></script></body></html>`

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}
