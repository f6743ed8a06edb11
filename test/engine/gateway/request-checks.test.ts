import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { key } from './support/fake-engine.ts'
import { type FakeGateway, fakeGateway } from './support/fake-gateway.ts'
import { refusal } from './support/raw-client.ts'

let gateway: FakeGateway
beforeAll(async () => {
  gateway = await fakeGateway()
})
afterAll(() => gateway.stop())

const complete = (variables: string) => gateway.client.call('CompleteJob', { jobKey: key(7), variables })

describe('variables of a request', () => {
  test.each([
    ['', {}],
    ['  \n', {}],
    ['null', {}],
    ['{}', {}],
    ['{"a": 1, "tên": "Nguyễn", "list": [1, null]}', { a: 1, tên: 'Nguyễn', list: [1, null] }],
    [`{'a': 'it\\'s "so"', "b": "don't"}`, { a: 'it\'s "so"', b: "don't" }],
  ])('%j is read as an object', async (text, variables) => {
    gateway.engine.replies.completeJob = () => ({})
    await complete(text)
    expect(gateway.engine.requests('completeJob').at(-1)).toEqual({ jobKey: key(7), variables })
  })

  test('a name that means something to JavaScript is a name like any other', async () => {
    gateway.engine.replies.completeJob = () => ({})
    await complete('{"__proto__": {"isAdmin": true}}')
    const { variables } = gateway.engine.requests('completeJob').at(-1) as { variables: object }
    expect(Object.keys(variables)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(variables)).toBe(Object.prototype)
  })

  test.each([
    ['{a', 'INVALID_ARGUMENT: Invalid JSON value: {a'],
    ['[1]', "'ARRAY'"],
    ['"x"', "'STRING'"],
    ['7', "'INTEGER'"],
    ['7.5', "'FLOAT'"],
    ['true', "'BOOLEAN'"],
  ])('%j is refused', async (text, words) => {
    const expected = words.startsWith('INVALID')
      ? words
      : `INVALID_ARGUMENT: Property 'variables' is invalid: Expected document to be a root level object, but was ${words}`
    expect(await refusal(complete(text))).toBe(expected)
  })

  test('nesting beyond 1000 levels is refused, before anything walks it', async () => {
    const nested = (levels: number) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
    gateway.engine.replies.completeJob = () => ({})
    expect(await refusal(complete(nested(1000)))).toBe('OK')
    expect(await refusal(complete(nested(1001)))).toBe('INVALID_ARGUMENT: Invalid JSON value: nested deeper than 1000')
    expect(await refusal(complete(nested(500_000)))).toMatch(/^INVALID_ARGUMENT/)
  })

  test('a long text that is no JSON comes back cut, so that the status arrives', async () => {
    const answer = await refusal(complete(`{${'đ'.repeat(500_000)}`))
    expect(answer).toMatch(/^INVALID_ARGUMENT: Invalid JSON value: \{đđ/)
    expect(answer.length).toBeLessThan(3_000)
  })
})

describe('tenants', () => {
  const publish = (tenantId: string) => gateway.client.call('PublishMessage', { name: 'm', tenantId })

  test('the default tenant may be named or left out, and every answer carries it', async () => {
    gateway.engine.replies.publishMessage = () => ({ key: key(9) })
    for (const tenantId of ['', ' ', '<default>'])
      expect(await publish(tenantId)).toEqual({ key: key(9), tenantId: '<default>' })
  })

  test('another tenant is refused in each call that names one', async () => {
    const words = (rpc: string) =>
      `INVALID_ARGUMENT: Expected to handle gRPC request ${rpc} with tenant identifier 'hn', but multi-tenancy is disabled`
    const tenantId = 'hn'
    expect(await refusal(publish(tenantId))).toBe(words('PublishMessage'))
    expect(await refusal(gateway.client.call('DeployResource', { tenantId }))).toBe(words('DeployResource'))
    expect(await refusal(gateway.client.call('EvaluateDecision', { tenantId }))).toBe(words('EvaluateDecision'))
    expect(await refusal(gateway.client.call('CreateProcessInstance', { tenantId }))).toBe(
      words('CreateProcessInstance'),
    )
    const jobs = gateway.client.stream('ActivateJobs', { tenantIds: ['<default>', 'hn'] }).answers
    expect(await refusal(jobs)).toBe(words('ActivateJobs'))
  })
})

describe('keys', () => {
  test.each([
    ['123', '0'],
    ['4503599627370497', '2'],
    ['-1', '-1'],
  ])('a key of a partition that is not there (%s) is UNAVAILABLE', async (jobKey, partition) => {
    const words = `UNAVAILABLE: Expected to execute command on partition ${partition}, but either it does not exist, or the gateway is not yet aware of it`
    const { client } = gateway
    expect(await refusal(client.call('CompleteJob', { jobKey }))).toBe(words)
    expect(await refusal(client.call('FailJob', { jobKey }))).toBe(words)
    expect(await refusal(client.call('ThrowError', { jobKey }))).toBe(words)
    expect(await refusal(client.call('UpdateJobRetries', { jobKey }))).toBe(words)
    expect(await refusal(client.call('UpdateJobTimeout', { jobKey }))).toBe(words)
    expect(await refusal(client.call('CancelProcessInstance', { processInstanceKey: jobKey }))).toBe(words)
    expect(await refusal(client.call('SetVariables', { elementInstanceKey: jobKey }))).toBe(words)
    expect(await refusal(client.call('ResolveIncident', { incidentKey: jobKey }))).toBe(words)
  })
})

describe('arguments of ActivateJobs', () => {
  const good = { type: 't', worker: '', timeout: '1000', maxJobsToActivate: 1, requestTimeout: '-1' }
  test.each([
    [{ ...good, maxJobsToActivate: 0 }, "max jobs to activate to be greater than zero, but it was '0'"],
    [{ ...good, maxJobsToActivate: -3, type: '' }, "max jobs to activate to be greater than zero, but it was '-3'"],
    [{ ...good, timeout: '0' }, "timeout to be greater than zero, but it was '0'"],
    [{ ...good, type: '' }, 'type to be present, but it was blank'],
  ])('%j is refused', async (request, words) => {
    expect(await refusal(gateway.client.stream('ActivateJobs', request).answers)).toBe(
      `INVALID_ARGUMENT: Command 'ACTIVATE' rejected with code 'INVALID_ARGUMENT': Expected to activate job batch with ${words}`,
    )
  })
})

describe('what a request says reaches the engine', () => {
  test('a process by id wins over its key, and by key it has no version', async () => {
    const created = { processDefinitionKey: key(2), bpmnProcessId: 'p', version: 4, processInstanceKey: key(5) }
    gateway.engine.replies.createProcessInstance = () => created
    const create = async (request: object) => {
      expect(await gateway.client.call('CreateProcessInstance', request)).toEqual({ ...created, tenantId: '<default>' })
      return gateway.engine.requests('createProcessInstance').at(-1)
    }
    expect(await create({ bpmnProcessId: 'p', processDefinitionKey: key(2), version: -1 })).toEqual({
      bpmnProcessId: 'p',
      version: -1,
      variables: {},
    })
    expect(await create({ processDefinitionKey: key(2), startInstructions: [{ elementId: 'x' }] })).toEqual({
      processDefinitionKey: key(2),
      variables: {},
      startInstructions: [{ elementId: 'x' }],
    })
    expect(await create({ processDefinitionKey: '-1' })).toEqual({ variables: {} })
  })

  test('a decision output is JSON in a string, and nothing when the evaluation failed', async () => {
    const answer = {
      decisionInstanceKey: key(1),
      decisionId: 'fee',
      decisionKey: key(2),
      decisionName: 'Fee',
      decisionVersion: 1,
      decisionRequirementsId: 'd',
      decisionRequirementsKey: key(3),
      evaluatedDecisions: [],
    }
    gateway.engine.replies.evaluateDecision = ({ decisionId }) =>
      decisionId === 'fee'
        ? { ...answer, decisionOutput: null }
        : { ...answer, failedDecisionId: 'base', failureMessage: 'no' }
    expect(await gateway.client.call('EvaluateDecision', { decisionId: 'fee' })).toMatchObject({
      decisionOutput: 'null',
      failedDecisionId: '',
      decisionInstanceKey: key(1),
    })
    expect(await gateway.client.call('EvaluateDecision', { decisionKey: key(2) })).toMatchObject({
      decisionOutput: '',
      failedDecisionId: 'base',
      failureMessage: 'no',
    })
  })

  test('DeployProcess answers with processes only', async () => {
    const process = { bpmnProcessId: 'p', version: 1, processDefinitionKey: key(2), resourceName: 'p.bpmn' }
    const form = { formId: 'f', version: 1, formKey: key(3), resourceName: 'f.form' }
    gateway.engine.replies.deployResource = () => ({ key: key(1), deployments: [{ process }, { form }] })
    const definition = Buffer.from('<x/>')
    expect(await gateway.client.call('DeployProcess', { processes: [{ name: 'p.bpmn', definition }] })).toEqual({
      key: key(1),
      processes: [{ ...process, tenantId: '<default>' }],
    })
    const resources = [{ name: 'p.bpmn', content: definition }]
    expect(gateway.engine.requests('deployResource')).toEqual([{ resources }])
    expect(await gateway.client.call('DeployResource', { resources })).toMatchObject({
      key: key(1),
      deployments: [{ process: { ...process, tenantId: '<default>' } }, { form: { formId: 'f' } }],
      tenantId: '<default>',
    })
  })
})

describe('changes of instances', () => {
  test('reach the engine with their variables read and an ancestor of 0 or -1 left out', async () => {
    gateway.engine.replies.modifyProcessInstance = () => ({})
    const activation = (ancestorElementInstanceKey: string) => ({
      elementId: 'a',
      ancestorElementInstanceKey,
      variableInstructions: [{ variables: '{"n": 1}', scopeId: '' }],
    })
    await gateway.client.call('ModifyProcessInstance', {
      processInstanceKey: key(5),
      activateInstructions: ['0', '-1', key(6)].map(activation),
      terminateInstructions: [{ elementInstanceKey: key(7) }],
    })
    const activated = { elementId: 'a', variableInstructions: [{ variables: { n: 1 }, scopeId: '' }] }
    expect(gateway.engine.requests('modifyProcessInstance')).toEqual([
      {
        processInstanceKey: key(5),
        activateInstructions: [activated, activated, { ...activated, ancestorElementInstanceKey: key(6) }],
        terminateInstructions: [{ elementInstanceKey: key(7) }],
      },
    ])
  })

  test('are refused before the engine for variables that are no object, a missing plan and keys of no partition', async () => {
    const { client, engine } = gateway
    const before = engine.asked.length
    const wrong = {
      elementId: 'a',
      ancestorElementInstanceKey: '-1',
      variableInstructions: [{ variables: '[]', scopeId: '' }],
    }
    expect(
      await refusal(
        client.call('ModifyProcessInstance', { processInstanceKey: key(5), activateInstructions: [wrong] }),
      ),
    ).toMatch(/^INVALID_ARGUMENT: Property 'variables' is invalid/)
    expect(await refusal(client.call('MigrateProcessInstance', { processInstanceKey: key(5) }))).toMatch(
      /^INVALID_ARGUMENT: Expected to migrate a process instance by a plan/,
    )
    for (const call of [
      client.call('ModifyProcessInstance', { processInstanceKey: '123' }),
      client.call('DeleteResource', { resourceKey: '123' }),
    ])
      expect(await refusal(call)).toMatch(/^UNAVAILABLE: Expected to execute command on partition 0/)
    expect(engine.asked).toHaveLength(before)
  })
})
