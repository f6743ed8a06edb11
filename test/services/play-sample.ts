/** Plays a service's sample on a running platform: the citizen files it, officers decide step by step. */
import type { JsonValue } from '#feel'
import { aPdf, aPicture, type Citizen, type Officer } from '../support/players.ts'
import type { Stack } from '../support/stack.ts'
import { fillForm } from './fill-form.ts'
import { wayTo } from './happy-path.ts'
import { formOf, logins, type ServiceFiles } from './the-services.ts'

const isObject = (value: unknown): value is { [name: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A file of a kind that the form takes under this key. */
function fileFor(service: ServiceFiles, key: string): { name: string; bytes: Uint8Array } {
  const field = formOf(service).fields.get(key)
  const takesPictures = field?.control.kind === 'files' && field.control.accept.some((ending) => /png/i.test(ending))
  return takesPictures ? aPicture() : aPdf()
}

/** An officer's decision with all that the task's form demands. */
async function decide(
  now: Date,
  officer: Officer,
  code: string,
  step: string,
  outcome: string,
  given: { [key: string]: JsonValue },
) {
  const { id } = await officer.sees(code, step)
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

/** Officers of a stack, each signed in once: by unit and role. */
export function officersOf(stack: Stack): (unit: string, role: string) => Promise<Officer> {
  const known = new Map<string, Promise<Officer>>()
  return (unit, role) => {
    const login = logins[unit]?.[role]
    if (!login) throw new Error(`nobody is ${role} of ${unit}`)
    const officer = known.get(login) ?? stack.officer(login)
    known.set(login, officer)
    return officer
  }
}

function sampleOf({ code, sample }: ServiceFiles) {
  if (!sample) throw new Error(`${code} has no sample`)
  return sample
}

/** The citizen of the sample (signed in by phone unless given), and the code of the dossier that was filed. */
export async function fileSample(
  stack: Stack,
  service: ServiceFiles,
  known?: Citizen,
): Promise<{ citizen: Citizen; code: string }> {
  const sample = sampleOf(service)
  const citizen = known ?? (await stack.citizen(String(sample.answers.contactPhone)))
  const papers = Object.keys(sample.papers).map((key) => [key, fileFor(service, key)] as const)
  const { code } = await citizen.file(service.code, sample.unit, sample.answers, papers)
  return { citizen, code }
}

/** Officers decide on the shortest way to the hand-over: from this step on (the first unless told), until before `until`. */
export async function playToHandOver(
  stack: Stack,
  officerOf: (unit: string, role: string) => Promise<Officer>,
  service: ServiceFiles,
  code: string,
  { from, until }: { from?: string; until?: string } = {},
): Promise<void> {
  const { card } = service
  if (card.kind !== 'service') throw new Error(`nobody files for ${service.code}`)
  const { unit, decisions } = sampleOf(service)
  const way = wayTo('end-approved', card)
  const placeOf = (step: string | undefined, otherwise: number) =>
    step === undefined ? otherwise : way.findIndex((decided) => decided.step === step)
  for (const { step, role, outcome } of way.slice(placeOf(from, 0), placeOf(until, way.length)))
    await decide(stack.now(), await officerOf(unit, role), code, step, outcome, decisions[step]?.[outcome] ?? {})
}
