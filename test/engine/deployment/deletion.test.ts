import { describe, expect, test } from '@jest/globals'
import type { DeployedResource, Key } from '../../../server/engine/index.ts'
import {
  definitions,
  end,
  file,
  message,
  onMessage,
  path,
  process,
  service,
  start,
  timerEvery,
  userTask,
  xml,
} from '../bpmn.ts'
import { anEngine, type EngineUnderTest } from '../harness.ts'

const plain = (...more: string[]) => file('p', start(), service('a'), path('start', 'a'), ...more)
const startedBy = (definition: string, ...beside: string[]) =>
  definitions(...beside, process('p', start('start', definition), service('a'), path('start', 'a')))
const dmn = (id: string, output: string, decisionId = 'd') =>
  `<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${id}" name="${id}" namespace="test"><decision id="${decisionId}" name="D"><literalExpression><text>${output}</text></literalExpression></decision></definitions>`

function keyOf(resource: DeployedResource | undefined): Key {
  if (!resource) throw new Error('Nothing was deployed')
  if ('process' in resource) return resource.process.processDefinitionKey
  if ('decision' in resource) return resource.decision.decisionKey
  if ('form' in resource) return resource.form.formKey
  return resource.decisionRequirements.decisionRequirementsKey
}
const versionOf = (resource: DeployedResource | undefined) =>
  resource &&
  ('process' in resource ? resource.process.version : 'form' in resource ? resource.form.version : undefined)

const deployed = async (engine: EngineUnderTest, resources: { [name: string]: string }) =>
  (await engine.deployNamed(resources)).deployments
const remove = (engine: EngineUnderTest, resourceKey: Key) => engine.run('deleteResource', { resourceKey })

describe('deleting a process', () => {
  test('takes the version away; the one before is the latest again, and no number is used twice', async () => {
    const engine = await anEngine()
    const [first] = await deployed(engine, { 'p.bpmn': plain() })
    const [second] = await deployed(engine, { 'p.bpmn': plain(end('x')) })
    await remove(engine, keyOf(second))
    expect(await engine.run('createProcessInstance', { bpmnProcessId: 'p' })).toMatchObject({ version: 1 })
    expect(await engine.refused('createProcessInstance', { bpmnProcessId: 'p', version: 2 })).toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await engine.refused('createProcessInstance', { processDefinitionKey: keyOf(second) })).toMatchObject({
      code: 'NOT_FOUND',
    })
    // The bytes of what is the latest now are a duplicate of it, those of the deleted one a new version.
    expect((await deployed(engine, { 'p.bpmn': plain() }))[0]).toEqual(first)
    expect(versionOf((await deployed(engine, { 'p.bpmn': plain(end('x')) }))[0])).toBe(3)
  })

  test('of which no version is left leaves nothing but the number; creating is NOT_FOUND', async () => {
    const engine = await anEngine()
    const [first] = await deployed(engine, { 'p.bpmn': plain() })
    const [second] = await deployed(engine, { 'p.bpmn': plain(end('x')) })
    await remove(engine, keyOf(first))
    await remove(engine, keyOf(second))
    await engine.reopen()
    expect(engine.engine.inspect.rows()).toEqual({ counters: expect.any(Number), retiredProcesses: 1 })
    expect(await engine.refused('createProcessInstance', { bpmnProcessId: 'p' })).toMatchObject({
      code: 'NOT_FOUND',
      reason: "Expected to find process definition with process ID 'p', but none found",
    })
    expect(versionOf((await deployed(engine, { 'p.bpmn': plain() }))[0])).toBe(3)
    expect(engine.engine.inspect.rows()).not.toHaveProperty('retiredProcesses')
  })

  test('with running instances is refused, and works once they have ended', async () => {
    const engine = await anEngine()
    const [only] = await deployed(engine, { 'p.bpmn': plain() })
    const instance = await engine.create('p')
    expect(await engine.refused('deleteResource', { resourceKey: keyOf(only) })).toEqual({
      code: 'INVALID_STATE',
      intent: 'DELETE',
      reason: `Expected to delete resource with key \`${keyOf(only)}\` but there are still running instances`,
    })
    await instance.complete('a')
    await remove(engine, keyOf(only))
    expect(engine.engine.inspect.processDefinitions()).toEqual([])
  })

  test('closes its message and timer start events and opens those of the version before', async () => {
    const engine = await anEngine()
    await deployed(engine, { 'p.bpmn': startedBy(onMessage('old'), message('old')) })
    const [second] = await deployed(engine, { 'p.bpmn': startedBy(timerEvery('R/PT1H')) })
    const [third] = await deployed(engine, { 'p.bpmn': startedBy(onMessage('new'), message('new')) })
    await engine.reopen()
    await remove(engine, keyOf(third))
    expect(engine.engine.inspect.timers()).toHaveLength(1)
    await engine.publish('new', '')
    expect(engine.engine.inspect.processInstances()).toEqual([])
    await remove(engine, keyOf(second))
    expect(engine.engine.inspect.timers()).toEqual([])
    await engine.advance(3_600_000)
    await engine.publish('old', '')
    engine.theInstance().expectWaitingAt('a')
  })

  test('that is not the latest leaves start events as they are', async () => {
    const engine = await anEngine()
    const [first] = await deployed(engine, { 'p.bpmn': startedBy(onMessage('old'), message('old')) })
    await deployed(engine, { 'p.bpmn': startedBy(onMessage('new'), message('new')) })
    await remove(engine, keyOf(first))
    await engine.publish('old', '')
    expect(engine.engine.inspect.processInstances()).toEqual([])
    await engine.publish('new', '')
    engine.theInstance().expectWaitingAt('a')
  })

  test('keeps a resource that another process or version was deployed from', async () => {
    const engine = await anEngine()
    const both = definitions(
      process('p', start(), service('a'), path('start', 'a')),
      process('q', start('begin'), service('b'), path('begin', 'b')),
    )
    const [p] = await deployed(engine, { 'both.bpmn': both })
    await remove(engine, keyOf(p))
    await engine.reopen()
    ;(await engine.create('q')).expectWaitingAt('b')
  })
})

describe('deleting decisions', () => {
  test('takes a DRG with its decisions; the versions before are the latest again and numbers go on from there', async () => {
    const engine = await anEngine()
    await deployed(engine, { 'd.dmn': dmn('g', '1') })
    const [decision, drg] = await deployed(engine, { 'd.dmn': dmn('g', '2') })
    await remove(engine, keyOf(drg))
    await engine.reopen()
    expect(await engine.run('evaluateDecision', { decisionId: 'd' })).toMatchObject({
      decisionOutput: 1,
      decisionVersion: 1,
    })
    expect(await engine.refused('evaluateDecision', { decisionKey: keyOf(decision) })).toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
    expect((await deployed(engine, { 'd.dmn': dmn('g', '3') }))[0]).toMatchObject({ decision: { version: 2 } })
  })

  test('of which none is left leaves nothing', async () => {
    const engine = await anEngine()
    const [, drg] = await deployed(engine, { 'd.dmn': dmn('g', '1') })
    await engine.run('evaluateDecision', { decisionId: 'd' })
    await remove(engine, keyOf(drg))
    expect(engine.engine.inspect.rows()).toEqual({ counters: 2 })
    expect(await engine.refused('evaluateDecision', { decisionId: 'd' })).toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  test('by the key of a decision is NOT_FOUND: it goes with its DRG', async () => {
    const engine = await anEngine()
    const [decision] = await deployed(engine, { 'd.dmn': dmn('g', '1') })
    expect(await engine.refused('deleteResource', { resourceKey: keyOf(decision) })).toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})

describe('deleting a form', () => {
  test('makes the version before the latest; without any, a task that wants it is stuck', async () => {
    const engine = await anEngine()
    const [first] = await deployed(engine, { 'f.form': '{"id":"f","v":1}' })
    const [second] = await deployed(engine, { 'f.form': '{"id":"f","v":2}' })
    await deployed(engine, {
      'p.bpmn': file('p', start(), userTask('u', xml('zeebe:formDefinition', { formId: 'f' })), path('start', 'u')),
    })
    await remove(engine, keyOf(second))
    const instance = await engine.create('p')
    expect(instance.job('io.camunda.zeebe:userTask').headers).toEqual({ 'io.camunda.zeebe:formKey': keyOf(first) })
    await remove(engine, keyOf(first))
    ;(await engine.create('p')).expectIncident('FORM_NOT_FOUND', 'u')
    expect(versionOf((await deployed(engine, { 'f.form': '{"id":"f","v":1}' }))[0])).toBe(3)
  })
})

test.each(['2251799813999999', '123'])('deleting %s, which is no resource, is NOT_FOUND', async (key) => {
  const engine = await anEngine()
  expect(await engine.refused('deleteResource', { resourceKey: key as Key })).toEqual({
    code: 'NOT_FOUND',
    intent: 'DELETE',
    reason: `Expected to delete resource but no resource found with key \`${key}\``,
  })
})
