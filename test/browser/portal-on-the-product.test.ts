/** The portal against the real server: what only the two together can show. The whole case is in whole-case.test.ts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accepts, dongMysStaff, filesFor, type Staff, toSupply } from '../platform/scenarios/case-steps.ts'
import { sampleOf, serviceOf } from '../services/the-services.ts'
import { aChromium } from '../support/chromium.ts'
import { aPicture, type Citizen, until } from '../support/players.ts'
import { aStack, type Stack } from '../support/stack.ts'

const PHONE = '0912345678'
let stack: Stack
let staff: Staff
let citizen: Citizen
let browser: Browser
let context: BrowserContext
const complaints: string[] = []

beforeAll(async () => {
  stack = await aStack({ now: '2017-12-14T09:00:00+07:00' })
  staff = await dongMysStaff(stack)
  citizen = await stack.citizen(PHONE)
  browser = await aChromium()
  context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'America/New_York' })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
}, 60_000)

async function aWindow(path: string): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource') && message.location().url.includes('/api/')
    if (message.type() === 'error' && !isAnswer) complaints.push(message.text())
  })
  await page.goto(stack.base + path)
  return page
}

test('what an officer asks is read on the page, supplied there, and comes back to the officer', async () => {
  const { code } = await filesFor(citizen, { requesterRelation: 'anh-chi-em', subjectFullName: 'Nguyễn Thị Hoà' })
  await accepts(staff, code)
  await staff.justice.decides(code, 'review', 'supplement', {
    form: {
      items: [
        toSupply('subjectFullName', 'Họ tên không có trong sổ'),
        toSupply('identityScan', 'Ảnh bị loá, không đọc được ngày cấp'),
      ],
    },
    reason: 'Cần bổ sung',
  })
  await citizen.reads(code, 'supplement')
  // A phone gets one code a minute, and has had one.
  await stack.at(new Date(stack.now().getTime() + 120_000))

  const page = await aWindow(`/ho-so/${code}`)
  await page.getByText('Đăng nhập để xem hồ sơ của bạn').waitFor()
  const before = (await stack.messages(PHONE)).length
  await page.getByLabel('Số điện thoại di động').fill('0912 345 678')
  await page.getByRole('button', { name: 'Gửi mã' }).click()
  const otp = await until('the code on the phone', async () => {
    const news = (await stack.messages(PHONE)).slice(before)
    return news.find(({ codes }) => codes.length > 0)?.codes[0]
  })
  await page.getByLabel('Mã xác nhận').fill(otp)
  await page.getByRole('button', { name: 'Xác nhận' }).click()

  await page.getByRole('heading', { name: /^Bạn cần bổ sung 2 điểm trước hết ngày / }).waitFor()
  await page.getByText('Họ tên không có trong sổ').waitFor()
  await page.getByText('Ảnh bị loá, không đọc được ngày cấp').waitFor()
  expect(await page.locator('.asked .field').count()).toBe(2)
  await page.getByLabel('Họ, chữ đệm, tên người có việc hộ tịch').fill('Nguyễn Thị Hoa')
  const { name, bytes } = aPicture()
  const file = { name, mimeType: 'image/png', buffer: Buffer.from(bytes) }
  await page.locator('.asked input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: /^Bỏ/ }).nth(1).waitFor()
  await page.getByRole('button', { name: 'Gửi bổ sung' }).click()
  await page.getByRole('button', { name: 'Gửi bổ sung' }).waitFor({ state: 'detached' })

  await citizen.reads(code, 'in-progress')
  const { id } = await staff.justice.sees(code, 'review')
  const { dossier } = await staff.justice.task(id)
  expect(dossier.answers).toMatchObject({ subjectFullName: 'Nguyễn Thị Hoa' })
  expect(dossier.answers.identityScan).toHaveLength(2)
  await page.reload()
  await page.locator('.line').getByText('Đã gửi bổ sung').waitFor()

  // The receipt is there; the code with the phone tells the state to whoever is not signed in.
  const receipt = page.getByRole('link', { name: /^Tải về\s+Giấy tiếp nhận/ })
  const paper = await context.request.get(stack.base + (await receipt.getAttribute('href')))
  expect(String((await paper.body()).subarray(0, 5))).toBe('%PDF-')

  await page.getByRole('button', { name: 'Rút hồ sơ' }).click()
  await page.getByRole('dialog').getByLabel('Lý do').fill('Đã tìm thấy bản chính')
  await page.getByRole('dialog').getByRole('button', { name: 'Rút hồ sơ' }).click()
  await page.locator('.state', { hasText: 'Đã rút hồ sơ' }).waitFor()
  await citizen.reads(code, 'withdrawn')
  expect(complaints).toEqual([])
}, 240_000)

test('a draft that is open in two windows keeps both values until one is chosen', async () => {
  const draft = await citizen.openDraft('commune-civil-status-extract', '00685')
  const first = await aWindow(`/nop/${draft.id}?buoc=event`)
  const second = await aWindow(`/nop/${draft.id}?buoc=event`)
  await second.getByLabel('Mục đích sử dụng').waitFor()
  await first.getByLabel('Mục đích sử dụng').fill('vay vốn')
  await until('the first window is saved', async () => {
    const { answers } = await citizen.call<{ answers: { purpose?: string } }>('GET', `/api/drafts/${draft.id}`)
    return answers.purpose === 'vay vốn'
  })
  await second.getByLabel('Mục đích sử dụng').fill('xin học bổng')
  await second.getByRole('heading', { name: 'Bản nháp đã được sửa ở nơi khác' }).waitFor()
  await second.getByText('vay vốn').waitFor()
  await second.getByRole('button', { name: 'Lấy bản ở nơi khác' }).click()
  expect(await second.getByLabel('Mục đích sử dụng').inputValue()).toBe('vay vốn')
  expect(complaints).toEqual([])
}, 120_000)

test('what the form warns of in the browser, the server tells the officer: digging in the Tết freeze', async () => {
  const service = 'district-pavement-excavation-permit'
  const { unit, answers, papers } = sampleOf(serviceOf(service))
  const dug = (useFrom: string, useTo: string) => ({ ...answers, useFrom, useTo, restoreBy: useTo })
  const freeze = 'Không đào hè, đường trong thời gian cấm dịp Tết (trừ khẩn cấp)'
  const clerk = await stack.officer('motcua.thanhtri')
  for (const [given, warned] of [
    [dug('2018-02-12', '2018-02-16'), [freeze]],
    [dug('2018-02-06', '2018-02-07'), [freeze]],
    [dug('2018-02-05', '2018-02-06'), []],
    [{ ...dug('2018-02-12', '2018-02-16'), emergency: true }, []],
  ] as const) {
    let draft = await citizen.openDraft(service, unit)
    const attached: { [key: string]: object[] } = {}
    for (const key of Object.keys(papers)) {
      const { id, name, mediaType: mime, size } = await citizen.upload({ draft: draft.id }, key, aPicture())
      attached[key] = [{ id, name, mime, size }]
    }
    draft = await citizen.save(draft, { ...given, ...attached })
    const page = await aWindow(`/nop/${draft.id}?buoc=operation`)
    await page.getByRole('button', { name: 'Tiếp tục' }).click()
    if (warned.length > 0) {
      await page.getByText('Xin lưu ý').waitFor()
      expect(await page.locator('form .note li').allInnerTexts()).toEqual(warned.map(expect.stringContaining))
      await page.getByRole('button', { name: 'Tiếp tục' }).click()
    }
    await page.waitForURL(/buoc=attachments/)
    await page.close()
    const { code } = await citizen.submit(draft.id)
    const { id } = await clerk.sees(code, 'check-completeness')
    expect((await clerk.task(id)).warnings.map(({ text }) => text.vi)).toEqual(warned)
  }
  expect(complaints).toEqual([])
}, 120_000)

test('signing out ends the session on this computer and keeps the language', async () => {
  const page = await aWindow('/ho-so?lang=en')
  await page.getByRole('heading', { name: 'My dossiers' }).waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'What do you need to get done?' }).waitFor()
  await page.goto(`${stack.base}/ho-so`)
  await page.getByRole('heading', { name: 'Sign in to see your dossiers' }).waitFor()
  const refused = await context.request.get(`${stack.base}/api/dossiers`)
  expect(refused.status()).toBe(401)
}, 120_000)
