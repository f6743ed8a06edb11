import { describe, expect, test } from '@jest/globals'
import type { DeployedResource } from '../../../server/engine/index.ts'
import { definitions, end, file, path, process, service, start, xml } from '../bpmn.ts'
import { anEngine } from '../harness.ts'

const simple = (...more: string[]) => file('p', start(), service('a'), path('start', 'a'), ...more)

const dmn = (id: string, output: string, decisionId = `${id}-d`) =>
  `<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${id}" name="${id} name" namespace="test"><decision id="${decisionId}" name="D"><literalExpression><text>${output}</text></literalExpression></decision></definitions>`

function versions(deployments: DeployedResource[]): string[] {
  return deployments.map((one) => {
    if ('process' in one) return `process ${one.process.bpmnProcessId} ${one.process.version}`
    if ('decision' in one) return `decision ${one.decision.dmnDecisionId} ${one.decision.version}`
    if ('form' in one) return `form ${one.form.formId} ${one.form.version}`
    return `drg ${one.decisionRequirements.dmnDecisionRequirementsId} ${one.decisionRequirements.version}`
  })
}

describe('a deployment', () => {
  test('answers processes, decisions, decision requirements and forms, in this order', async () => {
    const engine = await anEngine()
    const { key, deployments } = await engine.deployNamed({
      'f.form': '{"id":"f"}',
      'd.dmn': dmn('g', '1'),
      'p.bpmn': simple(),
      'q.xml': file('q', start()),
    })
    expect(versions(deployments)).toEqual(['process p 1', 'process q 1', 'decision g-d 1', 'drg g 1', 'form f 1'])
    expect(key).toMatch(/^\d{16}$/)
    expect(deployments[0]).toEqual({
      process: {
        bpmnProcessId: 'p',
        version: 1,
        processDefinitionKey: expect.stringMatching(/^\d{16}$/),
        resourceName: 'p.bpmn',
      },
    })
    expect(deployments[2]).toMatchObject({
      decision: { dmnDecisionName: 'D', dmnDecisionRequirementsId: 'g' },
    })
    expect(deployments[3]).toMatchObject({
      decisionRequirements: { dmnDecisionRequirementsName: 'g name', resourceName: 'd.dmn' },
    })
  })

  test('of the same id, name and bytes as the latest version gives the same key and version; the deployment gets a new key', async () => {
    const engine = await anEngine()
    const resources = { 'p.bpmn': simple(), 'f.form': '{"id":"f"}', 'd.dmn': dmn('g', '1') }
    const first = await engine.deployNamed(resources)
    const second = await engine.deployNamed(resources)
    expect(second.deployments).toEqual(first.deployments)
    expect(second.key).not.toBe(first.key)
  })

  test('of other bytes or another name is the next version; going back to older bytes too', async () => {
    const engine = await anEngine()
    await engine.deployNamed({ 'p.bpmn': simple() })
    expect(versions((await engine.deployNamed({ 'p.bpmn': simple(end('x')) })).deployments)).toEqual(['process p 2'])
    expect(versions((await engine.deployNamed({ 'p.bpmn': simple() })).deployments)).toEqual(['process p 3'])
    expect(versions((await engine.deployNamed({ 'other.bpmn': simple() })).deployments)).toEqual(['process p 4'])
  })

  test('of a DRG whose decision has gone to another DRG is a new version', async () => {
    const engine = await anEngine()
    await engine.deployNamed({ 'd.dmn': dmn('g', '1', 'shared') })
    await engine.deployNamed({ 'e.dmn': dmn('h', '2', 'shared') })
    const { deployments } = await engine.deployNamed({ 'd.dmn': dmn('g', '1', 'shared') })
    expect(versions(deployments)).toEqual(['decision shared 3', 'drg g 2'])
  })

  test('deploys each executable process of a file; others are neither deployed nor checked', async () => {
    const engine = await anEngine()
    const source = definitions(
      process('p', start()),
      process('q', start('q-start')),
      xml('bpmn:process', { id: 'sketch', isExecutable: false }, xml('bpmn:complexGateway', { id: 'g' })),
    )
    expect(versions((await engine.deploy(source)).deployments)).toEqual(['process p 1', 'process q 1'])
  })

  test('ignores collaborations, lanes, data objects, data stores, texts and groups', async () => {
    const engine = await anEngine()
    await engine.deploy(
      definitions(
        xml('bpmn:collaboration', { id: 'c' }, xml('bpmn:participant', { id: 'pp', processRef: 'p' })),
        xml('bpmn:dataStore', { id: 'store' }),
        process(
          'p',
          xml('bpmn:laneSet', { id: 'ls' }, xml('bpmn:lane', { id: 'l' }, '<bpmn:flowNodeRef>a</bpmn:flowNodeRef>')),
          start(),
          service('a'),
          path('start', 'a'),
          xml('bpmn:dataObject', { id: 'o' }),
          xml('bpmn:dataObjectReference', { id: 'or', dataObjectRef: 'o' }),
          xml('bpmn:dataStoreReference', { id: 'sr', dataStoreRef: 'store' }),
          xml('bpmn:textAnnotation', { id: 't' }, '<bpmn:text>x</bpmn:text>'),
          xml('bpmn:group', { id: 'g' }),
          xml('bpmn:association', { id: 'as', sourceRef: 'a', targetRef: 't' }),
        ),
      ),
    )
    ;(await engine.create('p')).expectWaitingAt('a')
  })

  test('leaves running instances on their version', async () => {
    const engine = await anEngine()
    await engine.deploy(file('p', start(), service('a'), service('old'), path('start', 'a', 'old')))
    const instance = await engine.create('p')
    await engine.deploy(file('p', start(), service('a'), service('new'), path('start', 'a', 'new')))
    await instance.complete('a')
    instance.expectWaitingAt('old')
  })

  test('without resources is refused', async () => {
    const engine = await anEngine()
    expect(await engine.refused('deployResource', { resources: [] })).toEqual({
      code: 'INVALID_ARGUMENT',
      intent: 'CREATE',
      reason: 'Expected to deploy at least one resource, but none given',
    })
  })

  test('is atomic: one faulty resource and nothing is deployed; the faults of all are told', async () => {
    const engine = await anEngine()
    const content = (text: string) => new TextEncoder().encode(text)
    const rejection = await engine.refused('deployResource', {
      resources: [
        { name: 'good.bpmn', content: content(simple()) },
        { name: 'empty.bpmn', content: content(file('q')) },
        { name: 'notes.txt', content: content('x') },
        { name: 'bad.form', content: content('{"id":" "}') },
        { name: 'bad.dmn', content: content('<x/>') },
      ],
    })
    const [head, ...lines] = rejection.reason.split('\n')
    expect(head).toBe('Expected to deploy new resources, but encountered the following errors:')
    expect(lines.slice(0, 3)).toEqual([
      "'empty.bpmn': - Element: q",
      '    - ERROR: Must have at least one start event',
      "'notes.txt': unknown resource type",
    ])
    expect(rejection.reason).toContain("'bad.form': ")
    expect(rejection.reason).toContain("'bad.dmn': Failed to parse DMN")
    expect(engine.engine.inspect.rows()).toEqual({ counters: 1 })
  })

  test('refuses ids that two of its resources declare', async () => {
    const engine = await anEngine()
    const rejection = await engine
      .deployNamed({ 'a.bpmn': simple(), 'b.bpmn': simple() })
      .catch((error: Error) => error.message)
    expect(rejection).toContain("Duplicated process id in resources 'a.bpmn' and 'b.bpmn'")
    const forms = await engine.deployNamed({ 'a.form': '{"id":"f"}', 'b.form': '{"id":"f"}' }).catch(String)
    expect(forms).toContain("Duplicated form id in resources 'a.form' and 'b.form'")
    const decisions = await engine.deployNamed({ 'a.dmn': dmn('g', '1'), 'b.dmn': dmn('g', '2') }).catch(String)
    expect(decisions).toContain("Duplicated decision requirements id in resources 'a.dmn' and 'b.dmn'")
    expect(decisions).toContain("Duplicated decision id in resources 'a.dmn' and 'b.dmn'")
  })
})
