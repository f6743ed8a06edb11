import { existsSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeOf } from '../support/chromium.ts'
import { taskId } from './desk/desk-api.ts'
import { type DeskPages, deskPages } from './desk/desk-page.ts'

const inChromium = existsSync('/usr/bin/chromium') ? describe : describe.skip
const shots = process.env.DESK_SHOTS

inChromium('the desk in the browser', () => {
  let pages: DeskPages
  beforeAll(async () => {
    pages = await deskPages()
  })
  afterAll(async () => {
    await pages?.close()
  })

  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()
  const sinful = async (page: Page) =>
    (await axeOf(page).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  const shot = async (page: Page, name: string) => {
    if (shots) await page.screenshot({ path: `${shots}/${name}.png` })
  }

  test('leads whoever is not signed in to the sign-in, and back to the same task', async () => {
    const { page, api, faults } = await pages.open(`/can-bo/dang-nhap?next=%2Fhop-viec%3Ftask%3D${taskId(1)}`)
    api.signedIn = false
    await page.reload()
    await page.getByRole('button', { name: 'Đăng nhập' }).click()
    await page.getByText('Hãy điền mật khẩu.').waitFor()
    await page.getByLabel('Tên đăng nhập').fill('tuphap.dongmy')
    await page.getByLabel('Mật khẩu').fill('sai')
    await page.keyboard.press('Enter')
    await page.getByText('Tên đăng nhập hoặc mật khẩu không đúng.').waitFor()
    expect(await sinful(page)).toEqual([])
    await shot(page, 'sign-in-1366')
    await page.getByLabel('Mật khẩu').fill('đúng')
    await page.keyboard.press('Enter')
    await heading(page, 'Nguyễn Văn An')
    expect(faults).toEqual([])
  })

  test('groups the tasks by time and finds one by name, all in the address', async () => {
    const { page, faults } = await pages.open('/can-bo/hop-viec')
    await page.getByRole('heading', { name: 'Trễ · 1' }).waitFor()
    expect(await page.locator('h2.group').allTextContents()).toEqual([
      'Trễ · 1',
      'Hôm nay, thứ Năm 14/12 · 2',
      'Từ ngày mai · 1',
      'Đang chờ · 1',
    ])
    await page.keyboard.press('Control+k')
    await page.keyboard.type('Nguyễn')
    await page.waitForURL(/q=Nguy/)
    await page.getByText('Lưu Văn Chính').waitFor({ state: 'detached' })
    expect(await page.locator('.tasks li').count()).toBe(1)
    await page.getByRole('searchbox').fill('Không ai')
    await page.getByText('Không tìm thấy «Không ai».').waitFor()
    expect(faults).toEqual([])
  })

  test('is walked by j and k, and c claims the open task', async () => {
    const { page, api, faults } = await pages.open(`/can-bo/hop-viec?task=${taskId(1)}`)
    await heading(page, 'Nguyễn Văn An')
    await page.locator('.tasks li').nth(1).waitFor()
    await page.keyboard.press('j')
    await heading(page, 'Trịnh Quốc Bảo, Lê Thị Thu Hà')
    expect(await page.getByRole('button', { name: 'Đủ điều kiện' }).isDisabled()).toBe(true)
    await page.getByText('Nhận việc rồi mới quyết định được.').waitFor()
    await page.keyboard.press('c')
    await page.getByRole('button', { name: 'Trả việc' }).waitFor()
    expect(api.calls).toEqual([{ act: `POST /api/tasks/${taskId(2)}/claim`, body: null }])
    expect(await page.getByRole('button', { name: 'Đủ điều kiện' }).isEnabled()).toBe(true)
    await page.keyboard.press('k')
    await heading(page, 'Nguyễn Văn An')
    expect(faults).toEqual([])
  })

  test('lets a head give a task to another officer, with a reason, and says who has it then; axe finds nothing', async () => {
    const { page, api, faults } = await pages.open('/can-bo/hop-viec')
    api.roles = ['unitLeader']
    await page.reload()
    await page.getByRole('link', { name: 'Phân công' }).click()
    await page.getByRole('button', { name: 'Giao lại Nguyễn Văn An' }).click()
    await page.getByRole('heading', { name: 'Giao lại Nguyễn Văn An' }).waitFor()
    const give = page.getByRole('button', { name: 'Giao lại', exact: true })
    await give.click()
    await page.getByText('Hãy chọn người được giao.').waitFor()
    await page.getByLabel('Giao cho').selectOption({ label: 'Trịnh Văn Quyết – 3 việc' })
    await give.click()
    await page.getByText('Hãy ghi lý do.').waitFor()
    expect(await sinful(page)).toEqual([])
    await page.getByLabel('Lý do').fill('Nghỉ ốm')
    await shot(page, 'assignments-1366')
    await give.click()
    await page.getByText('Đã giao lại cho Trịnh Văn Quyết.').waitFor()
    await page
      .getByRole('row', { name: /Nguyễn Văn An/ })
      .getByText('Trịnh Văn Quyết')
      .waitFor()
    expect(api.calls).toMatchObject([
      { act: `POST /api/tasks/${taskId(1)}/assignment`, body: { to: taskId(96), reason: 'Nghỉ ốm' } },
    ])
    expect(faults).toEqual([])
  })

  test('shows what differs from the register and says the due time in words; axe finds nothing', async () => {
    const { page, faults } = await pages.open(`/can-bo/hop-viec?task=${taskId(1)}&paper=${taskId(90)}`)
    await heading(page, 'Nguyễn Văn An')
    await page.getByText('1 điểm khác sổ').waitFor()
    await page.getByText(/Hạn 16:30 hôm nay, còn 2 giờ/).waitFor()
    expect(await page.locator('.data .differ').textContent()).toContain('02/03/1986')
    expect(await sinful(page)).toEqual([])
    await shot(page, 'case-1366')
    await page.keyboard.press('2')
    await page.getByRole('table', { name: 'Điều kiện theo luật' }).waitFor()
    expect(await sinful(page)).toEqual([])
    await shot(page, 'compare-1366')
    await page.keyboard.press('3')
    await page.getByText('Đã tiếp nhận').waitFor()
    await shot(page, 'history-1366')
    expect(faults).toEqual([])
  })

  test('asks the reason for a decision that needs one, sends it with the version, and undoes it', async () => {
    const { page, api, faults } = await pages.open(`/can-bo/hop-viec?task=${taskId(1)}`)
    await heading(page, 'Nguyễn Văn An')
    await page.getByRole('button', { name: 'Từ chối' }).click()
    await page.getByRole('button', { name: 'Xác nhận: Từ chối' }).click()
    await page.getByText('Hãy ghi lý do.').waitFor()
    await page.locator('#reason:focus').waitFor()
    expect(await sinful(page)).toEqual([])
    await page.getByLabel('Lý do').fill('Sổ gốc không có bản ghi.')
    await shot(page, 'decide-1366')
    await page.getByRole('button', { name: 'Xác nhận: Từ chối' }).click()
    await page.getByText('Đã quyết định: Từ chối – Nguyễn Văn An').waitFor()
    expect(api.calls.filter(({ act }) => act.endsWith('/decision'))).toEqual([
      {
        act: `POST /api/tasks/${taskId(1)}/decision`,
        body: {
          outcome: 'ineligible',
          form: {},
          reason: 'Sổ gốc không có bản ghi.',
          version: 3,
          previewHash: 'abc123',
        },
      },
    ])
    await shot(page, 'toast-1366')
    await page.getByRole('button', { name: 'Hoàn tác' }).click()
    await page.getByRole('button', { name: 'Trả việc' }).waitFor()
    expect(api.calls.at(-1)?.act).toBe(`DELETE /api/tasks/${taskId(1)}/decision`)
    expect(faults).toEqual([])
  })

  test('puts what differs into the letter to the citizen', async () => {
    const { page, api, faults } = await pages.open(`/can-bo/hop-viec?task=${taskId(1)}`)
    await heading(page, 'Nguyễn Văn An')
    await page.getByRole('button', { name: 'Đưa vào phiếu' }).first().click()
    await page.getByRole('heading', { name: 'Bổ sung' }).waitFor()
    expect(await page.getByLabel('Thiếu hoặc sai điều gì').inputValue()).toBe(
      'Đơn ghi 02/03/1985; cơ sở dữ liệu ghi 02/03/1986.',
    )
    await shot(page, 'letter-1366')
    await page.getByRole('button', { name: 'Xác nhận: Bổ sung' }).click()
    await page.getByText('Đã quyết định: Bổ sung – Nguyễn Văn An').waitFor()
    expect(api.calls.at(-1)?.body).toMatchObject({
      outcome: 'supplement',
      form: { items: [{ path: 'subjectDob', ground: 'Luật Hộ tịch 2014, Đ.64' }] },
    })
    expect(faults).toEqual([])
  })

  test('says a conflict in words and reloads the dossier', async () => {
    const { page, api } = await pages.open(`/can-bo/hop-viec?task=${taskId(1)}`)
    await heading(page, 'Nguyễn Văn An')
    api.conflict()
    await page.getByRole('button', { name: 'Từ chối' }).click()
    await page.getByLabel('Lý do').fill('Không khớp.')
    await page.getByRole('button', { name: 'Xác nhận: Từ chối' }).click()
    await page.getByText('Hồ sơ đã thay đổi so với lúc bạn mở.').waitFor()
    await page.getByRole('button', { name: 'Tải lại hồ sơ' }).click()
    await page.getByText('1 điểm khác sổ').waitFor()
  })

  test('shows the draft of the paper at once where the step adds nothing to it', async () => {
    const { page, api } = await pages.open(`/can-bo/hop-viec?task=${taskId(2)}`)
    await heading(page, 'Trịnh Quốc Bảo, Lê Thị Thu Hà')
    await page.getByRole('link', { name: /^Dự thảo/ }).click()
    await page.getByRole('button', { name: 'Xem dự thảo' }).click()
    await page.locator('iframe[title^="Dự thảo"]').waitFor()
    expect(api.calls.filter(({ act }) => act.endsWith('/preview'))).toHaveLength(1)
  })

  test('locks a task that four eyes forbid and says why', async () => {
    const { page } = await pages.open(`/can-bo/hop-viec?task=${taskId(3)}`)
    await page.getByText('Người đã thẩm tra hoặc dự thảo không được ký hồ sơ này.').waitFor()
    for (const button of await page.getByRole('group', { name: 'Kết quả của bước này' }).getByRole('button').all())
      expect(await button.isDisabled()).toBe(true)
    await shot(page, 'locked-1366')
  })

  test.each([
    { width: 360, height: 780 },
    { width: 768, height: 1024 },
  ])('shows the open case first in one column at $width px, nothing wider than the window', async (viewport) => {
    const { page } = await pages.open(`/can-bo/hop-viec?task=${taskId(1)}`, { viewport })
    await heading(page, 'Nguyễn Văn An')
    expect(await page.getByText('Lưu Văn Chính').isVisible()).toBe(false)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width)
    expect(await sinful(page)).toEqual([])
    await shot(page, `case-${viewport.width}`)
    await page.locator('.pane-head').getByRole('link', { name: 'Hộp việc' }).click()
    await page.getByText('Lưu Văn Chính').waitFor()
    await shot(page, `list-${viewport.width}`)
  })

  test('is as readable in the dark', async () => {
    const { page } = await pages.open(`/can-bo/hop-viec?task=${taskId(1)}`, { colorScheme: 'dark' })
    await heading(page, 'Nguyễn Văn An')
    expect(await page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe('dark')
    expect(await sinful(page)).toEqual([])
    await shot(page, 'case-dark-1366')
  })

  test('lets an operator settle a concern', async () => {
    const { page, api, faults } = await pages.open('/can-bo/van-hanh')
    api.roles = ['departmentOperator']
    await page.reload()
    await page.getByRole('button', { name: 'Bỏ qua' }).click()
    await page.getByLabel('Lý do (nếu có)').fill('Đã gọi điện')
    await shot(page, 'operations-1366')
    await page.getByRole('dialog').getByRole('button', { name: 'Bỏ qua' }).click()
    await page.getByText('Không có gì cần xem.').waitFor()
    expect(api.calls.at(-1)?.body).toEqual({ act: 'dismiss', reason: 'Đã gọi điện' })
    expect(await sinful(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('says to whom a case was given, who was asked, until when, and what each answered, in both languages', async () => {
    const { page, faults } = await pages.open(`/can-bo/hop-viec?task=${taskId(4)}`)
    await heading(page, 'Hoàng Thị Diệu Linh')
    await page
      .locator('.pane-head')
      .getByText('Lê Quang Huy làm thay Công Tằng Tôn Nữ Nguyễn Thị Thanh Hương Giang')
      .waitFor()
    const rows = (region: string) => page.getByRole('region', { name: region }).getByRole('listitem')
    const said = async (region: string) =>
      (await rows(region).allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim())
    expect(await said('Đơn vị được hỏi')).toEqual([
      'UBND xã Ngũ Hiệptrả lời 13/12/2017Xác nhận đúng: Có, số 40 quyển 01/1986 Hoàng Thị Kim Dung',
      'Trung tâm Bảo trợ xã hội và Điều dưỡng người có công số IV thành phố Hà Nội, cơ sở Liên Ninhchờ trả lời, hạn 19/12/2017',
      'UBND thị trấn Văn Điểnkhông trả lời, hạn 12/12/2017',
    ])
    expect(await page.getByRole('link', { name: 'In Phiếu kiểm soát' }).getAttribute('href')).toBe(
      `/api/tasks/${taskId(4)}/sheets/transfer-sheet`,
    )
    expect(await sinful(page)).toEqual([])
    for (const width of [360, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      await shot(page, `asked-${width}`)
    }
    await page.goto(`${page.url()}&lang=en`)
    await rows('Who was asked').nth(2).getByText('no answer by 12/12/2017').waitFor()
    expect((await said('Who was asked'))[1]).toMatch(/^Centre IV .* branchno answer yet, due 19\/12\/2017$/)
    expect(faults).toEqual([])
  })
})
