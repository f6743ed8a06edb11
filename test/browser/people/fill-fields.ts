/** Fills the fields of any form's page as a person does, by the kinds of its controls: it knows no form. */
import type { Page } from 'playwright-core'
import type { JsonValue } from '#feel'
import { type AdminUnit, type Answers, type Field, type Item, isCode, optionsOf, type View } from '#forms'
import { controlId } from '../../../web/forms/form-page.ts'
import { unitOf } from '../../services/the-units.ts'

/** Paths of files to attach for a field. */
export type FilesFor = (field: Field, count: number) => string[]

interface Filling {
  page: Page
  /** What the form shows for all the answers. */
  view: View
  answers: Answers
  files: FilesFor
}

/** Fills what these items show; a field without an answer stays as it is. */
export async function fillItems(filling: Filling, items: readonly Item[], prefix = ''): Promise<void> {
  for (const item of items) {
    if (item.type === 'group') await fillItems(filling, item.items, prefix)
    if (item.type === 'field') await fillField(filling, item.field, prefix)
  }
}

async function fillField(filling: Filling, field: Field, prefix: string): Promise<void> {
  const { page, view, answers } = filling
  const value = answers[field.key]
  const shown = view.settled.get(field.key)?.hidden === false && !field.computed && !field.readonly
  if (!shown || value === undefined || value === null) return
  const path = prefix + field.key
  const id = controlId(path)
  const control = page.locator(`#${id}`)
  await control.waitFor()
  switch (field.control.kind) {
    case 'choice':
      if (field.control.appearance === 'radio') await radio(page, path, String(value)).check()
      else await control.selectOption(String(value))
      return
    case 'checklist':
      for (const option of optionsOf(view, field.control.options))
        await radio(page, path, option.value).setChecked(Array.isArray(value) && value.includes(option.value))
      return
    case 'checkbox':
      return control.setChecked(value === true)
    case 'date':
      return fillDay(page, id, String(value))
    case 'adminUnit':
      return chooseUnit(page, id, field.control.levels, String(value))
    case 'files':
      return attach(filling, field, id, value)
    case 'rows':
      return fillRows(filling, field, field.control.items, path, value)
    case 'number':
      return control.fill(String(value).replace('.', ','))
    default:
      return control.fill(String(value))
  }
}

const radio = (page: Page, path: string, value: string) =>
  page.locator(`input[name=${JSON.stringify(path)}][value=${JSON.stringify(value)}]`)

async function fillDay(page: Page, id: string, value: string): Promise<void> {
  const [year = '', month = '', day = ''] = value.split('-')
  await page.locator(`#${id}`).fill(day)
  await page.locator(`#${id}-month`).fill(month)
  await page.locator(`#${id}-year`).fill(year)
}

/** Level by level, from the top of the map down to the unit of the answer; outside of the map in words. */
async function chooseUnit(page: Page, id: string, levels: readonly AdminUnit['level'][], value: string): Promise<void> {
  if (!isCode(value)) {
    await page.locator(`#${id}`).selectOption('*')
    return page.locator(`#${id}-text`).fill(value)
  }
  const above = (code: string): AdminUnit[] => {
    const unit = unitOf(code)
    return unit ? [...(unit.parent === undefined ? [] : above(unit.parent)), unit] : []
  }
  const way = above(value)
  for (const [index, level] of levels.entries()) {
    const code = way.find((unit) => unit.level === level)?.code
    if (code === undefined) throw new Error(`${value} has no ${level}`)
    await page.locator(`#${index === 0 ? id : `${id}-${level}`}`).selectOption(code)
  }
}

/** All have arrived when each can be taken away again. */
async function attach({ page, files }: Filling, field: Field, id: string, value: JsonValue): Promise<void> {
  const paths = files(field, Array.isArray(value) ? value.length : 1)
  const own = page.locator('fieldset', { has: page.locator(`#${id}`) })
  await page.locator(`#${id}`).setInputFiles(paths)
  await own
    .getByRole('button', { name: /^Bỏ/ })
    .nth(paths.length - 1)
    .waitFor()
}

async function fillRows(
  filling: Filling,
  field: Field,
  items: readonly Item[],
  path: string,
  value: JsonValue,
): Promise<void> {
  const rows = Array.isArray(value) ? value : []
  const { page, view } = filling
  const own = page.locator('fieldset', { has: page.locator(`#${controlId(path)}`) }).last()
  for (const [index, row] of rows.entries()) {
    const inside = view.settled.get(field.key)?.rows[index]
    if (typeof row !== 'object' || row === null || Array.isArray(row) || !inside) continue
    if ((await own.locator(':scope > .entries > li').count()) <= index)
      await page.locator(`#${controlId(path)}`).click()
    await own.locator(':scope > .entries > li').nth(index).waitFor()
    await fillItems({ ...filling, view: inside, answers: row }, items, `${path}[${index}].`)
  }
}
