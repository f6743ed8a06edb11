import type { JsonValue } from '#feel'
import { type AdminUnit, type AttachedFile, check, compileForm, type Form, type FormContext } from '#forms'

type Component = { [name: string]: JsonValue }

/** A form of these components; fails with the faults if it can't be compiled. */
export function aForm(...components: Component[]): Form {
  const compiled = compileForm({ type: 'default', schemaVersion: 19, id: 'test', components })
  if (!compiled.ok) throw new Error(compiled.faults.map(({ at, message }) => `${at}: ${message}`).join('\n'))
  return compiled.form
}

/** What an author is told about these components. */
export function faultsOf(...components: Component[]): string[] {
  const compiled = compileForm({ type: 'default', schemaVersion: 19, id: 'test', components })
  return compiled.ok ? [] : compiled.faults.map(({ at, message }) => `${at}: ${message}`)
}

export function at(text: string): Date {
  const [day, time = '10:00'] = text.split(' ')
  return new Date(`${day}T${time}:00+07:00`)
}

const UNITS: readonly AdminUnit[] = [
  { code: '01', level: 'province', name: { vi: 'Hà Nội', en: 'Hà Nội' } },
  { code: '050', level: 'district', name: { vi: 'huyện Thanh Trì', en: 'Thanh Trì district' }, parent: '01' },
  { code: '00685', level: 'commune', name: { vi: 'xã Đông Mỹ', en: 'Đông Mỹ commune' }, parent: '050' },
]

/** Thursday, 14 December 2017 in Đông Mỹ. */
export function aContext(more: Partial<FormContext> = {}): FormContext {
  return { now: at('2017-12-14 10:00'), unit: (code) => UNITS.find((unit) => unit.code === code), ...more }
}

export const scan: AttachedFile = { id: 'f1', name: 'can-cuoc.jpg', mime: 'image/jpeg', size: 1_200_000 }

/** `{ copies: 'form.too-large' }`: the first code at each path; empty if the input is accepted. */
export function codesOf(form: Form, input: unknown, context = aContext()): { [path: string]: string } {
  const checked = check(form, input, context)
  if (checked.ok) return {}
  return Object.fromEntries(checked.problems.toReversed().map(({ path, code }) => [path, code]))
}

/** The value of an accepted input; fails with the problems otherwise. */
export function kept(form: Form, input: unknown, context = aContext()): { [key: string]: JsonValue } {
  const checked = check(form, input, context)
  if (!checked.ok) throw new Error(checked.problems.map(({ path, code }) => `${path}: ${code}`).join('\n'))
  return checked.value
}
