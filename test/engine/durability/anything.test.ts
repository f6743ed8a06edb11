import { describe, expect, test } from '@jest/globals'
import type { Key } from '../../../server/engine/index.ts'
import fc from '../../support/properties.ts'
import { expectConsistent } from '../consistency.ts'
import { everything, repetitions } from '../everything.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'

type Step = (engine: EngineUnderTest) => Promise<void>

/** The n-th of what there is, if there is any. */
function pick<Item>(items: Item[], n: number): Item | undefined {
  return items.length === 0 ? undefined : items[n % items.length]
}

async function onJob(engine: EngineUnderTest, n: number, run: (jobKey: Key) => Promise<unknown>): Promise<void> {
  const job = pick(engine.engine.inspect.jobs(), n)
  if (job) await run(job.key)
}

/** Commands may be refused (a failed job can't be completed); they must never fail inside the engine. */
async function attempt(engine: EngineUnderTest, ...[name, request]: Parameters<EngineUnderTest['engine']['execute']>) {
  const result = await engine.engine.execute(name, request)
  if (!result.ok) expect(result.rejection.code).not.toBe('PROCESSING_ERROR')
}

const number = fc.nat(1000)
const code = fc.constantFrom('x', 'y')
const variables = fc.record({ ok: fc.boolean(), code })
const steps: fc.Arbitrary<Step> = fc.oneof(
  variables.map(
    (given): Step =>
      (engine) =>
        attempt(engine, 'createProcessInstance', { bpmnProcessId: 'p', variables: given }),
  ),
  variables.map(
    (given): Step =>
      (engine) =>
        attempt(engine, 'createProcessInstance', {
          bpmnProcessId: 'p',
          variables: given,
          startInstructions: [{ elementId: 'b' }, { elementId: 'join' }],
        }),
  ),
  variables.map(
    (given): Step =>
      (engine) =>
        attempt(engine, 'createProcessInstance', { bpmnProcessId: 'r', variables: given }),
  ),
  fc.tuple(number, variables).map(
    ([n, given]): Step =>
      (engine) =>
        onJob(engine, n, (jobKey) => attempt(engine, 'completeJob', { jobKey, variables: given })),
  ),
  fc.tuple(number, variables).map(
    ([n, given]): Step =>
      (engine) =>
        onJob(engine, n, (jobKey) => attempt(engine, 'completeJob', { jobKey, variables: given })),
  ),
  fc.tuple(number, fc.nat(1), fc.nat(1)).map(
    ([n, retries, backOff]): Step =>
      (engine) =>
        onJob(engine, n, (jobKey) => attempt(engine, 'failJob', { jobKey, retries, retryBackOff: backOff * 5000 })),
  ),
  fc.tuple(number, fc.constantFrom('E', 'F', 'G')).map(
    ([n, errorCode]): Step =>
      (engine) =>
        onJob(engine, n, (jobKey) =>
          attempt(engine, 'throwError', { jobKey, errorCode, variables: { why: errorCode } }),
        ),
  ),
  fc.tuple(fc.constantFrom('m', 'n', 'begin'), code, fc.nat(20_000)).map(
    ([name, correlationKey, timeToLive]): Step =>
      (engine) =>
        attempt(engine, 'publishMessage', {
          name,
          correlationKey,
          timeToLive,
          messageId: '',
          variables: { ok: true, code: correlationKey },
        }),
  ),
  fc.nat(25_000).map(
    (milliseconds): Step =>
      (engine) =>
        engine.advance(milliseconds),
  ),
  fc.constant<Step>((engine) => engine.activate('c', { timeout: 4000 }).then(() => {})),
  number.map(
    (n): Step =>
      async (engine) => {
        const incident = pick(engine.engine.inspect.incidents(), n)
        if (incident) await attempt(engine, 'resolveIncident', { incidentKey: incident.key })
      },
  ),
  fc.tuple(number, variables).map(
    ([n, given]): Step =>
      async (engine) => {
        const root = pick(engine.engine.inspect.processInstances(), n)
        if (root)
          await attempt(engine, 'setVariables', { elementInstanceKey: root.key, variables: given, local: false })
      },
  ),
  number.map(
    (n): Step =>
      async (engine) => {
        const root = pick(engine.engine.inspect.processInstances(), n)
        if (root && n % 3 === 0) await attempt(engine, 'cancelProcessInstance', { processInstanceKey: root.key })
      },
  ),
  fc.tuple(number, number, fc.constantFrom('a', 'b', 'c', 'mend', 'join', 'wait', 'again', 'withdrawal', 'end')).map(
    ([n, m, elementId]): Step =>
      async (engine) => {
        const { inspect } = engine.engine
        const root = pick(inspect.processInstances(), n)
        const terminated = root && pick(inspect.elementInstances(root.key), m)
        if (root)
          await attempt(engine, 'modifyProcessInstance', {
            processInstanceKey: root.key,
            activateInstructions: m % 3 === 0 ? [] : [{ elementId }],
            terminateInstructions: terminated && m % 2 === 0 ? [{ elementInstanceKey: terminated.key }] : [],
          })
      },
  ),
  number.map(
    (n): Step =>
      (engine) =>
        n % 4 === 0 ? engine.reopen() : Promise.resolve(),
  ),
)

describe('whatever happens to instances, in whatever order', () => {
  test('the engine never fails, its state stays whole, and what is cancelled leaves no trace', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 60 }), async (happenings) => {
        const engine = await anEngine()
        await engine.deploy(everything, repetitions)
        for (const happening of happenings) {
          await happening(engine)
          expectConsistent(engine.engine)
        }
        const roots = () => engine.engine.inspect.processInstances().filter(({ calledBy }) => calledBy === undefined)
        for (const { key } of roots()) await engine.run('cancelProcessInstance', { processInstanceKey: key })
        // A message that waited for a cancelled instance may have started another.
        await engine.advance(20_000)
        for (const { key } of roots()) await engine.run('cancelProcessInstance', { processInstanceKey: key })
        expect(Object.keys(engine.engine.inspect.rows()).sort()).toEqual([
          'counters',
          'latestProcesses',
          'messageStartSubscriptions',
          'processVersions',
          'processes',
          'resourceUses',
          'resources',
          'startMessages',
        ])
        await engine.dispose()
      }),
      { numRuns: 40 },
    )
  }, 180_000)
})
