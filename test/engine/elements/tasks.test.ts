import { describe, expect, test } from '@jest/globals'
import {
  boundary,
  end,
  extensions,
  file,
  headers,
  mappings,
  path,
  service,
  start,
  taskDefinition,
  timerAfter,
  userTask,
  xml,
} from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const onlyDefinitions = {
  counters: 2,
  resources: 1,
  resourceUses: 1,
  processes: 1,
  latestProcesses: 1,
  processVersions: 1,
}

describe('a service task', () => {
  test('waits for its job and goes on when that is completed', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file('order', start(), service('pack'), service('send'), end(), path('start', 'pack', 'send', 'end')),
    )
    const order = await engine.create('order', { weight: 3 })
    order.expectWaitingAt('pack')
    await order.complete('pack', { parcel: 7 })
    order.expectWaitingAt('send').expectVariables({ weight: 3, parcel: 7 })
    await order.complete('send')
    order.expectCompleted().expectPassed('start', 'pack', 'send', 'end', 'order')
  })

  test('leaves no trace when its instance has finished', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'order',
        start(),
        service('pack', {}, mappings({ inputs: { a: '=1' } })),
        boundary('late', 'pack', timerAfter('PT1H')),
        end(),
        path('start', 'pack', 'end'),
        path('late', 'end'),
      ),
    )
    await (await engine.create('order', { weight: 3 })).complete('pack', { parcel: 7 })
    await (await engine.create('order')).cancel()
    expect(engine.engine.inspect.rows()).toEqual(onlyDefinitions)
  })

  test('evaluates type and retries of its job; retries are 3 unless it says otherwise', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        service('a', { type: '="job-" + kind', retries: '=2 + 3' }),
        service('b'),
        path('start', 'a', 'b'),
      ),
    )
    const instance = await engine.create('p', { kind: 'x' })
    expect(instance.job('job-x')).toMatchObject({ retries: 5, state: 'ACTIVATABLE' })
    await instance.complete('job-x')
    expect(instance.job('b')).toMatchObject({ retries: 3 })
  })

  test('is stuck with EXTRACT_VALUE_ERROR when the type is no string or the retries no number', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file('type', start(), service('a', { type: '=kind' }), path('start', 'a')),
      file('retries', start(), service('a', { retries: 'many' }), path('start', 'a')),
      file('number', start(), service('a', { type: '123' }), path('start', 'a')),
    )
    const typed = await engine.create('type')
    typed.expectIncident(
      'EXTRACT_VALUE_ERROR',
      'a',
      "Expected result of the expression 'kind' to be 'STRING', but was 'NULL'. The evaluation reported the following warnings:\n[NO_VARIABLE_FOUND] No variable found with name 'kind'",
    )
    await typed.set({ kind: 'x' })
    await typed.resolve()
    typed.expectWaitingAt('a')
    expect(typed.incidents()).toEqual([])
    expect(typed.job('x').retries).toBe(3)
    ;(await engine.create('retries')).expectIncident(
      'EXTRACT_VALUE_ERROR',
      'a',
      "Expected result of the expression 'many' to be 'NUMBER', but was 'STRING'.",
    )
    ;(await engine.create('number')).expectIncident('EXTRACT_VALUE_ERROR', 'a', /to be 'STRING', but was 'NUMBER'/)
  })

  test('hands its headers over; those with an empty key or value are dropped', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file('p', start(), service('a', {}, headers({ kind: 'letter', empty: '', '': 'x' })), path('start', 'a')),
    )
    await engine.create('p')
    const [job] = await engine.activate('a')
    expect(job?.customHeaders).toEqual({ kind: 'letter' })
  })

  test('without outgoing flow ends its path; with several all are taken in document order', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file('p', start(), service('a'), service('b'), service('c'), path('start', 'a', 'c'), path('a', 'b')),
    )
    const instance = await engine.create('p')
    await instance.complete('a')
    instance.expectWaitingAt('c', 'b')
    await instance.complete('b')
    instance.expectWaitingAt('c')
    await instance.complete('c')
    instance.expectCompleted()
  })
})

describe('other tasks', () => {
  test('a manual and an undefined task pass through; their mappings do not run', async () => {
    const engine = await anEngine()
    const withMapping = extensions(mappings({ outputs: { seen: '=true' } }))
    await engine.deploy(
      file(
        'p',
        start(),
        xml('bpmn:manualTask', { id: 'by-hand' }, withMapping),
        xml('bpmn:task', { id: 'note' }, withMapping),
        boundary('late', 'note', timerAfter('PT0S')),
        service('a'),
        path('start', 'by-hand', 'note', 'a'),
        path('late', 'a'),
      ),
    )
    const instance = await engine.create('p')
    instance.expectWaitingAt('a').expectPassed('by-hand', 'note').expectVariables({})
    expect(engine.engine.inspect.timers()).toEqual([])
  })

  test('a send task is a job', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file('p', start(), xml('bpmn:sendTask', { id: 's' }, extensions(taskDefinition('mail'))), path('start', 's')),
    )
    const instance = await engine.create('p')
    await instance.complete('mail')
    instance.expectCompleted()
  })

  test('a script task puts the result of its expression under its variable', async () => {
    const engine = await anEngine()
    const script = (resultVariable: string, expression: string) =>
      xml('bpmn:scriptTask', { id: 's' }, extensions(xml('zeebe:script', { expression, resultVariable })))
    await engine.deploy(file('p', start(), script('total', '=sum(parts)'), service('a'), path('start', 's', 'a')))
    const instance = await engine.create('p', { parts: [1, 2, 3] })
    instance.expectWaitingAt('a').expectVariables({ parts: [1, 2, 3], total: 6 })
  })

  test('a script task may be a job', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file('p', start(), xml('bpmn:scriptTask', { id: 's' }, extensions(taskDefinition('run'))), path('start', 's')),
    )
    ;(await engine.create('p')).expectWaitingAt('s').job('run')
  })

  test('a failing script is an incident, and runs again when that is resolved', async () => {
    const engine = await anEngine()
    await engine.deploy(
      file(
        'p',
        start(),
        xml(
          'bpmn:scriptTask',
          { id: 's' },
          extensions(xml('zeebe:script', { expression: '=assert(x, x != null, "no x")', resultVariable: 'y' })),
        ),
        path('start', 's'),
      ),
    )
    const instance = await engine.create('p')
    instance.expectIncident('EXTRACT_VALUE_ERROR', 's', /no x/)
    await instance.set({ x: 1 })
    await instance.resolve()
    instance.expectCompleted()
  })
})

describe('a user task', () => {
  const job = async (content: string[], variables = {}) => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), userTask('review', ...content), path('start', 'review')))
    const instance = await engine.create('p', variables)
    return { engine, instance, job: () => instance.job('io.camunda.zeebe:userTask') }
  }

  test('is a job io.camunda.zeebe:userTask with one try and, where nothing is set, no headers', async () => {
    const task = await job([])
    expect(task.job()).toMatchObject({ retries: 1, headers: {} })
    await task.instance.complete('io.camunda.zeebe:userTask', { outcome: 'ok' })
    task.instance.expectCompleted()
  })

  test('says in its headers who may do it, until when, and with which form', async () => {
    const task = await job(
      [
        xml('zeebe:assignmentDefinition', {
          assignee: '=who',
          candidateGroups: 'clerks, heads',
          candidateUsers: '=["an", "binh"]',
        }),
        xml('zeebe:taskSchedule', { dueDate: '=date and time(due)', followUpDate: '2017-08-20T08:00:00+07:00' }),
        xml('zeebe:formDefinition', { formKey: 'forms/review' }),
        headers({ limit: '4 working-hours' }),
      ],
      { who: 'an', due: '2017-09-01T17:00:00+07:00' },
    )
    expect(task.job().headers).toEqual({
      'io.camunda.zeebe:assignee': 'an',
      'io.camunda.zeebe:candidateGroups': '["clerks","heads"]',
      'io.camunda.zeebe:candidateUsers': '["an","binh"]',
      'io.camunda.zeebe:dueDate': '2017-09-01T17:00:00+07:00',
      'io.camunda.zeebe:followUpDate': '2017-08-20T08:00:00+07:00',
      'io.camunda.zeebe:formKey': 'forms/review',
      limit: '4 working-hours',
    })
  })

  test('leaves null and empty dates out', async () => {
    const task = await job([xml('zeebe:taskSchedule', { dueDate: '=due', followUpDate: '=""' })])
    expect(task.job().headers).toEqual({})
  })

  test('is stuck on a null assignee or candidate list', async () => {
    const assigned = await job([xml('zeebe:assignmentDefinition', { assignee: '=who' })])
    assigned.instance.expectIncident('EXTRACT_VALUE_ERROR', 'review', /'who' to be 'STRING', but was 'NULL'/)
    const grouped = await job([xml('zeebe:assignmentDefinition', { candidateGroups: '=groups' })])
    grouped.instance.expectIncident('EXTRACT_VALUE_ERROR', 'review', /'groups' to be 'ARRAY', but was 'NULL'/)
    const mixed = await job([xml('zeebe:assignmentDefinition', { candidateGroups: '=["a", 1]' })])
    mixed.instance.expectIncident('EXTRACT_VALUE_ERROR', 'review', /containing at least one non-'STRING' item/)
  })

  test('names the key of the latest form of a formId, and is stuck while there is none', async () => {
    const task = await job([xml('zeebe:formDefinition', { formId: 'review-form' })])
    task.instance.expectIncident('FORM_NOT_FOUND', 'review', /review-form/)
    const { deployments } = await task.engine.deployNamed({ 'review.form': '{"id":"review-form"}' })
    await task.instance.resolve()
    const [form] = deployments
    expect(task.job().headers).toEqual({
      'io.camunda.zeebe:formKey': form && 'form' in form ? form.form.formKey : undefined,
    })
  })
})
