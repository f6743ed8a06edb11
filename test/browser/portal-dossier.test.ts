import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { DossierView, Verification } from '../../web/api/index.ts'
import {
  aDossier,
  CODE,
  citizen,
  dossierInSupplement,
  dossierReady,
  NOW,
  PHONE,
  REQUEST_ID,
  result,
} from './portal/hanoi.ts'
import { type PortalState, portalApi } from './portal/portal-api.ts'
import { eventually, hasChromium, openSite, type Site } from './portal/site.ts'

const inChromium = hasChromium ? describe : describe.skip

inChromium('a citizen who follows a dossier', () => {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  })
  afterAll(async () => {
    await site?.close()
  })

  const withDossier = (dossier: DossierView, more: Partial<PortalState> = {}) =>
    portalApi({ session: citizen, dossiers: new Map([[dossier.code, dossier]]), ...more })
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).waitFor()
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

  test('sees what is asked before everything else, changes only that, and sends it once', async () => {
    const api = withDossier(dossierInSupplement())
    const { page, complaints } = await site.open(`/ho-so/${CODE}`, api)
    await heading(page, 'Bạn cần bổ sung 2 điểm trước hết ngày thứ Bảy, 13/01/2018')
    const born = page.getByRole('group', { name: 'Ngày, tháng, năm sinh' })
    await born.getByText('Sổ khai sinh ghi năm 1986, bạn khai năm 1985.').waitFor()
    await born.getByText('Căn cứ: Luật Hộ tịch Đ.64').waitFor()
    await page.getByText('Ảnh mặt sau bị loá, không đọc được ngày cấp.').waitFor()
    // Two fields and nothing else may be typed into.
    expect(await page.locator('.asked .field').count()).toBe(2)
    const above = await page.evaluate(() => {
      const y = (id: string) => document.getElementById(id)?.getBoundingClientRect().top ?? 0
      return y('asked') < y('papers')
    })
    expect(above).toBe(true)

    const answer = `/api/dossiers/${CODE}/requests/${REQUEST_ID}/answer`
    await born.getByLabel('Năm').fill('1896')
    await button(page, 'Gửi bổ sung').click()
    await heading(page, 'Có 1 chỗ cần sửa')
    expect(api.calls.some(({ path }) => path === answer)).toBe(false)
    await born.getByLabel('Năm').fill('1986')
    const papers = page.getByRole('group', { name: 'Giấy tờ tuỳ thân của người yêu cầu' })
    const picture = { name: 'mat-sau.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(500) }
    await papers.locator('input[type=file]').setInputFiles(picture)
    await papers.getByRole('button', { name: 'Bỏ mat-sau.jpg' }).waitFor()
    await button(page, 'Gửi bổ sung').dblclick()
    await page.getByText('Bạn đã gửi bổ sung. Cán bộ sẽ xem tiếp.').waitFor()
    const sent = api.calls.filter(({ path }) => path === answer)
    expect(sent).toHaveLength(1)
    expect(sent[0]?.body).toMatchObject({
      answers: {
        subjectDob: '1986-03-02',
        identityScan: [{ name: 'can-cuoc-mat-truoc.jpg' }, { name: 'mat-sau.jpg' }],
      },
    })
    expect(api.calls.find(({ path }) => path === '/api/uploads')?.query.get('request')).toBe(REQUEST_ID)
    expect(api.faults).toEqual([])
    expect(complaints).toEqual([])
  })

  test('learns that the time is over and sees where the dossier stands now', async () => {
    const api = withDossier(dossierInSupplement())
    const { page } = await site.open(`/ho-so/${CODE}`, api)
    await page.getByRole('group', { name: 'Ngày, tháng, năm sinh' }).waitFor()
    api.state.broken.push({ call: `POST /api/dossiers/${CODE}/requests`, with: 'request.closed', times: 1 })
    await button(page, 'Gửi bổ sung').click()
    await page.getByText('Đã hết hạn hoặc đã trả lời yêu cầu này.').waitFor()
    const expired = aDossier({
      status: 'expired',
      statusText: { vi: 'Đã đóng do quá hạn bổ sung', en: 'Closed, not supplied in time' },
      withdrawable: false,
      closedAt: '2018-01-14T00:00:00+07:00',
    })
    api.state.dossiers.set(CODE, expired)
    await button(page, 'Thử lại').click()
    await page.locator('.state', { hasText: 'Đã đóng do quá hạn bổ sung' }).waitFor()
  })

  test('is told why the result can not be downloaded yet, and gets it once it was handed over', async () => {
    const api = withDossier(dossierReady())
    const { page } = await site.open(`/ho-so/${CODE}`, api)
    const paper = page.getByRole('listitem').filter({ hasText: 'Trích lục khai sinh (bản sao)' })
    const download = paper.getByRole('button', { name: /Tải về/ })
    await paper.getByText('Mở sau khi bạn nhận kết quả tại bộ phận một cửa').waitFor()
    await download.click()
    await paper.getByText('Bản điện tử chỉ mở sau khi bạn đã nhận kết quả tại một cửa.').waitFor()
    // The receipt is there from the beginning.
    const receipt = page.getByRole('listitem').filter({ hasText: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả' })
    expect(await receipt.getByRole('link', { name: /Tải về/ }).getAttribute('href')).toMatch(
      /^\/api\/documents\/.+\/file$/,
    )

    api.state.dossiers.set(CODE, dossierReady({ documents: [{ ...result, downloadable: true }] }))
    const [saved] = await Promise.all([page.waitForEvent('download'), download.click()])
    expect(saved.suggestedFilename()).toBe('Trích lục khai sinh (bản sao).pdf')
    expect(String(await readFile(await saved.path()))).toContain('%PDF')
  })

  test('withdraws after a question, with a reason', async () => {
    const api = withDossier(aDossier())
    const { page } = await site.open(`/ho-so/${CODE}`, api)
    await button(page, 'Rút hồ sơ').click()
    const dialog = page.getByRole('dialog', { name: 'Rút hồ sơ này?' })
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect(api.calls.some(({ path }) => path.endsWith('/withdrawal'))).toBe(false)
    await button(page, 'Rút hồ sơ').click()
    await dialog.getByLabel('Lý do').fill('Đã tìm thấy bản chính')
    await dialog.getByRole('button', { name: 'Rút hồ sơ' }).click()
    await page.locator('.state', { hasText: 'Đã rút hồ sơ' }).waitFor()
    expect(api.calls.find(({ path }) => path.endsWith('/withdrawal'))?.body).toEqual({
      reason: 'Đã tìm thấy bản chính',
    })
    expect(await button(page, 'Rút hồ sơ').count()).toBe(0)
    expect(api.faults).toEqual([])
  })

  test('is refused a withdrawal that comes too late, with words', async () => {
    const api = withDossier(aDossier())
    const { page } = await site.open(`/ho-so/${CODE}`, api)
    await button(page, 'Rút hồ sơ').click()
    api.state.dossiers.set(CODE, aDossier({ withdrawable: false }))
    await page.getByRole('dialog').getByRole('button', { name: 'Rút hồ sơ' }).click()
    await page.getByRole('dialog').getByText('Kết quả đã được ký nên không rút được hồ sơ nữa.').waitFor()
  })

  test('reads what was filled in, and fetches the form only then', async () => {
    const { page, scripts } = await site.open(`/ho-so/${CODE}`, withDossier(aDossier()))
    await heading(page, 'Cấp bản sao trích lục hộ tịch (UBND cấp xã)')
    await page.waitForLoadState('networkidle')
    const before = scripts.size
    await page.getByText('Nội dung bạn đã khai').click()
    await page.getByText('Xã Đông Mỹ, Huyện Thanh Trì, Thành phố Hà Nội').first().waitFor()
    expect(await page.getByRole('link', { name: 'can-cuoc-mat-truoc.jpg' }).getAttribute('href')).toMatch(
      /^\/api\/uploads\//,
    )
    await eventually(() => scripts.size > before)
  })

  test('goes through all of many dossiers, page after page', async () => {
    const many = Array.from({ length: 45 }, (_, index) => {
      const code = `00685-0006-171214-${String(index).padStart(5, '0')}-2`
      return [code, aDossier({ code })] as const
    })
    const { page } = await site.open('/ho-so', portalApi({ session: citizen, dossiers: new Map(many) }))
    const rows = page.locator('.mine > li')
    await rows.first().waitFor()
    expect(await rows.count()).toBe(20)
    await button(page, 'Xem thêm').click()
    await rows.nth(39).waitFor()
    await button(page, 'Xem thêm').click()
    await rows.nth(44).waitFor()
    expect(await button(page, 'Xem thêm').count()).toBe(0)
  })

  test('sees status words and dates by code and phone, in any spelling, and no name', async () => {
    const api = portalApi({ dossiers: new Map([[CODE, dossierInSupplement()]]) })
    const { page } = await site.open('/', api)
    await page.getByLabel('Mã hồ sơ').fill('00685 0006 171214 00012 2')
    await button(page, 'Tra cứu').click()
    await page.waitForURL('**/theo-doi?**')
    await button(page, 'Tra cứu').click()
    await page.getByText('Hãy điền số di động gồm 10 chữ số').waitFor()
    await page.getByLabel('Số điện thoại').fill('+84 912 345 678')
    await button(page, 'Tra cứu').click()
    await heading(page, 'Kết quả tra cứu')
    await page.locator('.tracked .state', { hasText: 'Chờ bạn bổ sung' }).waitFor()
    expect(await page.getByText('Nguyễn Văn An').count()).toBe(0)
    expect(api.calls.find(({ path }) => path === '/api/tracking')?.body).toEqual({ code: CODE, phone: PHONE })
    await page.getByLabel('Số điện thoại').fill('0987654321')
    await button(page, 'Tra cứu').click()
    await page.getByText('Không tìm thấy hồ sơ này.').waitFor()
    expect(await page.getByRole('heading', { name: 'Kết quả tra cứu' }).count()).toBe(0)
    await page.getByLabel('Mã hồ sơ').fill('00685-0006')
    await button(page, 'Tra cứu').click()
    await page.getByText('Mã hồ sơ gồm 21 chữ số').waitFor()
  })

  test('reads behind a QR code whether a paper is valid, withdrawn or not ours', async () => {
    const valid: Verification = {
      state: 'valid',
      name: { vi: 'Trích lục khai sinh (bản sao)', en: 'Birth extract (copy)' },
      number: '41/TL-KS-BS',
      unitName: 'Xã Đông Mỹ',
      issuedAt: NOW,
      personInitials: 'N. V. A.',
      sha256: 'ab'.repeat(32),
    }
    const code = 'AbCdEfGhIjKlMnOpQrSt'
    const api = portalApi({ verification: { [code]: valid } })
    const { page } = await site.open(`/kiem-tra/${code}`, api)
    await heading(page, 'Giấy này có giá trị')
    await page.getByText('41/TL-KS-BS').waitFor()
    api.state.verification[code] = { ...valid, state: 'withdrawn', withdrawnAt: NOW }
    await page.reload()
    await heading(page, 'Giấy này đã bị thu hồi')
    await page.getByRole('link', { name: 'Kiểm tra giấy khác' }).click()
    await page.getByLabel('Mã kiểm tra').fill('XXXXXXXXXXXXXXXXXXXX')
    await button(page, 'Kiểm tra').click()
    await heading(page, 'Không có giấy nào mang mã này')
    expect(api.faults).toEqual([])
  })
})
