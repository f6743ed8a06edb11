import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { Session } from '../../web/api/index.ts'
import { axeOf } from '../support/chromium.ts'
import {
  aDossier,
  aDraft,
  CODE,
  citizen,
  DRAFT_ID,
  dongMy,
  dossierInSupplement,
  dossierReady,
  NOW,
  SERVICE,
  scan,
  wholeAnswers,
} from './portal/hanoi.ts'
import { type PortalApi, type PortalState, portalApi } from './portal/portal-api.ts'
import { hasChromium, openSite, type Site } from './portal/site.ts'

const inChromium = hasChromium ? describe : describe.skip

const LONG = 'Công Tằng Tôn Nữ Hoàng Phương Nguyễn Thị Thanh Huyền Trân Châu Bảo Ngọc'
const officer: Session = {
  kind: 'staff',
  csrfToken: 'x',
  now: NOW,
  person: { id: '1', fullName: 'Lê Quang Huy', title: 'Tư pháp', unit: dongMy, roles: ['officer'] },
}
const supplement = dossierInSupplement()
const draft = aDraft({ answers: wholeAnswers, uploads: [scan] })
const filing = { session: citizen, drafts: new Map([[DRAFT_ID, draft]]) }
const following = (dossier = aDossier()) => ({ session: citizen, dossiers: new Map([[CODE, dossier]]) })

interface Place {
  path: string
  state: Partial<PortalState>
  /** A text that is there when the page is whole. */
  shows: string | RegExp
  /** What brings the page into the state to be looked at. */
  act?: (page: Page) => Promise<void>
}

/** Each page in its full state and in those that people meet on bad days. */
const places: { readonly [name: string]: Place } = {
  home: { path: '/', state: {}, shows: 'Nộp tại xã, phường, thị trấn' },
  'home, nothing found': { path: '/?q=xyz', state: {}, shows: 'Không có thủ tục nào khớp với «xyz».' },
  'home, no services': { path: '/', state: { services: [] }, shows: 'Chưa có thủ tục nào nhận trực tuyến.' },
  'an address that nobody made': { path: '/khong-co', state: {}, shows: 'Không có trang này.' },
  service: { path: `/thu-tuc/${SERVICE}?don-vi=00685`, state: {}, shows: 'Xã Đông Mỹ nhận hồ sơ trực tuyến.' },
  'service, nowhere live': {
    path: `/thu-tuc/${SERVICE}`,
    state: { liveIn: [] },
    shows: 'Chưa đơn vị nào nhận trực tuyến thủ tục này.',
  },
  'service, unknown': { path: '/thu-tuc/khong-co', state: {}, shows: 'Không có thủ tục này.' },
  'sign-in': { path: '/dang-nhap', state: {}, shows: 'Số điện thoại di động' },
  'a step in error': {
    path: `/nop/${DRAFT_ID}?buoc=requester`,
    state: { session: citizen, drafts: new Map([[DRAFT_ID, aDraft()]]) },
    shows: /Có \d+ chỗ cần sửa/,
    act: (page) => page.getByRole('button', { name: 'Tiếp tục' }).click(),
  },
  'papers of the form': { path: `/nop/${DRAFT_ID}?buoc=attachments`, state: filing, shows: 'can-cuoc-mat-truoc.jpg' },
  check: { path: `/nop/${DRAFT_ID}?buoc=kiem-tra`, state: filing, shows: 'Kiểm tra lại trước khi nộp' },
  confirmation: { path: `/da-nop/${CODE}`, state: following(), shows: 'Việc tiếp theo' },
  'my dossiers': {
    path: '/ho-so',
    state: { ...filing, dossiers: new Map([[CODE, supplement]]) },
    shows: 'Đang điền, chưa nộp',
  },
  'my dossiers, none': { path: '/ho-so', state: { session: citizen }, shows: 'Bạn chưa nộp hồ sơ nào.' },
  'my dossiers, not signed in': { path: '/ho-so', state: {}, shows: 'Đăng nhập để xem hồ sơ của bạn' },
  'my dossiers, as staff': {
    path: '/ho-so',
    state: { session: officer },
    shows: 'Bạn đang đăng nhập bằng tài khoản cán bộ',
  },
  'dossier with a request': { path: `/ho-so/${CODE}`, state: following(supplement), shows: 'Gửi bổ sung' },
  'dossier with a result': { path: `/ho-so/${CODE}`, state: following(dossierReady()), shows: 'Giấy tờ của hồ sơ' },
  'dossier with long names': {
    path: `/ho-so/${CODE}`,
    state: following(
      dossierInSupplement({
        applicantName: LONG,
        unit: {
          ...dongMy,
          name: 'Thị trấn Trạm Trôi Đồng Văn Thượng Mỗ Hạ Mỗ',
          parentName: 'Huyện Chương Mỹ Quốc Oai Thạch Thất',
        },
        documents: [{ ...supplement.documents[0], name: { vi: `Văn bản ${LONG}`, en: LONG } }].flatMap((paper) =>
          paper.id
            ? [
                {
                  ...paper,
                  id: paper.id,
                  kind: 'receipt',
                  number: '1/2017',
                  state: 'issued' as const,
                  downloadable: true,
                },
              ]
            : [],
        ),
      }),
    ),
    shows: LONG,
  },
  'dossier, unknown': { path: `/ho-so/${CODE}`, state: { session: citizen }, shows: 'Không tìm thấy hồ sơ này.' },
  tracking: { path: `/theo-doi?ma=${CODE}`, state: {}, shows: 'Số điện thoại đã khai trong hồ sơ' },
  verification: { path: '/kiem-tra', state: {}, shows: 'Mã kiểm tra' },
  help: { path: '/tro-giup', state: {}, shows: 'Bảo vệ thông tin cá nhân' },
}

inChromium('every page of the portal', () => {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  })
  afterAll(async () => {
    await site?.close()
  })

  const settled = async (page: Page, { act, shows }: Place) => {
    await page.waitForLoadState('networkidle')
    await act?.(page)
    await page.getByText(shows).first().waitFor()
  }

  test.each(Object.entries(places))('%s: fits each width, passes axe, keeps the policy', async (_name, place) => {
    const api: PortalApi = portalApi(place.state)
    const { page, complaints } = await site.open(place.path, api, { viewport: { width: 1366, height: 768 } })
    await settled(page, place)
    const found = await axeOf(page).analyze()
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
    for (const width of [320, 360, 768, 1440]) {
      await page.setViewportSize({ width, height: 740 })
      const tooWide = await page.evaluate(() =>
        [...document.querySelectorAll('body *')]
          .filter(
            (element) =>
              element.getBoundingClientRect().right > innerWidth + 0.5 && getComputedStyle(element).clipPath === 'none',
          )
          .map((element) => element.outerHTML.slice(0, 80)),
      )
      expect({ width, tooWide }).toEqual({ width, tooWide: [] })
    }
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, .btn, select, input:not([type=radio]):not([type=checkbox])')]
        .filter((element) => element.checkVisibility?.() !== false && element.getBoundingClientRect().height < 43.5)
        .map((element) => element.outerHTML.slice(0, 80)),
    )
    expect(small).toEqual([])
    const answers404 = place.path === '/khong-co'
    expect(complaints.filter((text) => !(answers404 && text.includes('404')))).toEqual([])
    expect(api.faults).toEqual([])
  })

  test.each([
    ['/', 'GET /api/services', 'Nộp tại xã, phường, thị trấn'],
    [`/thu-tuc/${SERVICE}`, 'GET /api/services', 'Ai được yêu cầu?'],
    [`/nop/${DRAFT_ID}`, 'GET /api/drafts', 'Kiểm tra lại trước khi nộp'],
    [`/ho-so/${CODE}`, 'GET /api/dossiers', 'Quá trình giải quyết'],
    ['/ho-so', 'GET /api/session', 'Đang điền, chưa nộp'],
  ])('%s says what failed and goes on after "Thử lại"', async (path, call, shows) => {
    const api = portalApi({ ...filing, ...following(), broken: [{ call, with: 'internal.unavailable', times: 3 }] })
    const { page } = await site.open(path, api)
    // The shape of the page stands there while it is tried again by itself.
    await page.locator('main .skeletons').first().waitFor()
    await page.getByText('Một phần của hệ thống đang tạm ngừng.').first().waitFor()
    await page.getByText('Mã yêu cầu: b0a1').first().waitFor()
    await page.getByRole('button', { name: 'Thử lại' }).first().click()
    await page.getByText(shows).first().waitFor()
  })

  test('something in between that answers no problem of ours is told in words too', async () => {
    const api = portalApi({ broken: [{ call: 'GET /api/services', with: 'garbage', times: 3 }] })
    const { page } = await site.open('/', api)
    await page.getByText('Câu trả lời của máy chủ không đọc được.').waitFor()
  })

  test('speaks English when asked to, says so in the address, and keeps it', async () => {
    const { page, context } = await site.open('/?q=civil', portalApi())
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'What do you need to get done?' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(new URL(page.url()).search).toBe('?q=civil&lang=en')
    await page.goto(`${site.origin}/thu-tuc/${SERVICE}`)
    await page.getByRole('heading', { name: 'Copy of a civil-status register extract (commune)' }).waitFor()
    const other = await context.newPage()
    await other.goto(`${site.origin}/tro-giup?lang=vi`)
    await other.getByRole('heading', { name: 'Trợ giúp', level: 1 }).waitFor()
    await other.reload()
    expect(new URL(other.url()).search).toBe('')
    await other.getByRole('heading', { name: 'Trợ giúp', level: 1 }).waitFor()
  })

  test('holds its own when text is twice as large', async () => {
    const { page } = await site.open(`/ho-so/${CODE}`, portalApi(following(supplement)), {
      viewport: { width: 720, height: 800 },
    })
    await page.getByText('Gửi bổ sung').waitFor()
    await page.addStyleTag({ content: '' }).catch(() => undefined)
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  })
})
