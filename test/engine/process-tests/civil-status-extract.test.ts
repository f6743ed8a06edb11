import { mkdir, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Variables } from '../../../server/engine/contract.ts'
import {
  completes,
  type PlayedInstance,
  ProcessTest,
  type ScriptedJob,
  throwsError,
} from '../../../server/engine/process-tests/index.ts'

/** An example of a process test: the extract played through its outcomes, and what of the diagram that covers. */

const PROCESS = 'commune-civil-status-extract'
const DIAGRAM = resolve(import.meta.dirname, '../../../processes/commune/commune-civil-status-extract.bpmn')
const CODE = '00685-0006-171214-00012-2'
const DOSSIER = {
  dossier: {
    code: CODE,
    service: PROCESS,
    release: 1,
    channel: 'online',
    unit: { code: '00685', level: 'commune', district: '050' },
    language: 'vi',
  },
  facts: {},
  lookups: {},
  checks: {},
}

let play: ProcessTest
/** What the workers would say in the case that is being played. */
let world = { answered: false, register: 'found', valid: true, requests: 0 }
let request = ''

beforeAll(async () => {
  play = await ProcessTest.start({ now: '2017-12-14T08:00:00+07:00' })
  await play.deploy(DIAGRAM)
  play.answers({
    'open-dossier': completes(),
    'validate-dossier': () =>
      completes({
        validation: { ok: world.valid, faults: world.valid ? 0 : 1 },
        facts: { pickupMethod: 'mot-cua' },
      }),
    'lookup-citizen': completes({ result: 'found' }),
    'lookup-register': () => completes({ result: world.register }),
    'check-eligibility': (job) => completes({ checks: { ...checksOf(job), [ruleOf(job)]: 'pass' } }),
    'open-request': (job) => {
      world.requests += 1
      request = `request-${job.processInstanceKey}-${world.requests}`
      const others = job.headers.to === 'others'
      const due = new Date(play.clock.now().getTime() + (others ? 2 : 30) * 86_400_000).toISOString()
      const opened = { id: request, due }
      return completes(others ? { requests: [{ ...opened, unit: '00685' }] } : { request: opened })
    },
    'settle-request': () => completes({ outcome: world.answered ? 'supplied' : 'timeout' }),
  })
  for (const type of ['calculate-fee', 'calculate-due', 'record-status', 'generate-document', 'issue-result'])
    play.answer(type, completes())
  for (const type of ['void-result', 'update-register', 'send-sms', 'close-dossier']) play.answer(type, completes())
})
afterAll(async () => {
  const coverage = await play.coverage(PROCESS)
  process.stdout.write(`${coverage.text()}\n`)
  const folder = process.env.COVERAGE_DIR
  if (folder) {
    await mkdir(folder, { recursive: true })
    await writeFile(resolve(folder, `${PROCESS}.svg`), await coverage.svg())
  }
  await play.stop()
})

const ruleOf = ({ headers }: ScriptedJob) =>
  headers.decision?.endsWith('-competence') ? 'competence' : 'register-held'
function checksOf({ variables: { checks } }: ScriptedJob): Variables {
  return typeof checks === 'object' && checks !== null && !Array.isArray(checks) ? checks : {}
}

/** A case on its way; `decisions` are `task outcome`. */
async function aCase(...decisions: string[]): Promise<PlayedInstance> {
  world = { answered: false, register: 'found', valid: true, requests: 0 }
  return decide(await play.create(PROCESS, DOSSIER), ...decisions)
}
async function decide(instance: PlayedInstance, ...decisions: string[]): Promise<PlayedInstance> {
  for (const decision of decisions) {
    const [task = '', outcome = ''] = decision.split(' ')
    await instance.complete(task, { outcome, reason: null, decisionId: `decision-${task}` })
  }
  return instance
}

const toReview = ['check-completeness complete']
const toSign = [...toReview, 'review eligible', 'draft done']
const toDeliver = [...toSign, 'sign approve', 'register done']
const refused = ['draft-refusal done', 'sign-refusal signed', 'deliver-refusal done']

describe('the extract', () => {
  test('is handed over at the counter', async () => {
    const instance = await aCase(...toDeliver)
    instance.expectWaitingAt('deliver')
    await decide(instance, 'deliver delivered')
    instance.expectCompleted().expectPassed('check-completeness', 'review', 'draft', 'sign', 'register', 'deliver')
    instance.expectVariables({ lookups: { person: 'found', civilEntry: 'found' } })
  })

  test.each([
    ['is posted', [...toDeliver, 'deliver posted'], 'deliver'],
    ['is refused after examination', [...toReview, 'review ineligible', ...refused], 'deliver-refusal'],
    ['is returned at the desk', ['check-completeness not-competent'], 'check-completeness'],
    ['is returned after examination', [...toReview, 'review not-competent'], 'review'],
    ['is refused by the leader', [...toSign, 'sign refuse', ...refused], 'sign'],
    [
      'is refused where the register contradicts',
      [...toReview, 'review verify', 'sign-verification signed', 'await-verification contradicted', ...refused],
      'await-verification',
    ],
  ])('%s', async (_name, decisions, passed) => {
    const instance = await aCase(...decisions)
    instance.expectCompleted().expectPassed(passed)
  })

  test.each([
    ['the leader sends it back', [...toSign, 'sign rework']],
    ['the originals disagree', [...toDeliver, 'deliver originals-mismatch']],
    ['the refusal is sent back', [...toReview, 'review ineligible', 'draft-refusal done', 'sign-refusal rework']],
  ])('is examined again where %s', async (_name, decisions) => {
    const instance = await aCase(...decisions)
    instance.expectWaitingAt('review')
  })

  test('waits for missing papers and goes on when they come', async () => {
    const instance = await aCase('check-completeness supplement')
    world.answered = true
    await play.publish('request-answered', request)
    instance.expectWaitingAt('check-completeness')
    await decide(instance, ...toReview, 'review supplement')
    await play.publish('request-answered', request)
    instance.expectWaitingAt('review')
  })

  test('expires where they never come', async () => {
    const atDesk = await aCase('check-completeness supplement')
    await play.advance('P31D')
    atDesk.expectCompleted()
    const later = await aCase(...toReview, 'review supplement')
    await play.advance('P31D')
    later.expectCompleted()
  })

  test('is confirmed by the unit that keeps the register, or comes back without its answer', async () => {
    const asked = [...toReview, 'review verify', 'sign-verification signed']
    const instance = await aCase(...asked, 'await-verification confirmed')
    instance.expectWaitingAt('draft')
    const unanswered = await aCase(...asked)
    await play.advance('P3D')
    unanswered.expectWaitingAt('review')
    const notSent = await aCase(...toReview, 'review verify', 'sign-verification rework')
    notSent.expectWaitingAt('review')
  })

  test('is withdrawn', async () => {
    const instance = await aCase(...toReview)
    // All cases of this test bear one code, so the message goes to the oldest that waits.
    for (let tries = 0; instance.waitingAt().length > 0 && tries < 20; tries++)
      await play.publish('dossier-withdrawn', CODE, {}, { timeToLive: 0 })
    instance.expectCompleted()
  })

  test('goes on by hand where the machine can make no paper', async () => {
    play.answer('generate-document', throwsError('DOCUMENT_REJECTED'))
    const instance = await aCase('check-completeness complete')
    instance.expectWaitingAt('by-hand-accept')
    await decide(instance, 'by-hand-accept done')
    instance.expectWaitingAt('review')
    play.answer('generate-document', completes())
  })

  test('is covered for the most part by these cases', async () => {
    const { flows, elements } = await play.coverage(PROCESS)
    expect(elements.percent).toBeGreaterThan(80)
    expect(flows.percent).toBeGreaterThan(80)
  })
})
