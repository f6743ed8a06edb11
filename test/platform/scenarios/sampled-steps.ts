/** Services filed by their samples. */
import { fileFor } from '../../services/officers-hand.ts'
import { type Sample, type ServiceFiles, theServices } from '../../services/the-services.ts'
import type { Citizen } from '../../support/players.ts'
import type { Stack } from '../../support/stack.ts'

/** A service with the sample that it is played by. */
export function sampled(code: string): { service: ServiceFiles; sample: Sample } {
  const found = theServices.find((service) => service.code === code)
  if (!found?.sample || found.card.kind !== 'service') throw new Error(`${code} has no sample`)
  return { service: found, sample: found.sample }
}

/** The sample filed online by whoever holds its phone, with other answers where told. */
export async function filesSample(
  stack: Stack,
  code: string,
  answers: object = {},
): Promise<{ code: string; citizen: Citizen }> {
  const { service, sample } = sampled(code)
  const given: { [key: string]: unknown } = { ...sample.answers, ...answers }
  const citizen = await stack.citizen(String(given.contactPhone))
  const papers = Object.keys(sample.papers).map((key) => [key, fileFor(service, key)] as const)
  return { code: (await citizen.file(code, sample.unit, given, papers)).code, citizen }
}
