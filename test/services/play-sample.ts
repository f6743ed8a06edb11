/** Plays a service's sample on a running platform: the citizen files it, officers decide step by step. */
import type { Citizen, Officer } from '../support/players.ts'
import type { Stack } from '../support/stack.ts'
import { wayTo } from './happy-path.ts'
import { decides, fileFor } from './officers-hand.ts'
import { logins, type ServiceFiles, sampleOf } from './the-services.ts'

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

/**
 * The sample filed online, with other answers where told: the citizen (signed in by the answers' phone unless given),
 * and the code of the dossier.
 */
export async function fileSample(
  stack: Stack,
  service: ServiceFiles,
  told: { citizen?: Citizen; answers?: object } = {},
): Promise<{ citizen: Citizen; code: string }> {
  const sample = sampleOf(service)
  const answers: { [key: string]: unknown } = { ...sample.answers, ...told.answers }
  const citizen = told.citizen ?? (await stack.citizen(String(answers.contactPhone)))
  const papers = Object.keys(sample.papers).map((key) => [key, fileFor(service, key)] as const)
  const { code } = await citizen.file(service.code, sample.unit, answers, papers)
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
    await decides(stack.now(), await officerOf(unit, role), { code, step, outcome }, decisions[step]?.[outcome])
}
