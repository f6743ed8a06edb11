import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { fileSample, officersOf, playToHandOver } from '../../services/play-sample.ts'
import { type ServiceFiles, theServices } from '../../services/the-services.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { recordsOf, smsEvents } from '../scenarios/records.ts'

jest.setTimeout(aStory)
/**
 * Rounds of services, each played on registers that no other service of its round writes to: a certificate that an
 * earlier story replaced, or a street that it dug up, would be seen by the next.
 */
function rounds(): ServiceFiles[][] {
  const made: { services: ServiceFiles[]; written: Set<string> }[] = []
  for (const service of theServices) {
    if (service.card.kind !== 'service' || !service.sample) continue
    const effects = service.card.registryEffects.map(({ effect }) => effect)
    const open = made.find(({ written }) => !effects.some((effect) => written.has(effect)))
    const round = open ?? { services: [], written: new Set<string>() }
    if (!open) made.push(round)
    round.services.push(service)
    for (const effect of effects) round.written.add(effect)
  }
  return made.map(({ services }) => services)
}

describe.each(rounds().map((services, at) => [at + 1, services] as const))(
  'from the citizen’s form to the paper in hand, round %d',
  (_round, services) => {
    let stack: Stack
    let officerOf: ReturnType<typeof officersOf>
    beforeAll(async () => {
      // The day on which the samples are in force, and on which all services are live.
      stack = await aStack({ now: '2017-12-12T08:30:00+07:00' })
      officerOf = officersOf(stack)
    })
    afterAll(() => stack?.stop())

    test.each(services.map((service) => [service.code, service] as const))('%s', async (_code, service) => {
      const { citizen, code } = await fileSample(stack, service)
      await playToHandOver(stack, officerOf, service, code)
      await citizen.reads(code, 'handed-over')
      const [line] = await recordsOf<{ state: string }>(
        stack,
        code,
        'SELECT state FROM register_line WHERE dossier_id = $1',
      )
      expect(line?.state).toBe('issued')
      const failed = await recordsOf<{ rule: string }>(
        stack,
        code,
        `SELECT rule FROM rule_check WHERE dossier_id = $1 AND result = 'fail'`,
      )
      expect(failed).toEqual([])
      expect(await smsEvents(stack, code)).toEqual(expect.arrayContaining(['received', 'ready']))
    })
  },
)
