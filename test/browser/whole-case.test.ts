/** One case from the citizen's form to the paper in hand, played by people in Chromium on the whole product. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { aChromium, axeOf } from '../support/chromium.ts'
import { aPicture, hoasRequest, until } from '../support/players.ts'
import { aStack, type Stack } from '../support/stack.ts'
import { signsInByPhone } from './people/people.ts'

let stack: Stack
let browser: Browser
const complaints: string[] = []
/** A folder for pictures, where one wants to look. */
const shots = process.env.DESK_SHOTS

beforeAll(async () => {
  stack = await aStack({ now: '2017-12-14T09:00:00+07:00' })
  browser = await aChromium()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await stack?.stop()
}, 60_000)

async function aPerson(): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'America/New_York', acceptDownloads: true })
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  return { page, context }
}

const phone = '0912345678'

/** Fills what the step shows, by the keys of the form; choices that are already right stay. */
async function fillStep(page: Page, answers: { [key: string]: string }): Promise<void> {
  for (const [label, value] of Object.entries(answers)) {
    const control = page.getByLabel(label, { exact: true }).first()
    const tag = await control.evaluate((element) => element.tagName)
    if (tag === 'SELECT') await control.selectOption({ label: value })
    else await control.fill(value)
  }
}

async function fillDate(page: Page, legend: string, [day, month, year]: [string, string, string]): Promise<void> {
  const group = page.getByRole('group', { name: legend })
  await group.getByLabel('Ngày').fill(day)
  await group.getByLabel('Tháng').fill(month)
  await group.getByLabel('Năm').fill(year)
}

async function chooseUnit(page: Page, legend: string, units: string[]): Promise<void> {
  const group = page.getByRole('group', { name: legend })
  for (const [index, name] of units.entries()) {
    const select = group.locator('select').nth(index)
    await select.locator('option', { hasText: name }).first().waitFor({ state: 'attached' })
    await select.selectOption({ label: name })
  }
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Tiếp tục' }).click()
}

async function staff(login: string): Promise<Page> {
  const { page } = await aPerson()
  await page.goto(`${stack.base}/can-bo/dang-nhap`)
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill(stack.password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByRole('navigation', { name: 'Hộp việc' }).or(page.getByText('Chưa ai nhận')).first().waitFor()
  return page
}

/** Opens the unclaimed task of the case and claims it by its button. */
async function takeTask(page: Page, name: string): Promise<void> {
  await page.goto(`${stack.base}/can-bo/hop-viec?view=unclaimed`)
  await page
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click({ timeout: 40_000 })
  await page.getByRole('button', { name: /^Nhận việc/ }).click()
}

async function decide(page: Page, outcome: RegExp, fill: () => Promise<void> = async () => undefined): Promise<void> {
  const outcomes = page.getByRole('group', { name: 'Kết quả của bước này' })
  await outcomes.getByRole('button', { name: outcome }).click()
  await fill()
  await page.getByRole('button', { name: /^Xác nhận:/ }).click()
  await page.getByRole('button', { name: /^Xác nhận:/ }).waitFor({ state: 'detached' })
}

test('a citizen files, officers decide, the clerk hands over, the copy opens', async () => {
  const { page, context } = await aPerson()
  await page.goto(`${stack.base}/thu-tuc/commune-civil-status-extract`)
  await page.getByLabel('Quận, huyện, thị xã').selectOption({ label: 'Huyện Thanh Trì' })
  await page
    .getByLabel('Phường, xã, thị trấn')
    .locator('option', { hasText: 'Xã Đông Mỹ' })
    .waitFor({ state: 'attached' })
  await page.getByLabel('Phường, xã, thị trấn').selectOption({ label: 'Xã Đông Mỹ' })
  await page.getByRole('button', { name: 'Bắt đầu nộp hồ sơ' }).click()
  await signsInByPhone(page, stack, phone)
  await page.waitForURL(/\/nop\//)

  const folder = mkdtempSync(join(tmpdir(), 'motcua-papers-'))
  const papers = [0, 1].map((index) => {
    const path = join(folder, `can-cuoc-${index}.png`)
    writeFileSync(path, aPicture().bytes)
    return path
  })
  const draftId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await fillForm(page, papers)

  await page.getByRole('heading', { name: 'Kiểm tra lại trước khi nộp' }).waitFor()
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Nộp hồ sơ' }).click()
  await page.waitForURL(/\/da-nop\//)
  const dossierCode = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  expect(dossierCode).toMatch(/^00685-0006-171214-00001-\d$/)
  expect(draftId).not.toBe('')

  const clerk = await staff('motcua.dongmy')
  await takeTask(clerk, 'Nguyễn Thị Hoa')
  await decide(clerk, /Đầy đủ, hợp lệ/)
  const officer = await staff('tuphap.dongmy')
  await takeTask(officer, 'Nguyễn Thị Hoa')
  await decide(officer, /Đủ điều kiện/)
  await takeTask(officer, 'Nguyễn Thị Hoa')
  await decide(officer, /Trình/, async () => {
    await officer.getByLabel(/Lấy nội dung từ bản ghi/).selectOption({ index: 1 })
  })
  const leader = await staff('lanhdao.dongmy')
  await takeTask(leader, 'Nguyễn Thị Hoa')
  await decide(leader, /Ký duyệt/)
  await takeTask(officer, 'Nguyễn Thị Hoa')
  await decide(officer, /Xong/, async () => {
    await officer.getByLabel('Quyển số').fill('01/2017')
    await officer.getByRole('checkbox').check()
  })

  const view = await until('the result is there', async () => {
    const seen = await (await context.request.get(`${stack.base}/api/dossiers/${dossierCode}`)).json()
    return seen.status === 'ready' && seen
  })
  await page.goto(`${stack.base}/ho-so/${dossierCode}`)
  await page.getByText('Đã có kết quả').first().waitFor()
  const result = view.documents.find((paper: { kind: string }) => paper.kind === 'trich-luc-ban-sao')
  const early = await context.request.get(`${stack.base}/api/documents/${result.id}/file`)
  expect(early.status()).toBe(403)
  expect((await early.json()).code).toBe('paper.not-handed-over')

  await takeTask(clerk, 'Nguyễn Thị Hoa')
  await decide(clerk, /Đã trả kết quả/, async () => {
    await clerk.getByRole('checkbox').first().check()
    await clerk.getByLabel('Số tiền đã thu (đồng)').fill('8000')
    await clerk.getByLabel('Số biên lai').fill('0001234')
    await clerk.getByLabel('Người nhận kết quả').fill('Nguyễn Thị Hoa')
  })
  await until('the hand-over is on record', async () => {
    const seen = await (await context.request.get(`${stack.base}/api/dossiers/${dossierCode}`)).json()
    return seen.status === 'handed-over'
  })
  await page.reload()
  await page.getByText('Đã trả kết quả').first().waitFor()
  const copy = await context.request.get(`${stack.base}/api/documents/${result.id}/file`)
  expect(copy.status()).toBe(200)
  const file = join(folder, 'trich-luc.pdf')
  writeFileSync(file, await copy.body())
  const text = execFileSync('pdftotext', ['-layout', file, '-']).toString()
  expect(text).toContain('NGUYỄN THỊ HOA')
  expect(text).toContain(result.number)
  expect(await stack.texts(phone)).toEqual([
    expect.stringContaining('da duoc tiep nhan'),
    expect.stringContaining('da co ket qua'),
  ])
  expect(complaints).toEqual([])
}, 240_000)

test('the counter prints the day book of its unit, from the platform’s own day, and is told what a period must be', async () => {
  const clerk = await staff('motcua.dongmy')
  await clerk.goto(`${stack.base}/can-bo/nhan-ho-so`)
  const book = clerk.getByRole('region', { name: 'Sổ theo dõi hồ sơ' })
  const [from, to] = [book.getByLabel('Từ ngày'), book.getByLabel('đến ngày')]
  await from.waitFor()
  expect([await from.inputValue(), await to.inputValue()]).toEqual(['2017-12-14', '2017-12-14'])
  const make = book.getByRole('button', { name: 'In sổ' })
  const [answer] = await Promise.all([clerk.waitForResponse(/day-book/), make.click()])
  const link = book.getByRole('link', { name: 'Mở sổ 14/12/2017 để in' })
  await link.waitFor()
  expect(await link.getAttribute('href')).toMatch(/^blob:/)
  const file = join(mkdtempSync(join(tmpdir(), 'motcua-book-')), 'so.pdf')
  // The browser keeps no copy of an answer that it gave to a page as a blob.
  writeFileSync(file, await (await clerk.context().request.get(answer.url())).body())
  const words = execFileSync('pdftotext', [file, '-']).toString().replace(/\s+/g, ' ')
  for (const text of ['Nguyễn Thị Hoa', '00685-0006-171214-00001', '1 hồ sơ nhận; 1 hồ sơ đã trả'])
    expect(words).toContain(text)

  await from.fill('2017-12-15')
  await make.click()
  await book.getByText('Chọn ngày đầu không sau ngày cuối, nhiều nhất 93 ngày.').waitFor()
  expect(await link.count()).toBe(0)
  await to.fill('')
  await make.click()
  await book.getByText('Hãy chọn đủ hai ngày.').waitFor()
  await clerk.locator('#book-to:focus').waitFor()
  await to.fill('2017-12-16')
  await make.click()
  await book.getByRole('link', { name: 'Mở sổ 15/12/2017 – 16/12/2017 để in' }).waitFor()
  for (const width of [360, 768, 1440]) {
    await clerk.setViewportSize({ width, height: 800 })
    expect(await clerk.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    if (shots) await clerk.screenshot({ path: `${shots}/day-book-${width}.png`, fullPage: true })
  }
  expect((await axeOf(clerk).analyze()).violations.map(({ id }) => id)).toEqual([])
  expect(complaints).toEqual([])
}, 120_000)

/** The steps of the form, as a citizen fills them; what is offered already stays. */
async function fillForm(page: Page, papers: string[]): Promise<void> {
  await fillStep(page, {
    'Họ, chữ đệm, tên người yêu cầu': hoasRequest.requesterFullName,
    'Loại giấy tờ tuỳ thân người yêu cầu': 'Căn cước công dân',
    'Số giấy tờ tuỳ thân người yêu cầu': hoasRequest.requesterIdNumber,
    'Nơi cấp giấy tờ tuỳ thân (người yêu cầu)': hoasRequest.requesterIdIssuedBy,
    'Số nhà, thôn/tổ, đường người yêu cầu': hoasRequest.requesterResidenceDetail,
    'Quan hệ với người được cấp / đương sự': 'Bản thân',
  })
  await fillDate(page, 'Ngày cấp giấy tờ tuỳ thân (người yêu cầu)', ['12', '7', '2016'])
  await chooseUnit(page, 'Nơi cư trú người yêu cầu (tỉnh/huyện/xã)', [
    'Thành phố Hà Nội',
    'Huyện Thanh Trì',
    'Xã Đông Mỹ',
  ])
  await goOn(page)
  await fillStep(page, {
    'Loại việc hộ tịch': 'Khai sinh',
    'Họ, chữ đệm, tên người có việc hộ tịch': hoasRequest.subjectFullName,
    'Giới tính': 'Nữ',
  })
  await fillDate(page, 'Ngày, tháng, năm sinh', ['27', '2', '1986'])
  await chooseUnit(page, 'Nơi đã đăng ký', ['Huyện Thanh Trì', 'Xã Đông Mỹ'])
  await goOn(page)
  const chooser = page.locator('input[type=file]').first()
  await chooser.setInputFiles(papers)
  // Both have arrived when both can be taken away again.
  await page.getByRole('button', { name: /^Bỏ/ }).nth(1).waitFor()
  await goOn(page)
  await page.getByLabel('Hình thức nhận kết quả').waitFor()
  await goOn(page)
}
