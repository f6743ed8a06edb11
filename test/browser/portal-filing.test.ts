import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import {
  aDraft,
  CODE,
  citizen,
  DRAFT_ID,
  goodAnswers,
  NOW,
  nobody,
  PHONE,
  SERVICE,
  scan,
  wholeAnswers,
} from './portal/hanoi.ts'
import { type PortalApi, type PortalState, portalApi } from './portal/portal-api.ts'
import { eventually, hasChromium, openSite, type Site } from './portal/site.ts'

const inChromium = hasChromium ? describe : describe.skip

inChromium('a citizen who files', () => {
  let site: Site
  beforeAll(async () => {
    site = await openSite()
  })
  afterAll(async () => {
    await site?.close()
  })

  const withDraft = (draft = aDraft(), more: Partial<PortalState> = {}) =>
    portalApi({ session: citizen, drafts: new Map([[draft.id, draft]]), ...more })
  const whole = (more: Parameters<typeof aDraft>[0] = {}) => aDraft({ answers: wholeAnswers, uploads: [scan], ...more })
  const answersOf = (api: PortalApi) => api.state.drafts.get(DRAFT_ID)?.answers ?? {}
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).waitFor()
  const step = (page: Page) => new URL(page.url()).searchParams.get('buoc')

  /** Presses Tab until the control of this name has the focus; fails when it can't be reached. */
  async function tabTo(page: Page, name: string | RegExp): Promise<void> {
    for (let presses = 0; presses < 80; presses += 1) {
      const named = await page.evaluate(() => {
        const element = document.activeElement
        if (!(element instanceof HTMLElement)) return ''
        const labels = 'labels' in element ? element.labels : undefined
        const label = labels instanceof NodeList ? labels[0]?.textContent : undefined
        return (label ?? element.getAttribute('aria-label') ?? element.textContent ?? '').trim()
      })
      if (typeof name === 'string' ? named.startsWith(name) : name.test(named)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`${name} can't be reached by Tab`)
  }

  test('gets from the question to the form by keyboard alone, signing in on the way', async () => {
    const api = portalApi()
    const { page, complaints } = await site.open('/', api)
    await heading(page, 'Bạn cần làm thủ tục gì?')
    await page.getByText('Cấp bản sao trích lục hộ tịch').waitFor()
    await tabTo(page, 'Tên thủ tục')
    await page.keyboard.type('trich luc ho tich')
    await page.keyboard.press('Enter')
    await page.getByText('Tìm thấy 1 thủ tục cho «trich luc ho tich».').waitFor()
    await tabTo(page, 'Cấp bản sao trích lục hộ tịch')
    await page.keyboard.press('Enter')
    await heading(page, 'Nộp ở đâu?')

    await tabTo(page, 'Bắt đầu nộp hồ sơ')
    await page.keyboard.press('Enter')
    await page.getByText('Hãy chọn nơi nộp trước.').waitFor()
    // The focus is on the choice that is missing.
    await page.keyboard.type('Huyện')
    await tabTo(page, 'Phường, xã, thị trấn')
    await page.keyboard.type('Xã Đông')
    await page.getByText('Xã Đông Mỹ nhận hồ sơ trực tuyến.').waitFor()
    expect(new URL(page.url()).searchParams.get('don-vi')).toBe('00685')
    await tabTo(page, 'Bắt đầu nộp hồ sơ')
    await page.keyboard.press('Enter')
    await tabTo(page, 'Số điện thoại di động')
    await page.keyboard.type('0912 345 678')
    await page.keyboard.press('Enter')
    await page.getByLabel('Mã xác nhận').waitFor()
    await page.keyboard.type('123456')
    await page.keyboard.press('Enter')
    await heading(page, 'Người yêu cầu')
    expect(new URL(page.url()).pathname).toBe(`/nop/${DRAFT_ID}`)
    expect(step(page)).toBe('requester')
    expect(api.calls.find(({ path }) => path === '/api/session/codes')?.body).toEqual({ phone: PHONE, language: 'vi' })
    expect(api.faults).toEqual([])
    expect(complaints).toEqual([])
  })

  test('is told of a wrong code beside it and can ask for another one after a minute', async () => {
    const api = portalApi()
    const { page } = await site.open('/dang-nhap?ve=/ho-so', api)
    await button(page, 'Gửi mã').click()
    await page.getByText('Hãy điền số di động gồm 10 chữ số').waitFor()
    await page.getByLabel('Số điện thoại').fill(PHONE)
    await button(page, 'Gửi mã').click()
    await page.getByText(/Gửi lại được sau \d+ giây/).waitFor()
    await page.getByLabel('Mã xác nhận').fill('999999')
    await button(page, 'Xác nhận').click()
    await page.getByText('Mã xác nhận không đúng hoặc đã hết hạn.').waitFor()
    expect(await page.getByLabel('Mã xác nhận').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Mã xác nhận').fill('123456')
    await button(page, 'Xác nhận').click()
    await page.waitForURL('**/ho-so')
    await page.getByText('Bạn chưa nộp hồ sơ nào.').waitFor()
  })

  test('never leaves the site by the address to return to', async () => {
    const { page } = await site.open('/dang-nhap?ve=//evil.example/x', portalApi({ session: citizen }))
    expect(await page.getByRole('link', { name: 'Tiếp tục' }).getAttribute('href')).toBe('/')
  })

  test('has each answer saved with its version and reads when that was', async () => {
    const api = withDraft()
    const { page, complaints } = await site.open(`/nop/${DRAFT_ID}`, api)
    await page.getByLabel('Họ, chữ đệm, tên người yêu cầu').fill('Nguyễn Văn An')
    await eventually(() => answersOf(api).requesterFullName === 'Nguyễn Văn An')
    await page.getByText('Đã lưu lúc 10:42').waitFor()
    await page.getByLabel('Loại giấy tờ tuỳ thân').selectOption('cccd')
    await eventually(() => answersOf(api).requesterIdType === 'cccd')
    const saves = api.calls.filter(({ method }) => method === 'PUT')
    expect(saves.map(({ headers }) => headers['if-match'])).toEqual(['"1"', '"2"'])
    expect(saves.every(({ headers }) => headers['x-csrf-token'] === citizen.csrfToken)).toBe(true)
    await page.reload()
    expect(await page.getByLabel('Họ, chữ đệm, tên người yêu cầu').inputValue()).toBe('Nguyễn Văn An')
    expect(api.faults).toEqual([])
    expect(complaints).toEqual([])
  })

  test('finds what is wrong in a summary that takes the focus, and going back is always open', async () => {
    const { page } = await site.open(`/nop/${DRAFT_ID}?buoc=event`, withDraft())
    await button(page, 'Tiếp tục').click()
    await heading(page, /Có \d+ chỗ cần sửa/)
    await page.locator('.sum:focus').waitFor()
    expect(step(page)).toBe('event')
    await page.getByRole('link', { name: 'Quay lại' }).click()
    await heading(page, 'Người yêu cầu')
    await page.goBack()
    await heading(page, 'Việc hộ tịch đề nghị cấp trích lục')
  })

  test('uploads with progress, sees why a file is refused, and removes one', async () => {
    const api = withDraft(aDraft({ answers: goodAnswers }))
    const { page } = await site.open(`/nop/${DRAFT_ID}?buoc=attachments`, api)
    const field = page.getByRole('group', { name: 'Giấy tờ tuỳ thân của người yêu cầu' })
    const picture = { name: 'can-cuoc.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(1000) }
    await field.locator('input[type=file]').setInputFiles(picture)
    await field.getByRole('button', { name: 'Bỏ can-cuoc.jpg' }).waitFor()
    await eventually(() => String(JSON.stringify(answersOf(api).identityScan)).includes('can-cuoc.jpg'))

    // Refused before it travels: the field takes 5 MB.
    const sent = api.calls.length
    await field
      .locator('input[type=file]')
      .setInputFiles({ ...picture, name: 'to.jpg', buffer: Buffer.alloc(6_000_000) })
    await page.getByText('Tệp «to.jpg» lớn hơn 5 MB.').waitFor()
    expect(api.calls.slice(sent).filter(({ path }) => path === '/api/uploads')).toEqual([])

    api.state.broken.push({ call: 'POST /api/uploads', with: 'upload.type', times: 1 })
    await field.locator('input[type=file]').setInputFiles({ ...picture, name: 'la.jpg' })
    await page.getByText('Nội dung tệp không thuộc loại được nhận.').waitFor()
    await field.getByRole('button', { name: 'Bỏ can-cuoc.jpg' }).click()
    await eventually(() => JSON.stringify(answersOf(api).identityScan) === '[]')
    expect(api.calls.some(({ method, path }) => method === 'DELETE' && path.startsWith('/api/uploads/'))).toBe(true)
  })

  test('finds a file again that had arrived when the page was closed before it was noted', async () => {
    const api = withDraft(aDraft({ answers: goodAnswers, uploads: [scan] }))
    const { page } = await site.open(`/nop/${DRAFT_ID}`, api)
    await heading(page, 'Kiểm tra lại trước khi nộp')
    await page.getByRole('link', { name: scan.name }).waitFor()
    await eventually(() => JSON.stringify(answersOf(api).identityScan) === JSON.stringify(wholeAnswers.identityScan))
  })

  test('goes on where something is missing when the draft is opened again', async () => {
    const { page } = await site.open(`/nop/${DRAFT_ID}`, withDraft(aDraft({ answers: goodAnswers })))
    await heading(page, 'Giấy tờ kèm theo')
    expect(step(page)).toBe('attachments')
  })

  test('mends a single answer from the check and is back at the check', async () => {
    const { page } = await site.open(`/nop/${DRAFT_ID}`, withDraft(whole()))
    await heading(page, 'Kiểm tra lại trước khi nộp')
    await page.getByText('Xã Đông Mỹ, Huyện Thanh Trì, Thành phố Hà Nội').first().waitFor()
    await page.getByRole('link', { name: 'Sửa số lượng bản sao' }).click()
    await page.locator('#f-copies:focus').waitFor()
    await page.getByLabel('Số lượng bản sao').fill('2')
    await button(page, 'Lưu và quay lại kiểm tra').click()
    await heading(page, 'Kiểm tra lại trước khi nộp')
    await page.locator('dl.rows > div', { hasText: 'Số lượng bản sao' }).getByText('2', { exact: true }).waitFor()
  })

  test('reads fee and time above the promise, promises, submits once and gets the code', async () => {
    const api = withDraft(whole())
    const { page, complaints } = await site.open(`/nop/${DRAFT_ID}?buoc=kiem-tra`, api)
    const order = await page.evaluate(() => {
      const y = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().top ?? 0
      return [y('.promise-facts'), y('#f-declarationAccepted'), y('button[type=submit]')]
    })
    expect([...order].sort((a, b) => a - b)).toEqual(order)
    await button(page, 'Nộp hồ sơ').click()
    await heading(page, 'Có 1 chỗ cần sửa')
    await page.getByLabel('Tôi cam đoan').check()
    // The answer to the first submission is lost on the way; the second one finds the same dossier.
    api.state.broken.push({ call: 'POST /api/dossiers', with: 'offline', times: 1 })
    await button(page, 'Nộp hồ sơ').click()
    await page.getByText('Không kết nối được với máy chủ.').waitFor()
    await button(page, 'Nộp hồ sơ').dblclick()
    await heading(page, 'Hồ sơ của bạn đã đến xã Đông Mỹ')
    expect(new URL(page.url()).pathname).toBe(`/da-nop/${CODE}`)
    const code = page.getByText(CODE, { exact: true })
    const sizes = await page.evaluate(() =>
      [...document.querySelectorAll('.ticket p')].map((p) => Number.parseFloat(getComputedStyle(p).fontSize)),
    )
    expect(Number.parseFloat(await code.evaluate((p) => getComputedStyle(p).fontSize))).toBe(Math.max(...sizes))
    await page.getByText('Từ thứ Năm, 14/12/2017, 10:52').waitFor()
    await page.locator('svg.qr path').waitFor()
    expect(api.calls.filter(({ method, path }) => method === 'POST' && path === '/api/dossiers')).toHaveLength(2)
    expect(api.faults).toEqual([])
    expect(complaints).toEqual([])
  })

  test('is led from the check to what the server refuses', async () => {
    const draft = whole({ answers: { ...wholeAnswers, subjectDob: '2017-12-20', declarationAccepted: true } })
    const { page } = await site.open(`/nop/${DRAFT_ID}?buoc=kiem-tra`, withDraft(draft))
    await heading(page, 'Còn 1 chỗ cần điền hoặc sửa')
    await button(page, 'Nộp hồ sơ').click()
    await page.locator('.sum:focus').waitFor()
    await page.getByRole('link', { name: /không thể sau 14\/12\/2017/ }).click()
    await heading(page, 'Việc hộ tịch đề nghị cấp trích lục')
    await page.locator('#f-subjectDob:focus').waitFor()
  })

  test('sees both values when the draft was changed elsewhere, and chooses', async () => {
    const api = withDraft(whole())
    const { page } = await site.open(`/nop/${DRAFT_ID}?buoc=event`, api)
    const elsewhere = () => {
      const now = api.state.drafts.get(DRAFT_ID) ?? aDraft()
      api.state.drafts.set(DRAFT_ID, { ...now, version: now.version + 1, answers: { ...now.answers, copies: 7 } })
    }
    await page.getByLabel('Số lượng bản sao').waitFor()
    elsewhere()
    await page.getByLabel('Mục đích sử dụng').fill('vay vốn')
    await heading(page, 'Bản nháp đã được sửa ở nơi khác')
    await page.getByText('Ở nơi khác: 7').waitFor()
    await button(page, 'Giữ bản trên trang này').click()
    await eventually(() => answersOf(api).copies === 3)
    expect(answersOf(api).purpose).toBe('vay vốn')

    elsewhere()
    await page.getByLabel('Mục đích sử dụng').fill('vay vốn ngân hàng')
    await button(page, 'Lấy bản ở nơi khác').click()
    await page.getByText('Đã lưu lúc').waitFor()
    expect(await page.getByLabel('Số lượng bản sao').inputValue()).toBe('7')
    expect(await page.getByLabel('Mục đích sử dụng').inputValue()).toBe('vay vốn')
  })

  test('does not take a lost answer to a save for somebody else', async () => {
    const api = withDraft(whole())
    const { page } = await site.open(`/nop/${DRAFT_ID}?buoc=event`, api)
    await page.getByLabel('Mục đích sử dụng').waitFor()
    // Saved by the server, but the page never heard of it.
    const now = api.state.drafts.get(DRAFT_ID) ?? aDraft()
    api.state.drafts.set(DRAFT_ID, {
      ...now,
      version: now.version + 1,
      answers: { purpose: 'học bổng', ...now.answers },
    })
    await page.getByLabel('Mục đích sử dụng').fill('học bổng')
    await eventually(
      () => api.calls.filter(({ method, path }) => method === 'GET' && path.endsWith(DRAFT_ID)).length === 2,
    )
    await page.getByText('Đã lưu lúc').waitFor()
    expect(await page.getByText('Bản nháp đã được sửa ở nơi khác').count()).toBe(0)
  })

  test('keeps what was typed when the session ends, and goes on after confirming the phone again', async () => {
    const api = withDraft(whole())
    const { page } = await site.open(`/nop/${DRAFT_ID}?buoc=event`, api)
    await page.getByLabel('Mục đích sử dụng').waitFor()
    api.state.session = nobody
    await page.getByLabel('Mục đích sử dụng').fill('xin học bổng')
    const dialog = page.getByRole('dialog', { name: 'Phiên đăng nhập đã hết' })
    await dialog.waitFor()
    expect(await dialog.getByLabel('Số điện thoại').inputValue()).toBe(PHONE)
    await dialog.getByRole('button', { name: 'Gửi mã' }).click()
    await dialog.getByLabel('Mã xác nhận').fill('123456')
    await dialog.getByRole('button', { name: 'Xác nhận' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await page.getByLabel('Mục đích sử dụng').inputValue()).toBe('xin học bổng')
    await eventually(() => answersOf(api).purpose === 'xin học bổng')
    await page.getByText('Đã lưu lúc').waitFor()
  })

  test('is told when nothing can be saved, and all is saved when the line is back', async () => {
    const api = withDraft(whole())
    const { page } = await site.open(`/nop/${DRAFT_ID}?buoc=event`, api)
    await page.getByLabel('Mục đích sử dụng').waitFor()
    api.state.broken.push({ call: 'PUT /api/drafts', with: 'offline', times: 1 })
    await page.getByLabel('Mục đích sử dụng').fill('vay vốn')
    await page.getByText('Chưa lưu được: Không kết nối được với máy chủ.').waitFor()
    await button(page, 'Lưu lại').click()
    await eventually(() => answersOf(api).purpose === 'vay vốn')
    await page.getByText('Đã lưu lúc').waitFor()
  })

  test('reads where a draft has gone that is no more', async () => {
    const { page } = await site.open(`/nop/${DRAFT_ID}`, portalApi({ session: citizen }))
    await heading(page, 'Không còn bản nháp này')
    await page.getByRole('link', { name: 'Hồ sơ của tôi' }).last().click()
    await page.getByText('Bạn chưa nộp hồ sơ nào.').waitFor()
  })

  test('deletes a draft only after a question', async () => {
    const api = withDraft()
    const { page } = await site.open('/ho-so', api)
    await button(page, /^Xoá/).click()
    const dialog = page.getByRole('dialog', { name: 'Xoá bản nháp này?' })
    await dialog.getByRole('button', { name: 'Thôi' }).click()
    expect(api.state.drafts.size).toBe(1)
    await button(page, /^Xoá/).click()
    await dialog.getByRole('button', { name: 'Xoá bản nháp' }).click()
    await page.getByText('Bạn chưa nộp hồ sơ nào.').waitFor()
    expect(api.state.drafts.size).toBe(0)
  })

  test('opens the form of a unit straight from a link that names it', async () => {
    const api = portalApi({ session: { ...citizen, now: NOW } })
    const { page } = await site.open(`/thu-tuc/${SERVICE}?don-vi=09604`, api)
    await page.getByText('Xã Cổ Đông nhận hồ sơ trực tuyến.').waitFor()
    await button(page, 'Bắt đầu nộp hồ sơ').click()
    await heading(page, 'Người yêu cầu')
    expect(api.calls.find(({ method, path }) => method === 'POST' && path === '/api/drafts')?.body).toEqual({
      service: SERVICE,
      unit: '09604',
    })
  })

  test('finds the unit of a link where more take the service than one answer names', async () => {
    const known = portalApi().state.units
    const [thanhTri] = known.filter(({ level }) => level === 'district')
    const others = Array.from({ length: 120 }, (_, at) => ({
      ...{ code: `1${String(at).padStart(4, '0')}`, name: `Xã An ${at}`, shortName: `An ${at}`, kind: 'Xã' },
      ...{ level: 'commune' as const, parent: thanhTri?.code ?? null, parentName: thanhTri?.name ?? null },
    }))
    const units = [...others, ...known]
    const liveIn = units.filter(({ level }) => level === 'commune').map(({ code }) => code)
    const api = portalApi({ session: { ...citizen, now: NOW }, units, liveIn })
    const { page } = await site.open(`/thu-tuc/${SERVICE}?don-vi=09604`, api)
    await page.getByText('Xã Cổ Đông nhận hồ sơ trực tuyến.').waitFor()
  })
})
