import { describe, expect, test } from '@jest/globals'
import type { Key } from '../../../server/engine/index.ts'
import fc from '../../support/properties.ts'
import {
  boundary,
  catching,
  compensates,
  definitions,
  end,
  error,
  escalation,
  eventBased,
  eventSubProcess,
  exclusive,
  extensions,
  flow,
  link,
  mappings,
  onError,
  onEscalation,
  onSignal,
  parallel,
  path,
  process,
  service,
  signal,
  start,
  subProcess,
  throwing,
  timerAfter,
  undoneBy,
} from '../bpmn.ts'
import { expectConsistent } from '../consistency.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'

/** A process in which signals, escalations, links and compensation meet branches, loops and interruptions. */
const everything = definitions(
  signal('s'),
  signal('t'),
  signal('named', '=name'),
  signal('quit'),
  escalation('x', 'X'),
  escalation('y', 'Y'),
  escalation('any'),
  error('e', 'E'),
  process(
    'p',
    start(),
    start('by-signal', onSignal('t')),
    exclusive('merge'),
    parallel('fork'),
    subProcess(
      'part',
      start('s2'),
      parallel('fork2'),
      service('a'),
      undoneBy('a'),
      service('b', {}, mappings({ outputs: { name: '=assert(name, name != null)' } })),
      undoneBy('b'),
      throwing('beside', onEscalation('x')),
      end('over', onEscalation('y')),
      exclusive('choice', 'choice-over'),
      subProcess('inner', start('s3'), service('c'), undoneBy('c'), path('s3', 'c')),
      undoneBy('inner'),
      path('s2', 'fork2', 'a', 'beside', 'inner', 'choice', 'over'),
      flow('choice', 'a', '=more'),
      path('fork2', 'b'),
      eventSubProcess(
        'mend',
        onError('e'),
        { interrupting: true },
        service('d'),
        undoneBy('d'),
        end('undo-around', compensates()),
        path('mend-start', 'd', 'undo-around'),
      ),
      eventSubProcess(
        'hear',
        onSignal('s'),
        { interrupting: false },
        throwing('take-back', compensates('a'), extensions(mappings({ outputs: { undone: '=true' } }))),
        path('hear-start', 'take-back'),
      ),
    ),
    boundary('part-beside', 'part', onEscalation('any'), { interrupting: false }),
    boundary('part-over', 'part', onEscalation('y')),
    service('f'),
    eventBased('wait'),
    catching('heard', onSignal('named')),
    catching('late', timerAfter('PT30S')),
    throwing('away', link('L')),
    catching('here', link('L')),
    throwing('undo', compensates()),
    end('tell', extensions(mappings({ inputs: { more: '=false' } })), onSignal('s')),
    path('start', 'merge', 'fork', 'part', 'away'),
    path('here', 'undo', 'tell'),
    path('fork', 'wait', 'heard', 'away'),
    path('wait', 'late', 'away'),
    path('by-signal', 'merge'),
    path('part-beside', 'f', 'tell'),
    path('part-over', 'undo'),
    eventSubProcess('end-all', onSignal('quit'), { interrupting: true }, service('z'), path('end-all-start', 'z')),
  ),
)

type Step = (engine: EngineUnderTest) => Promise<void>

function pick<Item>(items: Item[], n: number): Item | undefined {
  return items.length === 0 ? undefined : items[n % items.length]
}

/** Commands may be refused; they must never fail inside the engine. */
async function attempt(engine: EngineUnderTest, ...[name, request]: Parameters<EngineUnderTest['engine']['execute']>) {
  const result = await engine.engine.execute(name, request)
  if (!result.ok) expect(result.rejection.code).not.toBe('PROCESSING_ERROR')
}

async function onJob(engine: EngineUnderTest, n: number, run: (jobKey: Key) => Promise<unknown>): Promise<void> {
  const job = pick(engine.engine.inspect.jobs(), n)
  if (job) await run(job.key)
}

const number = fc.nat(1000)
const variables = fc.record({ more: fc.boolean(), name: fc.constantFrom('n', 'n', 's') })
const complete = fc.tuple(number, variables).map(
  ([n, given]): Step =>
    (engine) =>
      onJob(engine, n, (jobKey) => attempt(engine, 'completeJob', { jobKey, variables: given })),
)
const steps: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: complete, weight: 15 },
  variables.map(
    (given): Step =>
      (engine) =>
        attempt(engine, 'createProcessInstance', { bpmnProcessId: 'p', variables: given }),
  ),
  number.map(
    (n): Step =>
      (engine) =>
        onJob(engine, n, (jobKey) => attempt(engine, 'throwError', { jobKey, errorCode: 'E' })),
  ),
  fc.tuple(fc.constantFrom('s', 's', 't', 'n', 'n', 'n', 'quit'), variables).map(
    ([signalName, given]): Step =>
      (engine) =>
        attempt(engine, 'broadcastSignal', { signalName, variables: given }),
  ),
  fc.constant<Step>((engine) => engine.advance(20_000)),
  number.map(
    (n): Step =>
      async (engine) => {
        const incident = pick(engine.engine.inspect.incidents(), n)
        if (incident) await attempt(engine, 'resolveIncident', { incidentKey: incident.key })
      },
  ),
  number.map(
    (n): Step =>
      async (engine) => {
        const root = pick(engine.engine.inspect.processInstances(), n)
        if (root && n % 8 === 0) await attempt(engine, 'cancelProcessInstance', { processInstanceKey: root.key })
      },
  ),
  number.map(
    (n): Step =>
      (engine) =>
        n % 8 === 0 ? engine.reopen() : Promise.resolve(),
  ),
)

describe('whatever is thrown and caught, in whatever order', () => {
  test('the engine never fails, its state stays whole, and what is cancelled leaves no trace', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 20, maxLength: 80, size: 'max' }), async (happenings) => {
        const engine = await anEngine()
        await engine.deploy(everything)
        await engine.create('p', { more: true, name: 'n' })
        for (const happening of happenings) {
          await happening(engine)
          expectConsistent(engine.engine)
        }
        for (const { key } of engine.engine.inspect.processInstances())
          await engine.run('cancelProcessInstance', { processInstanceKey: key })
        expect(Object.keys(engine.engine.inspect.rows()).sort()).toEqual([
          'counters',
          'latestProcesses',
          'processVersions',
          'processes',
          'resourceUses',
          'resources',
          'signalSubscriptions',
          'startSignals',
        ])
        await engine.dispose()
      }),
      { numRuns: 40 },
    )
  }, 180_000)
})
