import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Key } from '../../../server/engine/index.ts'
import {
  boundary,
  calls,
  catching,
  definitions,
  end,
  error,
  eventBased,
  eventSubProcess,
  exclusive,
  extensions,
  flow,
  inclusive,
  mappings,
  message,
  onError,
  onMessage,
  parallel,
  path,
  process,
  receive,
  repeated,
  service,
  start,
  subProcess,
  terminates,
  timerAfter,
  timerEvery,
} from '../bpmn.ts'
import { expectConsistent } from '../consistency.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'

/** A process with all that can happen to one: branches, loops, waits, interruptions, errors, faults. */
const everything = definitions(
  message('m', '=code'),
  message('n', '=code'),
  message('begin'),
  error('e', 'E'),
  error('f', 'F'),
  process(
    'p',
    start(),
    start('by-message', onMessage('begin')),
    exclusive('merge'),
    parallel('fork'),
    service('a', {}, mappings({ inputs: { need: '=assert(ok, ok)' }, outputs: { got: '=assert(ok, ok)' } })),
    boundary('a-error', 'a', onError('e')),
    boundary('a-late', 'a', timerAfter('PT30S')),
    subProcess(
      'part',
      start('s2'),
      service('b'),
      boundary('b-news', 'b', onMessage('n'), { interrupting: false }),
      exclusive('choice', 'choice-f'),
      end('failed', onError('f')),
      end('stop', terminates()),
      service('c'),
      path('s2', 'b', 'choice'),
      flow('choice', 'stop', '=ok', 'choice-s'),
      flow('choice', 'failed', undefined, 'choice-f'),
      path('b-news', 'c'),
      eventSubProcess('mend', onError('f'), { interrupting: true }, service('d'), path('mend-start', 'd')),
      eventSubProcess(
        'remind',
        timerEvery('R/PT20S'),
        { interrupting: false },
        service('c2', { type: 'c' }),
        path('remind-start', 'c2'),
      ),
    ),
    boundary('part-any', 'part', onError()),
    parallel('join'),
    eventBased('wait'),
    catching('answered', onMessage('m'), extensions(mappings({ outputs: { text: '=1' } }))),
    catching('late', timerAfter('PT45S')),
    receive('again', 'm'),
    end(),
    path('start', 'merge', 'fork', 'a', 'join', 'wait', 'answered', 'again', 'end'),
    path('fork', 'part', 'join'),
    path('wait', 'late', 'end'),
    path('by-message', 'merge'),
    path('a-error', 'join'),
    path('a-late', 'end'),
    path('part-any', 'join'),
    eventSubProcess('withdrawal', onMessage('n'), { interrupting: true }, service('z'), path('withdrawal-start', 'z')),
  ),
)

/** Repetitions of calls within a sub-process, beside a sequential loop, with faults, errors and interruptions. */
const repetitions = definitions(
  message('m', '=code'),
  error('e', 'E'),
  error('f', 'F'),
  process(
    'r',
    start('r-start'),
    inclusive('r-fork'),
    repeated(
      subProcess(
        'each',
        start('each-start'),
        repeated(calls('call', { processId: '=if ok then "called" else null' }), {
          inputCollection: '=[1, 2]',
          completionCondition: '=ok and loopCounter = 2',
        }),
        boundary('call-error', 'call', onError('e')),
        service('c3', { type: 'c' }),
        path('each-start', 'call', 'c3'),
        path('call-error', 'c3'),
        eventSubProcess('each-mend', onError('f'), {}, service('d3', { type: 'd' }), path('each-mend-start', 'd3')),
      ),
      {
        inputCollection: '=if ok then [code, "y"] else code',
        inputElement: 'item',
        outputCollection: 'items',
        outputElement: '=item',
        completionCondition: '=ok',
      },
    ),
    boundary('each-late', 'each', timerAfter('PT40S'), { interrupting: false }),
    boundary('each-stop', 'each', onMessage('m')),
    repeated(service('c4', { type: 'c' }), {
      inputCollection: '=[1, 2, 3]',
      sequential: true,
      outputCollection: 'got',
      outputElement: '=assert(ok, ok)',
    }),
    end('r-end'),
    flow('r-fork', 'each', '=ok', 'fork-each'),
    flow('r-fork', 'c4', '=code = "x"', 'fork-c4'),
    path('r-start', 'r-fork'),
    path('each', 'r-end'),
    path('each-late', 'r-end'),
    path('each-stop', 'c4', 'r-end'),
  ),
  process(
    'called',
    start('called-start'),
    service('c5', { type: 'c' }),
    exclusive('called-choice', 'called-bad'),
    end('called-end'),
    end('called-failed', onError('f')),
    path('called-start', 'c5', 'called-choice'),
    flow('called-choice', 'called-end', '=ok', 'called-good'),
    flow('called-choice', 'called-failed', undefined, 'called-bad'),
  ),
)

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
