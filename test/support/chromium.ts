import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'

const path = process.env.MOTCUA_CHROMIUM ?? '/usr/bin/chromium'

/** Whether there is a Chromium here; `npm test` says so where there is none. */
export const hasChromium: boolean = existsSync(path)

/** Starts Chromium, with no process in reserve and one renderer for the pages of a test: two cores are few. */
export function aChromium(): Promise<Browser> {
  const lean = ['--renderer-process-limit=1', '--disable-features=SpareRendererForSitePerProcess']
  const args = ['--no-sandbox', '--disable-quic', '--disable-background-networking', ...lean]
  return chromium.launch({ executablePath: path, args })
}

/** axe over the page as it stands; in the page itself, as none of ours holds another's frame. */
export function axeOf(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
}
