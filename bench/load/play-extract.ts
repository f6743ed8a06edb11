import { setTimeout as pause } from 'node:timers/promises'
import { gatewayClient, type WireJob } from './gateway-client.ts'

/**
 * Plays the copy of a civil-status extract from the filing to the hand-over: machine steps answer at once, people
 * decide at once.
 */

const PROCESS = 'commune-civil-status-extract'
const USER_TASK = 'io.camunda.zeebe:userTask'
const MACHINE_STEPS = [
  'open-dossier',
  'validate-dossier',
  'lookup-citizen',
  'lookup-register',
  'check-eligibility',
  'open-request',
  'settle-request',
  'calculate-fee',
  'calculate-due',
  'record-status',
  'generate-document',
  'issue-result',
  'void-result',
  'update-register',
  'send-sms',
  'close-dossier',
]
const DECISIONS: { [task: string]: string } = {
  'check-completeness': 'complete',
  review: 'eligible',
  draft: 'done',
  sign: 'approve',
  register: 'done',
  deliver: 'delivered',
}

function answerTo(job: WireJob): object {
  if (job.type === USER_TASK)
    return { outcome: DECISIONS[job.elementId] ?? 'done', reason: null, decisionId: `decision-${job.elementId}` }
  const headers = JSON.parse(job.customHeaders) as { [name: string]: string }
  if (job.type === 'validate-dossier')
    return { validation: { ok: true, faults: 0 }, facts: { pickupMethod: 'mot-cua', registerPlaceUnit: '00685' } }
  if (job.type === 'lookup-citizen' || job.type === 'lookup-register') return { result: 'found' }
  if (job.type === 'check-eligibility') {
    const { checks } = JSON.parse(job.variables) as { checks?: object }
    return {
      checks: { ...checks, [headers.decision?.endsWith('-competence') ? 'competence' : 'register-held']: 'pass' },
    }
  }
  return {}
}

export async function playExtract(
  port: number,
  { seconds, inFlight }: { seconds: number; inFlight: number },
): Promise<{ casesPerSecond: number; jobs: number }> {
  const client = gatewayClient(port)
  let jobs = 0
  let ended = 0
  let over = false
  let closed = false
  const fetches: NodeJS.Timeout[] = []
  const streams: { cancel(): void }[] = []
  for (const type of [...MACHINE_STEPS, USER_TASK]) {
    const terms = { type, worker: 'bench', timeout: 60_000 }
    const answer = (job: WireJob) => {
      jobs += 1
      // The last job of a case that ends early has gone with it.
      if (closed) return
      client.call('CompleteJob', { jobKey: job.key, variables: JSON.stringify(answerTo(job)) }).catch(() => undefined)
    }
    const stream = client.stream('StreamActivatedJobs', terms)
    stream.on('error', () => undefined)
    stream.on('data', answer)
    streams.push(stream)
    // What a blocked stream did not take is left to those who fetch.
    const fetch = () => {
      const fetched = client.stream('ActivateJobs', { ...terms, maxJobsToActivate: 100, requestTimeout: -1 })
      fetched.on('error', () => undefined)
      fetched.on('data', ({ jobs: batch }: { jobs: WireJob[] }) => batch.forEach(answer))
    }
    fetches.push(setInterval(fetch, 1000))
  }
  await pause(300)
  const slot = async () => {
    while (!over) {
      const code = `00685-0006-171214-${String(Math.random()).slice(2, 7)}-2`
      const unit = { code: '00685', level: 'commune', district: '050' }
      const dossier = { code, service: PROCESS, release: 1, channel: 'online', unit, language: 'vi' }
      const variables = JSON.stringify({ dossier, facts: {}, lookups: {}, checks: {} })
      const request = { bpmnProcessId: PROCESS, version: -1, variables }
      await client.call('CreateProcessInstanceWithResult', { request, requestTimeout: 60_000 })
      ended += 1
    }
  }
  const slots = Promise.all(Array.from({ length: inFlight }, slot))
  await pause(seconds * 500)
  const [before, from, jobsBefore] = [ended, performance.now(), jobs]
  await Promise.race([pause(seconds * 1000), slots])
  const cases = ended - before
  const figures = { casesPerSecond: (cases * 1000) / (performance.now() - from), jobs: (jobs - jobsBefore) / cases }
  over = true
  await slots
  closed = true
  fetches.forEach(clearInterval)
  // Closing a client lets its streams go on: they would take the next run's jobs.
  for (const stream of streams) stream.cancel()
  await pause(100)
  client.close()
  return figures
}
