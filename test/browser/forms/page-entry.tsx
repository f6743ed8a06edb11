import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { JsonValue } from '#feel'
import { type AdminUnit, type AttachedFile, type Checked, check, compileForm, describe, type FormContext } from '#forms'
import { FormRows, FormStep, type TypedAnswers } from '../../../web/forms/index.ts'

export interface StartOptions {
  /** JSON, as is what goes into `checkInPage`. */
  schema: string
  now: string
  step?: string
  answers?: TypedAnswers
  /** JSON of the answers that stand. */
  given?: string
  only?: string[]
}

/** What a test drives the page with, and what it reads back. */
declare global {
  interface Window {
    startForm(options: StartOptions): void
    checkInPage(schema: string, now: string, inputs: string): { [path: string]: string }[]
    done: TypedAnswers[]
    saved: TypedAnswers[]
  }
}

const UNITS: readonly AdminUnit[] = [
  { code: '01', level: 'province', name: { vi: 'Hà Nội', en: 'Hà Nội' } },
  { code: '050', level: 'district', name: { vi: 'huyện Thanh Trì', en: 'Thanh Trì district' }, parent: '01' },
  { code: '001', level: 'district', name: { vi: 'quận Ba Đình', en: 'Ba Đình district' }, parent: '01' },
  { code: '00685', level: 'commune', name: { vi: 'xã Đông Mỹ', en: 'Đông Mỹ commune' }, parent: '050' },
  { code: '00640', level: 'commune', name: { vi: 'thị trấn Văn Điển', en: 'Văn Điển township' }, parent: '050' },
]
const unit = (code: string) => UNITS.find((each) => each.code === code)

const units = {
  list: async (level: AdminUnit['level'], parent: string | undefined) =>
    UNITS.filter((each) => each.level === level && (parent === undefined || each.parent === parent)),
  path: async (code: string) => {
    const path: AdminUnit[] = []
    for (let here = unit(code); here; here = here.parent === undefined ? undefined : unit(here.parent))
      path.unshift(here)
    return path
  },
}

/** Uploads arrive when the test lets them: `broken` in the name fails, all others take two animation frames. */
const uploads = {
  upload: async (file: File, _field: unknown, onProgress: (fraction: number) => void): Promise<AttachedFile> => {
    onProgress(0.5)
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    if (file.name.includes('broken')) throw new Error('the line is down')
    return { id: `id-${file.name}`, name: file.name, mime: file.type, size: file.size }
  },
  remove: async () => undefined,
}

window.done = []
window.saved = []

window.checkInPage = (schema, now, inputs) => {
  const compiled = compileForm(JSON.parse(schema))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults))
  const all: JsonValue[] = JSON.parse(inputs)
  return all.map((input) => codesOf(check(compiled.form, input, { now: new Date(now) })))
}

window.startForm = ({ schema, now, step, answers = {}, given, only }) => {
  const compiled = compileForm(JSON.parse(schema))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults))
  const context: FormContext = {
    now: new Date(now),
    unit,
    given: given === undefined ? undefined : JSON.parse(given),
    only,
  }
  const root = document.getElementById('main')
  if (root) createRoot(root).render(<Page form={compiled.form} context={context} step={step} answers={answers} />)
}

interface PageProps {
  form: Extract<ReturnType<typeof compileForm>, { ok: true }>['form']
  context: FormContext
  step: string | undefined
  answers: TypedAnswers
}

function Page({ form, context, step, answers }: PageProps) {
  const [sent, setSent] = useState<TypedAnswers | undefined>(undefined)
  if (sent) {
    const checked = check(form, sent, context)
    return checked.ok ? (
      <FormRows steps={describe(form, checked.value, context, 'vi')} language="vi" editHref={() => '#'} />
    ) : (
      <p>?</p>
    )
  }
  return (
    <FormStep
      form={form}
      {...(step === undefined ? {} : { step })}
      answers={answers}
      context={context}
      language="vi"
      uploads={uploads}
      units={units}
      openOnly={context.only !== undefined}
      onAnswers={(all) => window.saved.push(all)}
      onDone={(all) => {
        window.done.push(all)
        setSent(all)
      }}
      heading={<h1>Biểu mẫu</h1>}
    >
      <div className="acts">
        <button className="btn" type="submit">
          Tiếp tục
        </button>
      </div>
    </FormStep>
  )
}

function codesOf(checked: Checked): { [path: string]: string } {
  return checked.ok ? {} : Object.fromEntries(checked.problems.toReversed().map(({ path, code }) => [path, code]))
}
