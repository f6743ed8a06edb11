import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { JsonValue } from '#feel'
import { fillForm } from '../../services/fill-form.ts'
import { wayTo } from '../../services/happy-path.ts'
import { logins, theServices } from '../../services/the-services.ts'
import type { Officer } from '../../support/players.ts'
import { aStack, aStory, type Stack } from '../../support/stack.ts'
import { recordsOf, smsEvents } from '../scenarios/records.ts'

jest.setTimeout(aStory)
let stack: Stack
beforeAll(async () => {
  stack = await aStack()
})
afterAll(() => stack?.stop())

const officers = new Map<string, Promise<Officer>>()
function officerOf(unit: string, role: string): Promise<Officer> {
  const login = logins[unit]?.[role]
  if (!login) throw new Error(`nobody is ${role} of ${unit}`)
  const known = officers.get(login) ?? stack.officer(login)
  officers.set(login, known)
  return known
}

const isObject = (value: unknown): value is { [name: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An officer's decision with all that the task's form demands. */
async function decide(
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
  const filled = fillForm({ schema: { type: 'default', id: step, ...schema }, names, now: stack.now(), outcome }, given)
  const needsReason = outcomes.some(({ key, needsReason }) => key === outcome && needsReason)
  await officer.decides(code, step, outcome, {
    form: filled,
    previewed: step === 'sign' && outcome === 'approve',
    ...(needsReason ? { reason: 'Theo kết quả thẩm tra hồ sơ' } : {}),
  })
}

describe('from the citizen’s form to the paper in hand', () => {
  for (const { code: service, card, sample } of theServices) {
    if (card.kind !== 'service' || !sample) continue
    test(service, async () => {
      const phone = String(sample.answers.contactPhone)
      const citizen = await stack.citizen(phone)
      const { code } = await citizen.file(service, sample.unit, sample.answers, Object.keys(sample.papers))
      for (const { step, role, outcome } of wayTo('end-approved', card)) {
        const officer = await officerOf(sample.unit, role)
        await decide(officer, code, step, outcome, sample.decisions[step]?.[outcome] ?? {})
      }
      await citizen.reads(code, 'handed-over')
      const [line] = await recordsOf<{ state: string }>(
        stack,
        code,
        'SELECT state FROM register_line WHERE dossier_id = $1',
      )
      expect(line?.state).toBe('issued')
      const checks = await recordsOf<{ rule: string }>(
        stack,
        code,
        `SELECT rule FROM rule_check WHERE dossier_id = $1 AND result = 'fail'`,
      )
      expect(checks).toEqual([])
      expect(await smsEvents(stack, code)).toEqual(expect.arrayContaining(['received', 'ready']))
    })
  }
})
