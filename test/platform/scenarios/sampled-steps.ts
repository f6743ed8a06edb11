/** People of any service who play it by its sample: what a form demands and the sample does not say is filled in. */
import type { JsonValue } from '#feel'
import type { ServiceCard } from '../../../server/services/card.ts'
import { fillForm } from '../../services/fill-form.ts'
import { formOf, type Sample, theServices } from '../../services/the-services.ts'
import { aPdf, aPicture, type Citizen, type Officer } from '../../support/players.ts'
import type { Stack } from '../../support/stack.ts'

const isObject = (value: unknown): value is { [name: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A service with the sample that it is played by. */
export function sampled(code: string): { card: ServiceCard; sample: Sample } {
  const found = theServices.find((service) => service.code === code)
  if (!found?.sample || found.card.kind !== 'service') throw new Error(`${code} has no sample`)
  return { card: found.card, sample: found.sample }
}

/** A file of a kind that the form takes under this key. */
export function fileFor(card: ServiceCard, key: string): { name: string; bytes: Uint8Array } {
  const field = formOf(card).fields.get(key)
  const takesPictures = field?.control.kind === 'files' && field.control.accept.some((ending) => /png/i.test(ending))
  return takesPictures ? aPicture() : aPdf()
}

/** The sample filed online by whoever holds its phone, with other answers where told. */
export async function filesSample(
  stack: Stack,
  code: string,
  answers: object = {},
): Promise<{ code: string; citizen: Citizen }> {
  const { card, sample } = sampled(code)
  const given: { [key: string]: unknown } = { ...sample.answers, ...answers }
  const citizen = await stack.citizen(String(given.contactPhone))
  const papers = Object.keys(sample.papers).map((key) => [key, fileFor(card, key)] as const)
  return { code: (await citizen.file(code, sample.unit, given, papers)).code, citizen }
}

/** An officer's decision with all that the task's form demands. */
export async function decides(
  now: Date,
  officer: Officer,
  at: { code: string; step: string; outcome: string },
  given: { [key: string]: JsonValue } = {},
): Promise<void> {
  const { code, step, outcome } = at
  const { id } = await officer.sees(code, step, 90_000)
  const { form, outcomes } = await officer.task(id)
  const { context, ...schema } = isObject(form) ? form : {}
  const names = isObject(context) ? context : {}
  const filled = fillForm({ schema: { type: 'default', id: step, ...schema }, names, now, outcome }, given)
  const needsReason = outcomes.some(({ key, needsReason }) => key === outcome && needsReason)
  await officer.decides(code, step, outcome, {
    form: filled,
    previewed: step === 'sign' && outcome === 'approve',
    ...(needsReason ? { reason: 'Theo kết quả thẩm tra hồ sơ' } : {}),
  })
}
