/** Who sits at a browser: a citizen on the portal, an officer at the desk. They know no service. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import type { JsonValue } from '#feel'
import { type Answers, compileForm, type Field, type Form, type FormContext, settle } from '#forms'
import { CHECK_STEP, promiseApart } from '../../../web/portal/filing/promise-apart.ts'
import { aPdf, aPicture, until } from '../../support/players.ts'
import type { Stack } from '../../support/stack.ts'
import { type FilesFor, fillItems } from './fill-fields.ts'

/** A window of a person's own; what its console and its scripts complain about is added to `complaints`. */
export async function aWindow(browser: Browser, complaints: string[]): Promise<Page> {
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'America/New_York' })
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  return page
}

/** Files of a kind that the field takes, new ones each time. */
export function paperFiles(): FilesFor {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-papers-'))
  let made = 0
  return ({ control }: Field, count) =>
    Array.from({ length: count }, () => {
      const takesPictures = control.kind === 'files' && control.accept.some((ending) => /png/i.test(ending))
      made += 1
      const path = join(folder, takesPictures ? `giay-to-${made}.png` : `giay-to-${made}.pdf`)
      writeFileSync(path, takesPictures ? aPicture().bytes : aPdf().bytes)
      return path
    })
}

/** From the service's page through the code on the phone to the first step of the form. */
export async function startsFiling(page: Page, stack: Stack, service: string, unit: string, phone: string) {
  await page.goto(`${stack.base}/thu-tuc/${service}?don-vi=${unit}`)
  await page.getByText(/ nhận hồ sơ trực tuyến\.$/).waitFor()
  await page.getByRole('button', { name: 'Bắt đầu nộp hồ sơ' }).click()
  await signsInByPhone(page, stack, phone)
  await page.waitForURL(/\/nop\/.*buoc=/)
}

/** The code that comes to the phone, typed where the portal asks for it. */
export async function signsInByPhone(page: Page, stack: Stack, phone: string): Promise<void> {
  await page.getByLabel('Số điện thoại di động').fill(phone)
  await page.getByRole('button', { name: 'Gửi mã' }).click()
  await page.getByLabel('Mã xác nhận').waitFor()
  const code = await until('the code on the phone', async () => (await stack.messages(phone)).at(-1)?.codes[0])
  await page.getByLabel('Mã xác nhận').fill(code)
  await page.getByRole('button', { name: 'Xác nhận' }).click()
}

/** All steps of the form, then the check and the submission; the dossier's code from the receipt's address. */
export async function fillsAndSubmits(page: Page, form: Form, answers: Answers, context: FormContext): Promise<string> {
  const { steps } = promiseApart(form)
  const view = settle(form, answers, context)
  const files = paperFiles()
  const current = () => new URL(page.url()).searchParams.get('buoc')
  for (let at = current(); at !== null; at = current()) {
    const step = steps.find(({ key }) => key === at)
    if (!step) throw new Error(`the form has no step ${at}`)
    await fillItems({ page, view, answers, files }, step.items)
    const last = at === CHECK_STEP
    await page.getByRole('button', { name: last ? 'Nộp hồ sơ' : 'Tiếp tục' }).click()
    const before = at
    await page.waitForURL(({ pathname, searchParams }) =>
      last ? pathname.startsWith('/da-nop/') : searchParams.get('buoc') !== before,
    )
  }
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

/** Signs in at the desk. */
export async function signsInAtDesk(page: Page, stack: Stack, login: string): Promise<void> {
  await page.goto(`${stack.base}/can-bo/dang-nhap`)
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill(stack.password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.getByRole('navigation', { name: 'Hộp việc' }).or(page.getByText('Chưa ai nhận')).first().waitFor()
}

interface DeskDecision {
  /** Code of the dossier, by which the list is searched. */
  code: string
  /** Name of the step and the outcome as the buttons read. */
  step: string
  outcome: string
  /** The step's form, what it sees of the case, and what is to be filled. */
  schema: JsonValue
  context: FormContext
  answers: Answers
}

/** Finds the task, takes it, chooses the outcome, fills its form and confirms. */
export async function decidesAtDesk(page: Page, stack: Stack, decision: DeskDecision): Promise<void> {
  await page.goto(`${stack.base}/can-bo/hop-viec?view=unclaimed&q=${encodeURIComponent(decision.code)}`)
  await page.locator('.tasks a', { hasText: decision.step }).first().click()
  await page.getByRole('button', { name: /^(Nhận việc|Làm thay)/ }).click()
  const outcomes = page.getByRole('group', { name: 'Kết quả của bước này' })
  // By its beginning, for its key stands behind it: «Đồng ý» is not «Không đồng ý».
  await outcomes
    .getByRole('button', { name: new RegExp(`^${decision.outcome.replace(/[^\p{L}\p{N} ]/gu, '\\$&')}`) })
    .click()
  const compiled = compileForm(decision.schema)
  if (!compiled.ok) throw new Error('the form of the step does not compile')
  const { form } = compiled
  const view = settle(form, decision.answers, decision.context)
  for (const { items } of form.steps)
    await fillItems({ page, view, answers: decision.answers, files: paperFiles() }, items)
  const confirm = page.getByRole('button', { name: /^Xác nhận:/ })
  await confirm.click()
  await confirm.waitFor({ state: 'detached' })
}
