/**
 * Services of different kinds from the citizen's form, filled field by field in Chromium, to the result that the citizen
 * sees. The first task, the hand-over and what is particular about a service are done at the desk's page; the rest goes
 * through the API.
 */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { type Answers, isHidden, settle } from '#forms'
import { cityDay } from '../../server/clock.ts'
import type { ServiceCard } from '../../server/services/card.ts'
import { type Decided, wayTo } from '../services/happy-path.ts'
import { decides, filledTask } from '../services/officers-hand.ts'
import { formOf, logins, type ServiceFiles, sampleOf, serviceOf } from '../services/the-services.ts'
import { unitOf } from '../services/the-units.ts'
import { aChromium } from '../support/chromium.ts'
import { type Officer, until } from '../support/players.ts'
import { aStack, aStory, type Stack } from '../support/stack.ts'
import {
  aWindow,
  decidesAtDesk,
  fillsAndSubmits,
  signsInAtDesk,
  signsInByPhone,
  startsFiling,
} from './people/people.ts'

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

interface Filed {
  code: string
  citizen: Page
  service: ServiceFiles
  card: ServiceCard
}

/** The sample in the citizen's form, field by field, and what came of it on record. */
async function filed(service: string): Promise<Filed> {
  const files = serviceOf(service)
  const { card } = files
  if (card.kind !== 'service') throw new Error(`nobody files for ${service}`)
  const { unit, answers, papers } = sampleOf(files)
  const form = formOf(files)
  const names = { dossier: { service, channel: 'online', unit: { code: unit, level: card.level, district: null } } }
  const context = { now: stack.now(), unit: unitOf, names }
  const whole = withPapers(answers, papers)

  const citizen = await aWindow(browser, complaints)
  await startsFiling(citizen, stack, service, unit, String(answers.contactPhone))
  const code = await fillsAndSubmits(citizen, form, whole, context)
  await citizen.getByText(code).first().waitFor()

  // What was typed is what is on record: nothing of the sample got lost in the page.
  const dossier = await seenBy(citizen, code)
  const view = settle(form, whole, context)
  const asked = [...form.fields.values()].filter(
    ({ key, control }) => control.kind !== 'files' && view.settled.get(key)?.hidden === false && key in answers,
  )
  expect(asked.length).toBeGreaterThan(10)
  expect(dossier.answers).toMatchObject(Object.fromEntries(asked.map(({ key }) => [key, answers[key]])))
  for (const [key, count] of Object.entries(papers)) expect(dossier.answers[key]).toHaveLength(count)
  expect(form.steps.filter(({ hide }) => !isHidden(view, hide)).length).toBeGreaterThan(3)
  return { code, citizen, service: files, card }
}

const seenBy = async (citizen: Page, code: string) =>
  (await citizen.context().request.get(`${stack.base}/api/dossiers/${code}`)).json()

/** Who stands in for the first of a role, by role, and what they answer besides the sample, by step. */
interface Particular {
  hands?: { readonly [role: string]: string }
  given?: { readonly [step: string]: Answers }
}

const handOf = ({ service }: Filed, role: string, { hands }: Particular) =>
  hands?.[role] ?? loginOf(sampleOf(service).unit, role)
const answersAt = ({ service }: Filed, { step, outcome }: Decided, { given }: Particular): Answers => ({
  ...sampleOf(service).decisions[step]?.[outcome],
  ...given?.[step],
})

/** A decision through the API. */
async function decidesQuietly(filed: Filed, decided: Decided, particular: Particular = {}): Promise<void> {
  const { step, role, outcome } = decided
  const officer = await officerOf(handOf(filed, role, particular))
  await decides(stack.now(), officer, { code: filed.code, step, outcome }, answersAt(filed, decided, particular))
}

/** A decision at the desk's page, its form filled by hand. */
async function decidesOnPage(filed: Filed, decided: Decided, particular: Particular = {}): Promise<void> {
  const { step, role, outcome } = decided
  const login = handOf(filed, role, particular)
  const officer = await officerOf(login)
  const task = await officer.task((await officer.sees(filed.code, step, 90_000)).id)
  const given = answersAt(filed, decided, particular)
  const { schema, stepName, outcomeLabel, names, answers } = filledTask(task, outcome, given, stack.now())
  await decidesAtDesk(await deskOf(login), stack, {
    code: filed.code,
    step: stepName,
    outcome: outcomeLabel,
    schema,
    context: { now: stack.now(), unit: unitOf, names: { ...names, outcome } },
    answers,
  })
}

/** The citizen sees the result, and its paper is in force. */
async function seesTheResult({ code, citizen, card }: Filed): Promise<void> {
  const done = await until('the hand-over is on record', async () => {
    const seen = await seenBy(citizen, code)
    return seen.status === 'handed-over' && seen
  })
  await citizen.goto(`${stack.base}/ho-so/${code}`)
  await citizen.getByText('Đã trả kết quả').first().waitFor()
  const result = done.documents.find(({ kind }: { kind: string }) => kind === card.result.kind)
  await citizen.getByText(result.name.vi).first().waitFor()
  expect(result.state).toBe('issued')
  await citizen.context().close()
  expect(complaints).toEqual([])
}

test.each([
  ['is inspected', 'district-pavement-parking-permit'],
  ['is certified', 'district-game-centre-certificate-issue'],
])('what %s: %s', async (_kind, service) => {
  const one = await filed(service)
  const way = wayTo('end-approved', one.card)
  for (const [at, decided] of way.entries())
    await (at === 0 || at === way.length - 1 ? decidesOnPage : decidesQuietly)(one, decided)
  await seesTheResult(one)
})

test('what others are asked about side by side: each answer is written down at the desk, and the case goes on with both', async () => {
  const one = await filed('district-house-building-permit')
  const builder = 'dothi.thanhtri'
  const [account] = (await stack.db.query<{ id: string }>('SELECT id FROM account WHERE login = $1', [builder])).rows
  const particular = {
    hands: { divisionOfficer: builder, externalUnit: builder },
    given: { assign: { assignee: account?.id ?? '' } },
  }
  for (const decided of wayTo('await-consultation', one.card))
    await (decided.step === 'assign' || decided.outcome === 'consult' ? decidesOnPage : decidesQuietly)(
      one,
      decided,
      particular,
    )

  const officer = await officerOf(builder)
  const waiting = () => officer.tasks('unit', one.code)
  const asked = await until('a task for each of the two', async () => {
    const tasks = await waiting()
    return tasks.length === 2 && tasks.map((task) => task.asked?.vi ?? '')
  })
  const agrees = { step: 'await-consultation', role: 'externalUnit', outcome: 'agree' }
  await decidesOnPage(one, agrees, particular)
  // The other is still waited for, and nothing else can be done meanwhile.
  const left = await until('the first answer is on record', async () => {
    const tasks = await waiting()
    return tasks.length < 2 && tasks.map(({ step }) => step)
  })
  expect(left).toEqual(['await-consultation'])
  await decidesOnPage(one, agrees, particular)

  const [inspect, ...rest] = wayTo('end-approved', one.card, 'inspect')
  if (!inspect) throw new Error('nobody inspects')
  const { stepName } = await officer.sees(one.code, inspect.step, 90_000)
  const desk = await deskOf(builder)
  await desk.goto(`${stack.base}/can-bo/hop-viec?view=mine&q=${one.code}`)
  await desk.locator('.tasks a', { hasText: stepName.vi }).first().click()
  const answers = desk.getByRole('region', { name: 'Đơn vị được hỏi' }).getByRole('listitem')
  await answers.nth(1).waitFor()
  const { opinion } = answersAt(one, agrees, particular)
  for (const name of asked)
    await answers
      .filter({ hasText: name })
      .filter({ hasText: String(opinion) })
      .waitFor()

  for (const decided of [inspect, ...rest.slice(0, -1)]) await decidesQuietly(one, decided, particular)
  for (const decided of rest.slice(-1)) await decidesOnPage(one, decided, particular)
  await seesTheResult(one)
})

test('what two people sign in person: they are called, come on the day, and take the certificate home', async () => {
  const one = await filed('commune-marriage-registration')
  const { code, citizen } = one
  const way = wayTo('end-approved', one.card)
  const signing = way.findIndex(({ step }) => step === 'sign-in-person')
  for (const decided of way.slice(0, signing)) await decidesQuietly(one, decided)

  const { appearance } = await until('the couple is called', async () => {
    const seen = await seenBy(citizen, code)
    return seen.status === 'waiting-appearance' && seen
  })
  const day = cityDay(new Date(appearance.at)).split('-').reverse().join('/')
  await citizen.goto(`${stack.base}/ho-so/${code}`)
  await citizen.getByText(day).first().waitFor()
  const phone = String(sampleOf(one.service).answers.contactPhone)
  await until('the call on the phone', async () => (await stack.texts(phone)).some((text) => text.includes(day)))

  // Nobody signs before the day: the clocks go on to the appointment.
  await stack.at(appearance.at)
  officers.clear()
  desks.clear()
  await citizen.goto(`${stack.base}/ho-so/${code}`)
  await signsInByPhone(citizen, stack, phone)
  await citizen.getByText(day).first().waitFor()
  for (const decided of way.slice(signing)) await decidesOnPage(one, decided)
  await seesTheResult(one)
})
