/**
 * Services of different kinds from the citizen's form, filled field by field in Chromium, to the result that the citizen
 * sees. The first task and the hand-over are done at the desk's page; what lies between goes through the API.
 */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { type Answers, isHidden, settle } from '#forms'
import { wayTo } from '../services/happy-path.ts'
import { decides, filledTask } from '../services/officers-hand.ts'
import { formOf, logins, sampleOf, serviceOf } from '../services/the-services.ts'
import { unitOf } from '../services/the-units.ts'
import { aChromium } from '../support/chromium.ts'
import { type Officer, until } from '../support/players.ts'
import { aStack, aStory, type Stack } from '../support/stack.ts'
import { aWindow, decidesAtDesk, fillsAndSubmits, signsInAtDesk, startsFiling } from './people/people.ts'

jest.setTimeout(aStory)
let stack: Stack
let browser: Browser
const complaints: string[] = []
const officers = new Map<string, Promise<Officer>>()
const desks = new Map<string, Promise<Page>>()

beforeAll(async () => {
  // The day on which the samples are in force, and on which all services are live.
  stack = await aStack({ now: '2017-12-12T08:30:00+07:00' })
  browser = await aChromium()
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
})

const loginOf = (unit: string, role: string): string => {
  const login = logins[unit]?.[role]
  if (!login) throw new Error(`nobody is ${role} of ${unit}`)
  return login
}

function once<Value>(known: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}
const officerOf = (login: string) => once(officers, login, () => stack.officer(login))
const deskOf = (login: string) =>
  once(desks, login, async () => {
    const page = await aWindow(browser, complaints)
    await signsInAtDesk(page, stack, login)
    return page
  })

/** A paper of the sample is as many files as it says. */
const withPapers = (answers: Answers, papers: { readonly [key: string]: number }): Answers => ({
  ...answers,
  ...Object.fromEntries(
    Object.entries(papers).map(([key, count]) => [
      key,
      Array.from({ length: count }, (_, at) => ({ id: `${key}-${at}`, name: `${key}.pdf`, mime: '', size: 1 })),
    ]),
  ),
})

test.each([
  ['is inspected', 'district-pavement-parking-permit'],
  ['is certified', 'district-game-centre-certificate-issue'],
])('what %s: %s', async (_kind, service) => {
  const files = serviceOf(service)
  const { card } = files
  if (card.kind !== 'service') throw new Error(`nobody files for ${service}`)
  const { unit, answers, papers, decisions } = sampleOf(files)
  const form = formOf(files)
  const names = { dossier: { service, channel: 'online', unit: { code: unit, level: card.level, district: null } } }
  const context = { now: stack.now(), unit: unitOf, names }
  const whole = withPapers(answers, papers)

  const citizen = await aWindow(browser, complaints)
  await startsFiling(citizen, stack, service, unit, String(answers.contactPhone))
  const code = await fillsAndSubmits(citizen, form, whole, context)
  await citizen.getByText(code).first().waitFor()

  // What was typed is what is on record: nothing of the sample got lost in the page.
  const dossier = await (await citizen.context().request.get(`${stack.base}/api/dossiers/${code}`)).json()
  const view = settle(form, whole, context)
  const asked = [...form.fields.values()].filter(
    ({ key, control }) => control.kind !== 'files' && view.settled.get(key)?.hidden === false && key in answers,
  )
  expect(asked.length).toBeGreaterThan(10)
  expect(dossier.answers).toMatchObject(Object.fromEntries(asked.map(({ key }) => [key, answers[key]])))
  for (const [key, count] of Object.entries(papers)) expect(dossier.answers[key]).toHaveLength(count)
  expect(form.steps.filter(({ hide }) => !isHidden(view, hide)).length).toBeGreaterThan(3)

  const way = wayTo('end-approved', card)
  for (const [at, { step, role, outcome }] of way.entries()) {
    const login = loginOf(unit, role)
    const officer = await officerOf(login)
    const given = decisions[step]?.[outcome] ?? {}
    if (at > 0 && at < way.length - 1) {
      await decides(stack.now(), officer, { code, step, outcome }, given)
      continue
    }
    const task = await officer.task((await officer.sees(code, step, 90_000)).id)
    const {
      schema,
      stepName,
      outcomeLabel,
      names: seen,
      answers: filled,
    } = filledTask(task, outcome, given, stack.now())
    await decidesAtDesk(await deskOf(login), stack, {
      code,
      step: stepName,
      outcome: outcomeLabel,
      schema,
      context: { now: stack.now(), unit: unitOf, names: { ...seen, outcome } },
      answers: filled,
    })
  }

  const done = await until('the hand-over is on record', async () => {
    const seen = await (await citizen.context().request.get(`${stack.base}/api/dossiers/${code}`)).json()
    return seen.status === 'handed-over' && seen
  })
  await citizen.goto(`${stack.base}/ho-so/${code}`)
  await citizen.getByText('Đã trả kết quả').first().waitFor()
  const result = done.documents.find(({ kind }: { kind: string }) => kind === card.result.kind)
  await citizen.getByText(result.name.vi).first().waitFor()
  expect(result.state).toBe('issued')
  await citizen.context().close()
  expect(complaints).toEqual([])
})
