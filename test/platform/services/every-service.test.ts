import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { ServiceCard } from '../../../server/services/card.ts'
import { decideStep } from '../../services/decide-task.ts'
import { wayTo } from '../../services/happy-path.ts'
import { formOf, logins, type ServiceFiles, theServices } from '../../services/the-services.ts'
import { aPdf, aPicture, type Officer } from '../../support/players.ts'
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

/** A file of a kind that the form takes under this key. */
function fileFor(card: ServiceCard, key: string): { name: string; bytes: Uint8Array } {
  const field = formOf(card).fields.get(key)
  const takesPictures = field?.control.kind === 'files' && field.control.accept.some((ending) => /png/i.test(ending))
  return takesPictures ? aPicture() : aPdf()
}

describe.each(rounds().map((services, at) => [at + 1, services] as const))(
  'from the citizen’s form to the paper in hand, round %d',
  (_round, services) => {
    let stack: Stack
    const officers = new Map<string, Promise<Officer>>()
    beforeAll(async () => {
      // The day on which the samples are in force, and on which all services are live.
      stack = await aStack({ now: '2017-12-12T08:30:00+07:00' })
    })
    afterAll(() => stack?.stop())

    function officerOf(unit: string, role: string): Promise<Officer> {
      const login = logins[unit]?.[role]
      if (!login) throw new Error(`nobody is ${role} of ${unit}`)
      const known = officers.get(login) ?? stack.officer(login)
      officers.set(login, known)
      return known
    }

    test.each(services.map((service) => [service.code, service] as const))('%s', async (service, { card, sample }) => {
      if (card.kind !== 'service' || !sample) throw new Error(`${service} has no sample`)
      const citizen = await stack.citizen(String(sample.answers.contactPhone))
      const papers = Object.keys(sample.papers).map((key) => [key, fileFor(card, key)] as const)
      const { code } = await citizen.file(service, sample.unit, sample.answers, papers)
      for (const { step, role, outcome } of wayTo('end-approved', card)) {
        const officer = await officerOf(sample.unit, role)
        const given = sample.decisions[step]?.[outcome] ?? {}
        await decideStep(officer, { code, step, outcome, given, now: stack.now() })
      }
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
