import { describe, test } from '@jest/globals'
import {
  boundary,
  definitions,
  end,
  escalation,
  eventSubProcess,
  extensions,
  mappings,
  onEscalation,
  path,
  process,
  service,
  start,
  subProcess,
  throwing,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const codes = [escalation('late', 'LATE'), escalation('lost', 'LOST'), escalation('any'), escalation('told', '=code')]

/** A sub-process `sub` that escalates at `throw` and goes on to `a`; what else stands in it and around it is given. */
const escalating = (within: string[], around: string[], reference = 'late') =>
  definitions(
    ...codes,
    process(
      'p',
      start(),
      subProcess(
        'sub',
        start('in'),
        throwing('throw', onEscalation(reference)),
        service('a'),
        path('in', 'throw', 'a'),
        ...within,
      ),
      service('after'),
      path('start', 'sub', 'after'),
      ...around,
    ),
  )
const caughtAt = (id: string, reference: string | undefined, interrupting: boolean) => [
  boundary(id, 'sub', onEscalation(reference), { interrupting }),
  service(`${id}-task`),
  path(id, `${id}-task`),
]
const caughtWithin = (id: string, reference: string | undefined, interrupting: boolean) =>
  eventSubProcess(
    id,
    onEscalation(reference),
    { interrupting },
    service(`${id}-task`),
    path(`${id}-start`, `${id}-task`),
  )

describe('an escalation throw event', () => {
  test('goes on while what does not interrupt runs beside it', async () => {
    const engine = await anEngine()
    await engine.deploy(escalating([], caughtAt('b', 'late', false)))
    const instance = await engine.create('p')
    instance.expectPassed('throw', 'b')
    instance.expectWaitingAt('sub', 'a', 'b-task')
    await engine.reopen()
    await instance.complete('a')
    await instance.complete('b-task')
    instance.expectWaitingAt('after')
  })

  test('does not complete when what catches it interrupts', async () => {
    const engine = await anEngine()
    await engine.deploy(escalating([], caughtAt('b', 'late', true)))
    const instance = await engine.create('p')
    instance.expectTerminated('throw', 'sub').expectPassed('b').expectWaitingAt('b-task')
  })

  test('is ignored where nothing catches it', async () => {
    const engine = await anEngine()
    await engine.deploy(escalating([], caughtAt('b', 'lost', true)))
    const instance = await engine.create('p')
    instance.expectPassed('throw').expectWaitingAt('sub', 'a')
  })

  test('takes its code from an expression', async () => {
    const engine = await anEngine()
    await engine.deploy(escalating([], [...caughtAt('b', 'late', false), ...caughtAt('c', 'lost', false)], 'told'))
    ;(await engine.create('p', { code: 'LOST' })).expectWaitingAt('sub', 'a', 'c-task')
    ;(await engine.create('p', { code: 'LATE' })).expectWaitingAt('sub', 'a', 'b-task')
    const stuck = await engine.create('p', { code: 1 })
    stuck.expectIncident('EXTRACT_VALUE_ERROR', 'throw', /to be 'STRING', but was 'NUMBER'/)
  })

  test('applies its output mappings; the escalation carries no variables', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        ...codes,
        process(
          'p',
          start(),
          subProcess(
            'sub',
            start('in'),
            throwing('throw', onEscalation('late'), extensions(mappings({ outputs: { said: '="yes"' } }))),
            path('in', 'throw'),
          ),
          ...caughtAt('b', 'late', false),
          path('start', 'sub'),
        ),
      ),
    )
    const instance = await engine.create('p')
    instance.expectWaitingAt('b-task').expectVariables({ said: 'yes' })
  })
})

describe('an escalation end event', () => {
  test.each([
    [false, ['sub', 'end', 'b'], ['b-task', 'after']],
    [true, ['b'], ['b-task']],
  ])('caught by what interrupts: %s', async (interrupting, passed, waiting) => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        ...codes,
        process(
          'p',
          start(),
          subProcess('sub', start('in'), end('end', onEscalation('late')), path('in', 'end')),
          ...caughtAt('b', 'late', interrupting),
          service('after'),
          path('start', 'sub', 'after'),
        ),
      ),
    )
    const instance = await engine.create('p')
    instance.expectPassed(...(interrupting ? passed : ['end', 'b', 'sub'])).expectWaitingAt(...waiting)
  })
})

describe('what catches an escalation', () => {
  test('is an exact code before a catch-all in one scope', async () => {
    const engine = await anEngine()
    await engine.deploy(escalating([], [...caughtAt('b', undefined, false), ...caughtAt('c', 'late', false)]))
    ;(await engine.create('p')).expectWaitingAt('sub', 'a', 'c-task')
  })

  test.each([['any'], [undefined]])('is a catch-all (%s) if no code is exact', async (reference) => {
    const engine = await anEngine()
    await engine.deploy(escalating([], [...caughtAt('b', reference, false), ...caughtAt('c', 'lost', false)]))
    ;(await engine.create('p')).expectWaitingAt('sub', 'a', 'b-task')
  })

  test('is the inner event sub-process before the boundary event of the same code', async () => {
    const engine = await anEngine()
    await engine.deploy(escalating([caughtWithin('e', 'late', false)], caughtAt('b', 'late', false)))
    ;(await engine.create('p')).expectWaitingAt('sub', 'e', 'a', 'e-task')
  })

  test('is an exact code at the boundary before a catch-all in the event sub-process', async () => {
    const engine = await anEngine()
    await engine.deploy(escalating([caughtWithin('e', undefined, false)], caughtAt('b', 'late', false)))
    ;(await engine.create('p')).expectWaitingAt('sub', 'a', 'b-task')
  })

  test('is the nearest scope, even where one further out has the exact code', async () => {
    const engine = await anEngine()
    await engine.deploy(escalating([], [...caughtAt('b', undefined, false), caughtWithin('e', 'late', false)]))
    ;(await engine.create('p')).expectWaitingAt('sub', 'a', 'b-task')
  })

  test('is an event sub-process of the process, interrupting all of it', async () => {
    const engine = await anEngine()
    await engine.deploy(escalating([], [caughtWithin('e', 'late', true)]))
    const instance = await engine.create('p')
    instance.expectTerminated('throw', 'sub').expectWaitingAt('e', 'e-task')
    await instance.complete('e-task')
    instance.expectCompleted()
  })
})

describe('an escalation out of an interrupted scope', () => {
  /** `e` interrupts `sub` and escalates itself, with another code. */
  const escalatingAgain = (around: string[]) =>
    escalating(
      [
        eventSubProcess(
          'e',
          onEscalation('late'),
          { interrupting: true },
          throwing('again', onEscalation('lost')),
          service('e-task'),
          path('e-start', 'again', 'e-task'),
        ),
      ],
      around,
    )

  test('is caught at the boundary of that scope', async () => {
    const engine = await anEngine()
    await engine.deploy(escalatingAgain(caughtAt('b', 'lost', true)))
    ;(await engine.create('p')).expectTerminated('again', 'e', 'sub').expectWaitingAt('b-task')
  })

  test('is not caught above that scope', async () => {
    const engine = await anEngine()
    await engine.deploy(escalatingAgain([caughtWithin('outer', 'lost', true)]))
    ;(await engine.create('p')).expectPassed('again').expectWaitingAt('sub', 'e', 'e-task')
  })

  test('waits in vain where its own event sub-process would catch it again', async () => {
    const engine = await anEngine()
    await engine.deploy(
      escalating(
        [
          eventSubProcess(
            'e',
            onEscalation('late'),
            { interrupting: true },
            throwing('again', onEscalation('late')),
            path('e-start', 'again'),
          ),
        ],
        [],
      ),
    )
    const instance = await engine.create('p')
    instance.expectWaitingAt('sub', 'e', 'again')
    await instance.cancel()
  })
})
