import { createServer } from 'node:http'
import { join } from 'node:path'
import express from 'express'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { webPages } from '../../../server/http/web-pages.ts'
import { aChromium } from '../../support/chromium.ts'
import type { PortalApi } from './portal-api.ts'

export { hasChromium } from '../../support/chromium.ts'

interface OpenPage {
  page: Page
  context: BrowserContext
  /** What the browser complained about: scripts, policy, missing files. */
  complaints: string[]
  /** Bytes of JavaScript that the page took, gzipped as a server sends them; by file. */
  scripts: Map<string, number>
}

export interface Site {
  origin: string
  /** A fresh browser session at this address, with the API attached. */
  open(path: string, api: PortalApi, options?: BrowserContextOptions): Promise<OpenPage>
  close(): Promise<void>
}

/** The built web under the server's own routes and policy; the API is what the test attaches. */
export async function openSite(): Promise<Site> {
  const app = express()
  app.use(webPages(join(import.meta.dirname, '../../../dist/web')))
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const origin = `http://127.0.0.1:${address.port}`
  const browser: Browser = await aChromium()
  let last: BrowserContext | undefined
  return {
    origin,
    open: async (path, api, options) => {
      // One session at a time is enough, and two cores are few.
      await last?.close()
      const context = await browser.newContext({ timezoneId: 'America/Los_Angeles', locale: 'vi-VN', ...options })
      last = context
      await api.attach(context)
      const page = await context.newPage()
      const opened: OpenPage = { page, context, complaints: [], scripts: new Map() }
      watch(opened)
      await page.goto(origin + path)
      return opened
    },
    close: async () => {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function watch({ page, complaints, scripts }: OpenPage): void {
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // Answers that are problems are part of the story; the browser logs each of them.
    const isAnswer = message.text().startsWith('Failed to load resource') && message.location().url.includes('/api/')
    if (message.type() === 'error' && !isAnswer) complaints.push(message.text())
  })
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return
    const { gzipSync } = await import('node:zlib')
    scripts.set(new URL(response.url()).pathname, gzipSync(await response.body(), { level: 9 }).length)
  })
}

/** Waits until it holds: what the page does by itself a moment after an act. */
export async function eventually(holds: () => boolean): Promise<void> {
  const end = Date.now() + 20_000
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never held: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
