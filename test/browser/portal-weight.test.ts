import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  aDossier,
  aDraft,
  CODE,
  citizen,
  DRAFT_ID,
  dossierInSupplement,
  SERVICE,
  scan,
  wholeAnswers,
} from './portal/hanoi.ts'
import { type PortalState, portalApi } from './portal/portal-api.ts'
import { hasChromium, openSite, type Site } from './portal/site.ts'

const inChromium = hasChromium ? describe : describe.skip

const filing = { session: citizen, drafts: new Map([[DRAFT_ID, aDraft({ answers: wholeAnswers, uploads: [scan] })]]) }
const following = (dossier = aDossier()) => ({ session: citizen, dossiers: new Map([[CODE, dossier]]) })

/** kB of JavaScript, gzipped, of all requests until the page is idle (1 kB = 1024 bytes). */
const limits: readonly (readonly [path: string, state: Partial<PortalState>, most: number])[] = [
  ['/', {}, 150],
  [`/thu-tuc/${SERVICE}`, {}, 150],
  ['/dang-nhap', {}, 150],
  ['/theo-doi', {}, 150],
  ['/kiem-tra', {}, 150],
  ['/tro-giup', {}, 150],
  ['/ho-so', filing, 150],
  [`/ho-so/${CODE}`, following(), 150],
  [`/da-nop/${CODE}`, following(), 150],
  [`/nop/${DRAFT_ID}?buoc=requester`, filing, 220],
  [`/nop/${DRAFT_ID}?buoc=kiem-tra`, filing, 220],
  [`/ho-so/${CODE}`, following(dossierInSupplement()), 220],
]

inChromium('the weight of the portal', () => {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  })
  afterAll(async () => {
    await site?.close()
  })

  test.each(limits)('%s', async (path, state, most) => {
    const { page, scripts } = await site.open(path, portalApi(state))
    await page.waitForLoadState('networkidle')
    await page.locator('h1').waitFor()
    const weight = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0) / 1024
    expect(scripts.size).toBeGreaterThan(1)
    expect(weight).toBeGreaterThan(50)
    expect(weight).toBeLessThanOrEqual(most)
    if (process.env.MOTCUA_FIGURES) console.info(`${path}: ${weight.toFixed(1)} kB of JavaScript (limit ${most})`)
  })
})
