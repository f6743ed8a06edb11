import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import type { JsonValue } from '#feel'
import { check, compileForm } from '#forms'
import { axeOf } from '../../support/chromium.ts'
import fc from '../../support/properties.ts'
import { everyKindSchema, goodAnswers } from '../../unit/forms/every-kind.ts'
import { type FormPages, formPages } from './form-page.ts'
import type { StartOptions } from './page-entry.tsx'

const NOW = '2017-12-14T10:00:00+07:00'
const inChromium = existsSync('/usr/bin/chromium') ? describe : describe.skip

const form = (...components: JsonValue[]): JsonValue => ({ type: 'default', schemaVersion: 19, id: 'test', components })

inChromium('a form in the browser', () => {
  let pages: FormPages
  beforeAll(async () => {
    pages = await formPages()
  })
  afterAll(async () => {
    await pages?.close()
  })

  async function started(
    schema: JsonValue,
    more: Omit<StartOptions, 'schema' | 'now'> = {},
  ): Promise<{ page: Page; faults: string[] }> {
    const opened = await pages.open({ viewport: { width: 360, height: 800 }, timezoneId: 'America/Los_Angeles' })
    await opened.page.evaluate((options) => window.startForm(options), {
      schema: JSON.stringify(schema),
      now: NOW,
      ...more,
    })
    return opened
  }
  const goOn = (page: Page) => page.getByRole('button', { name: 'Tiếp tục' }).click()
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.className)

  test('tells what is missing in a summary that takes the focus and leads to the fields', async () => {
    const { page, faults } = await started(everyKindSchema)
    await goOn(page)
    await page.getByRole('heading', { name: 'Có 1 chỗ cần sửa' }).waitFor()
    expect(await focused(page)).toBe('sum')
    await page.getByRole('link', { name: 'Hãy điền mục «Họ tên».' }).click()
    expect(await focused(page)).toBe('f-fullName')
    await page.keyboard.type('Lê')
    await page.getByRole('heading', { name: /chỗ cần sửa/ }).waitFor({ state: 'detached' })
    // The summary goes while people type, and does not pull them away.
    expect(await focused(page)).toBe('f-fullName')
    expect(faults).toEqual([])
  })

  test('is filled by keyboard and says in the end what was answered', async () => {
    const { page, faults } = await started(everyKindSchema)
    await page.getByLabel('Họ tên').fill('  nguyễn  văn an ')
    await page.getByLabel('Loại giấy tờ').selectOption('cccd')
    await page.getByLabel('Số giấy tờ').fill('001 085 012 345')
    await page.getByLabel('Rộng').fill('2,5')
    await page.getByLabel('Số bản').fill('3')
    await page.getByText('7,5\u00a0m²').waitFor()
    expect(await page.getByLabel('Địa chỉ').count()).toBe(0)
    await page.getByLabel('Bưu điện').check()
    await page.getByLabel('Địa chỉ').fill('Thôn 1')
    await page.getByLabel('Ô tô').check()
    await page.getByLabel('Xe máy').check()
    await page.getByLabel('Tôi cam đoan').check()
    const born = page.getByRole('group', { name: 'Ngày sinh' })
    await born.getByLabel('Ngày').fill('2/3/1985')
    expect(await born.getByLabel('Năm').inputValue()).toBe('1985')
    await page.getByLabel('Tỉnh, thành phố').selectOption({ label: 'Hà Nội' })
    await page.getByLabel('Quận, huyện, thị xã').selectOption({ label: 'huyện Thanh Trì' })
    await page.getByLabel('Phường, xã, thị trấn').selectOption({ label: 'xã Đông Mỹ' })
    await goOn(page)
    await page.getByText('xã Đông Mỹ, huyện Thanh Trì, Hà Nội').waitFor()
    const rows = Object.fromEntries(
      await page
        .locator('dl.rows > div')
        .evaluateAll((all) =>
          all.map((row) => [row.querySelector('dt')?.textContent, row.querySelector('dd')?.textContent]),
        ),
    )
    expect(rows).toMatchObject({
      'Họ tên': 'nguyễn văn an',
      'Loại giấy tờ': 'cccd',
      'Số giấy tờ': '001085012345',
      'Ngày sinh': '02/03/1985',
      'Địa chỉ': 'Thôn 1',
      'Phương tiện': 'Xe máy, Ô tô',
      'Tôi cam đoan': 'Có',
      'Diện tích': '7,5\u00a0m²',
    })
    expect(await page.evaluate(() => window.saved.length)).toBeGreaterThan(10)
    expect(faults).toEqual([])
  })

  test('shows the stored unit level by level, and a place elsewhere as a text', async () => {
    const unit = {
      type: 'select',
      key: 'unit',
      label: 'Nơi ở',
      valuesKey: 'adminUnits',
      properties: { kind: 'adminUnit', scope: 'vn', levels: 'province district commune' },
    }
    const { page } = await started(form(unit), { answers: { unit: '00685' } })
    await page.waitForFunction(() => document.querySelectorAll('select').length === 3)
    expect(await page.getByLabel('Phường, xã, thị trấn').inputValue()).toBe('00685')
    await page.getByLabel('Quận, huyện, thị xã').selectOption({ label: 'quận Ba Đình' })
    expect(await page.getByLabel('Phường, xã, thị trấn').inputValue()).toBe('')
    await page.getByLabel('Tỉnh, thành phố').selectOption({ label: 'Nơi khác, ngoài Hà Nội' })
    await page.getByLabel('Xã, huyện, tỉnh').fill('xã Tam Thanh, Vụ Bản, Nam Định')
    await goOn(page)
    await page.getByText('xã Tam Thanh, Vụ Bản, Nam Định').waitFor()
    expect(await page.evaluate(() => window.done)).toEqual([{ unit: 'xã Tam Thanh, Vụ Bản, Nam Định' }])
  })

  test('uploads files at once, says which failed, and lets them go again', async () => {
    const files = {
      type: 'filepicker',
      key: 'scans',
      label: 'Bản chụp',
      multiple: true,
      accept: '.jpg',
      validate: { required: true },
      properties: { maxFiles: '2', maxMB: '1' },
    }
    const { page, faults } = await started(form(files))
    const file = (name: string) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.from('x'.repeat(1200)) })
    await page
      .locator('input[type=file]')
      .setInputFiles([file('mat-truoc.jpg'), file('broken.jpg'), file('mat-sau.jpg')])
    await page.getByRole('button', { name: 'Bỏ mat-sau.jpg' }).waitFor()
    await page.getByText('Không tải lên được. Hãy thử lại.').waitFor()
    await page.locator('input[type=file]').setInputFiles([file('thua.jpg')])
    await page.getByRole('button', { name: 'Bỏ thua.jpg' }).waitFor()
    expect(await page.getByText('Không tải lên được').count()).toBe(0)
    await goOn(page)
    await page.locator('.field .err', { hasText: 'Nhiều nhất 2 tệp' }).waitFor()
    await page.getByRole('button', { name: 'Bỏ mat-truoc.jpg' }).click()
    await goOn(page)
    await page.getByText('mat-sau.jpg').waitFor()
    const done = await page.evaluate(() => window.done)
    expect(done).toMatchObject([{ scans: [{ name: 'mat-sau.jpg', size: 1200 }, { name: 'thua.jpg' }] }])
    expect(faults).toEqual([])
  })

  test('adds entries with the focus in them, and removes the one that was meant', async () => {
    const { page, faults } = await started(everyKindSchema, { answers: { fullName: 'Lê An' } })
    const add = page.getByRole('button', { name: 'Thêm Nơi từng ở' })
    for (const place of ['Huế', 'Vinh', 'Đà Lạt']) {
      await add.click()
      expect(await focused(page)).toMatch(/^f-places-\d-place$/)
      await page.keyboard.type(place)
    }
    expect(await add.count()).toBe(0)
    await page.getByRole('button', { name: 'Bỏ Mục 2' }).click()
    expect(
      await page
        .getByLabel('Nơi', { exact: true })
        .evaluateAll((all) => all.map((each) => (each instanceof HTMLInputElement ? each.value : ''))),
    ).toEqual(['Huế', 'Đà Lạt'])
    await goOn(page)
    await page.getByText('Nơi: Đà Lạt').waitFor()
    expect(faults).toEqual([])
  })

  test('lets a warning be read before it goes on', async () => {
    const { page } = await started(
      form(
        { type: 'datetime', subtype: 'date', key: 'born', dateLabel: 'Ngày sinh' },
        {
          type: 'text',
          text: 'Bên nam phải từ đủ 20 tuổi',
          properties: {
            kind: 'rule',
            rule: 'age',
            severity: 'warn',
            legalRef: 'Luật HN&GĐ Đ.8',
            fields: 'born',
            assert: '=ageOn(born, today) >= 20',
          },
        },
      ),
      { answers: { born: '2000-01-01' } },
    )
    await goOn(page)
    const note = page.getByRole('alert')
    await note.waitFor()
    expect(await note.textContent()).toContain('Bên nam phải từ đủ 20 tuổi (Luật HN&GĐ Đ.8)')
    expect(await page.evaluate(() => window.done)).toEqual([])
    await goOn(page)
    await page.getByText('01/01/2000').waitFor()
    expect(await page.evaluate(() => window.done)).toEqual([{ born: '2000-01-01' }])
  })

  test('is sent once by a double click', async () => {
    const { page } = await started(form({ type: 'textfield', key: 'a', label: 'A' }))
    await page.getByRole('button', { name: 'Tiếp tục' }).dblclick()
    await page.locator('dl.rows').waitFor()
    expect(await page.evaluate(() => window.done.length)).toBe(1)
  })

  test('shows in a supplement only what is marked, and sends the rest unchanged', async () => {
    const { page } = await started(
      form({ type: 'textfield', key: 'a', label: 'Họ tên' }, { type: 'textfield', key: 'b', label: 'Địa chỉ' }),
      { answers: { a: 'Lê An', b: 'Thôn 1' }, given: JSON.stringify({ a: 'Lê An', b: 'Thôn 1' }), only: ['b'] },
    )
    expect(await page.getByRole('textbox').count()).toBe(1)
    await page.getByLabel('Địa chỉ').fill('Thôn 2')
    await goOn(page)
    await page.getByText('Thôn 2').waitFor()
    expect(await page.evaluate(() => window.done)).toEqual([{ a: 'Lê An', b: 'Thôn 2' }])
  })

  test.each([{}, goodAnswers])('has nothing that axe objects to, with and without problems', async (answers) => {
    const { page } = await started(everyKindSchema, { answers })
    const seriousOnly = async () =>
      (await axeOf(page).disableRules(['color-contrast', 'region']).analyze()).violations.map(
        ({ id, nodes }) => `${id}: ${nodes[0]?.html}`,
      )
    expect(await seriousOnly()).toEqual([])
    if (Object.keys(answers).length > 0) return
    await goOn(page)
    await page.getByRole('heading', { name: /chỗ cần sửa/ }).waitFor()
    expect(await seriousOnly()).toEqual([])
  })

  test('finds the same problems as the server, in another time zone, for 500 generated inputs', async () => {
    const compiled = compileForm(everyKindSchema)
    if (!compiled.ok) throw new Error('the form compiles')
    const keys = [...compiled.form.fields.keys()]
    const near = fc.oneof(
      fc.constantFrom<JsonValue>(...Object.values<JsonValue>(goodAnswers)),
      fc.constantFrom<JsonValue>(
        '',
        null,
        '2017-12-14',
        '2017-12-15',
        '12/7/2016',
        '1.000,5',
        '+84912345678',
        [{}],
        0,
        -1,
        1e21,
        ['xe-may', 'xe-may'],
      ),
      fc.jsonValue({ maxDepth: 2 }).map((value): JsonValue => JSON.parse(JSON.stringify(value))),
    )
    const inputs = fc.sample(
      fc
        .dictionary(
          fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...keys) }, { weight: 1, arbitrary: fc.string() }),
          near,
          { maxKeys: 8 },
        )
        .map((some): JsonValue => JSON.parse(JSON.stringify({ ...goodAnswers, ...some }))),
      { numRuns: 500, seed: 20171214 },
    )
    const here = inputs.map((input) => {
      const checked = check(compiled.form, input, { now: new Date(NOW) })
      return checked.ok ? {} : Object.fromEntries(checked.problems.toReversed().map(({ path, code }) => [path, code]))
    })
    expect(new Set(here.flatMap((codes) => Object.values(codes))).size).toBeGreaterThan(15)
    const { page } = await pages.open({ timezoneId: 'Pacific/Honolulu', locale: 'en-US' })
    const there = await page.evaluate(([schema, now, all]) => window.checkInPage(schema, now, all), [
      JSON.stringify(everyKindSchema),
      NOW,
      JSON.stringify(inputs),
    ] as const)
    expect(there).toEqual(here)
  })
})
