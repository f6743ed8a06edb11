import { describe, expect, test } from '@jest/globals'
import {
  boundary,
  compensatedBy,
  compensates,
  definitions,
  end,
  escalation,
  eventSubProcess,
  extensions,
  onEscalation,
  path,
  process,
  service,
  start,
  subProcess,
  taskDefinition,
  throwing,
  undoneBy,
  xml,
} from '../bpmn.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'

const calling = (id: string, processId: string, attributes = {}) =>
  xml('bpmn:callActivity', { id, ...attributes }, extensions(xml('zeebe:calledElement', { processId })))
const repeatedOver = (inputCollection: string) =>
  xml(
    'bpmn:multiInstanceLoopCharacteristics',
    {},
    extensions(xml('zeebe:loopCharacteristics', { inputCollection, inputElement: 'item' })),
  )
const codes = [escalation('late', 'LATE'), escalation('lost', 'LOST')]
const kept = (engine: EngineUnderTest) => engine.engine.inspect.rows().compensables ?? 0

/** Completes the jobs of a type, in whatever instance, or the first of them; gives their number. */
async function completeAll(engine: EngineUnderTest, type: string, maxJobsToActivate = 100): Promise<number> {
  const jobs = await engine.activate(type, { maxJobsToActivate })
  for (const { key } of jobs) await engine.run('completeJob', { jobKey: key })
  return jobs.length
}

describe('an escalation out of a called process', () => {
  /** `p` calls `q`, which escalates with the code given; the call activity catches LATE. */
  const called = (interrupting: boolean, thrown: string, ...inChild: string[]) =>
    definitions(
      ...codes,
      process(
        'p',
        start(),
        calling('call', 'q'),
        boundary('caught', 'call', onEscalation('late'), { interrupting }),
        service('after'),
        service('handle'),
        path('start', 'call', 'after'),
        path('caught', 'handle'),
      ),
      process(
        'q',
        start('begin'),
        throwing('throw', onEscalation(thrown)),
        service('a'),
        path('begin', 'throw', 'a'),
        ...inChild,
      ),
    )

  test('is caught at the call activity, without interrupting', async () => {
    const engine = await anEngine()
    await engine.deploy(called(false, 'late'))
    const instance = await engine.create('p')
    instance.expectWaitingAt('call', 'handle')
    expect(await completeAll(engine, 'a')).toBe(1)
    await instance.complete('after')
    await instance.complete('handle')
    instance.expectCompleted()
  })

  test('is caught at the call activity, ending the called process', async () => {
    const engine = await anEngine()
    await engine.deploy(called(true, 'late'))
    const instance = await engine.create('p')
    instance.expectTerminated('call').expectWaitingAt('handle')
    expect(engine.engine.inspect.processInstances()).toHaveLength(1)
  })

  test('is caught there even if the called process is interrupted', async () => {
    const engine = await anEngine()
    const again = eventSubProcess(
      'e',
      onEscalation('lost'),
      { interrupting: true },
      end('again', onEscalation('late')),
      path('e-start', 'again'),
    )
    await engine.deploy(called(true, 'lost', again))
    const instance = await engine.create('p')
    instance.expectTerminated('call').expectWaitingAt('handle')
  })
})

test('an escalation out of a repeated sub-process is caught at its boundary and ends all of them', async () => {
  const engine = await anEngine()
  await engine.deploy(
    definitions(
      ...codes,
      process(
        'p',
        start(),
        xml(
          'bpmn:subProcess',
          { id: 'sub' },
          repeatedOver('=[1, 2]'),
          start('in'),
          service('a'),
          end('throw', onEscalation('late')),
          path('in', 'a', 'throw'),
        ),
        boundary('caught', 'sub', onEscalation('late')),
        service('handle'),
        path('start', 'sub'),
        path('caught', 'handle'),
      ),
    ),
  )
  const instance = await engine.create('p')
  await completeAll(engine, 'a', 1)
  instance.expectWaitingAt('handle')
})

describe('compensation', () => {
  /** `activity` with what undoes it, then `undo`, then `after`; more processes may follow. */
  const undoing = (activities: string[], thrown = compensates(), ...processes: string[]) =>
    definitions(
      process(
        'p',
        start(),
        ...activities,
        throwing('undo', thrown),
        service('after'),
        path('start', 'activity', 'undo', 'after'),
      ),
      ...processes,
    )

  test('counts a repeated activity once, after all of it completed', async () => {
    const engine = await anEngine()
    const activity = xml(
      'bpmn:serviceTask',
      { id: 'activity' },
      extensions(taskDefinition('a')),
      repeatedOver('=[1, 2, 3]'),
    )
    await engine.deploy(undoing([activity, undoneBy('activity', 'reverse')]))
    const instance = await engine.create('p')
    expect(await completeAll(engine, 'a')).toBe(3)
    instance.expectWaitingAt('undo', 'reverse')
    await instance.complete('reverse')
    instance.expectWaitingAt('after')
    expect(kept(engine)).toBe(0)
  })

  test('reaches what completed in each instance of a repeated sub-process', async () => {
    const engine = await anEngine()
    const activity = xml(
      'bpmn:subProcess',
      { id: 'activity' },
      repeatedOver('=[1, 2]'),
      start('in'),
      service('a'),
      undoneBy('a'),
      path('in', 'a'),
    )
    await engine.deploy(undoing([activity], compensates('activity')))
    const instance = await engine.create('p')
    await completeAll(engine, 'a')
    instance.expectWaitingAt('undo', 'undo-a', 'undo-a')
    await completeAll(engine, 'undo-a')
    instance.expectWaitingAt('after')
  })

  test('waits for all of a repeated handler', async () => {
    const engine = await anEngine()
    const handler = xml(
      'bpmn:serviceTask',
      { id: 'h', isForCompensation: true },
      extensions(taskDefinition('h')),
      repeatedOver('=[1, 2]'),
    )
    await engine.deploy(undoing([service('activity'), compensatedBy('activity', 'h', handler)]))
    const instance = await engine.create('p')
    await instance.complete('activity')
    instance.expectWaitingAt('undo', 'h', 'h', 'h')
    await completeAll(engine, 'h', 1)
    instance.expectWaitingAt('undo', 'h', 'h')
    await completeAll(engine, 'h')
    instance.expectWaitingAt('after')
  })

  test('does not reach into a called process, but undoes the call; a handler may be a call', async () => {
    const engine = await anEngine()
    await engine.deploy(
      undoing(
        [
          calling('activity', 'q'),
          compensatedBy('activity', 'reverse', calling('reverse', 'r', { isForCompensation: true })),
        ],
        compensates(),
        process('q', start('begin-q'), service('a'), undoneBy('a'), path('begin-q', 'a')),
        process('r', start('begin-r'), service('b'), path('begin-r', 'b')),
      ),
    )
    const instance = await engine.create('p')
    await completeAll(engine, 'a')
    instance.expectWaitingAt('undo', 'reverse')
    expect(await completeAll(engine, 'undo-a')).toBe(0)
    await completeAll(engine, 'b')
    instance.expectWaitingAt('after')
    expect(kept(engine)).toBe(0)
  })

  test('forgets what completed in repeated sub-processes that are cut short', async () => {
    const engine = await anEngine()
    const repeated = xml(
      'bpmn:subProcess',
      { id: 'repeated' },
      repeatedOver('=[1, 2]'),
      start('in'),
      service('a'),
      undoneBy('a'),
      service('b'),
      path('in', 'a', 'b'),
    )
    await engine.deploy(undoing([subProcess('activity', start('in1'), repeated, path('in1', 'repeated'))]))
    const instance = await engine.create('p')
    await completeAll(engine, 'a')
    await completeAll(engine, 'b', 1)
    // Two of `a` and the one instance of `repeated` that completed.
    expect(kept(engine)).toBe(3)
    await instance.cancel()
    expect(kept(engine)).toBe(0)
  })
})
