import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const path = process.env.MOTCUA_CHROMIUM ?? '/usr/bin/chromium'

/** Whether there is a Chromium here; `npm test` says so where there is none. */
export const hasChromium: boolean = existsSync(path)

/** Starts Chromium, with no process in reserve and one renderer for the pages of a test: two cores are few. */
export function aChromium(): Promise<Browser> {
  const lean = ['--renderer-process-limit=1', '--disable-features=SpareRendererForSitePerProcess']
  const args = ['--no-sandbox', '--disable-quic', '--disable-background-networking', ...lean]
  return chromium.launch({ executablePath: path, args })
}
