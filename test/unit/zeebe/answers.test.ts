import { describe, expect, test } from '@jest/globals'
import type { EvaluateDecisionResponse, TopologyResponse } from 'zeebe-node'
import { decisionAnswer } from '../../../server/zeebe/decisions.ts'
import { zeebeError } from '../../../server/zeebe/errors.ts'
import { ZeebeError } from '../../../server/zeebe/index.ts'
import { jobOf } from '../../../server/zeebe/jobs.ts'
import { deployedModel } from '../../../server/zeebe/models.ts'
import { healthyTopology } from '../../../server/zeebe/topology.ts'

const grpcError = (code: number, details: string) =>
  Object.assign(new Error(`${code} X: ${details}`), { code, details })

describe('errors of calls', () => {
  test.each([
    [3, 'INVALID_ARGUMENT', true],
    [5, 'NOT_FOUND', true],
    [6, 'ALREADY_EXISTS', true],
    [7, 'PERMISSION_DENIED', true],
    [9, 'FAILED_PRECONDITION', true],
    [1, 'CANCELLED', false],
    [2, 'UNKNOWN', false],
    [4, 'DEADLINE_EXCEEDED', false],
    [8, 'RESOURCE_EXHAUSTED', false],
    [12, 'UNIMPLEMENTED', false],
    [13, 'INTERNAL', false],
    [14, 'UNAVAILABLE', false],
    [15, 'UNKNOWN', false],
  ])('code %i is %s and definite: %s', (code, status, definite) => {
    const error = zeebeError(grpcError(code, 'words'))
    expect(error).toBeInstanceOf(ZeebeError)
    expect(error).toMatchObject({ status, definite, message: 'words' })
  })

  test('an error without a status is a bug and stays what it is', () => {
    const bug = new TypeError('x is not a function')
    expect(zeebeError(bug)).toBe(bug)
  })
})

function topology(partitions: { partitionId: number; role: string; health: string }[][], partitionsCount = 1) {
  const brokers = partitions.map((own, nodeId) => ({ nodeId, host: 'h', port: 1, partitions: own }))
  return { brokers, clusterSize: 1, partitionsCount, replicationFactor: 1, gatewayVersion: '8.5.4' } as object
}

describe('topology', () => {
  const leads = (partitionId: number, health = 'HEALTHY') => ({ partitionId, role: 'LEADER', health })

  test('is told when each partition has a healthy leader', () => {
    const follower = { partitionId: 2, role: 'FOLLOWER', health: 'HEALTHY' }
    const answer = topology([[leads(1), follower], [leads(2)]], 2) as TopologyResponse
    expect(healthyTopology(answer)).toEqual({ gatewayVersion: '8.5.4', partitions: 2 })
  })

  test.each([
    ['no broker is there', topology([])],
    ['a leader is sick', topology([[leads(1, 'UNHEALTHY')]])],
    ['a partition has no leader', topology([[leads(1)]], 2)],
    ['the gateway knows no partitions', topology([], 0)],
  ])('is UNAVAILABLE when %s', (_, answer) => {
    expect(() => healthyTopology(answer as TopologyResponse)).toThrow(
      expect.objectContaining({ status: 'UNAVAILABLE' }),
    )
  })
})

describe('decisions', () => {
  const decision = {
    decisionKey: '1',
    decisionName: '',
    decisionVersion: 1,
    decisionType: 'DECISION_TABLE',
    tenantId: '<default>',
    decisionOutput: '1',
    matchedRules: [],
    evaluatedInputs: [],
  }
  const response: EvaluateDecisionResponse = {
    decisionKey: '1',
    decisionId: 'fee',
    decisionName: 'Fee',
    decisionVersion: 1,
    decisionRequirementsId: 'd',
    decisionRequirementsKey: '2',
    decisionOutput: '{"fee":8000}',
    failedDecisionId: '',
    failureMessage: '',
    evaluatedDecisions: [
      { ...decision, decisionId: 'base' },
      {
        ...decision,
        decisionId: 'fee',
        matchedRules: [
          {
            ruleId: 'r2',
            ruleIndex: 2,
            evaluatedOutputs: [
              { outputId: 'o1', outputName: 'fee', outputValue: '8000' },
              { outputId: 'o2', outputName: 'note', outputValue: 'null' },
            ],
          },
        ],
        evaluatedInputs: [{ inputId: 'i1', inputName: 'urgent', inputValue: 'true' }],
      },
    ],
  }

  test('the answer tells output, inputs and the rules of the decision that was asked for', () => {
    expect(decisionAnswer(response)).toEqual({
      output: { fee: 8000 },
      matchedRules: [{ ruleId: 'r2', ruleIndex: 2, outputs: { fee: 8000, note: null } }],
      evaluatedInputs: [{ name: 'urgent', value: true }],
    })
  })

  test('a failed evaluation is an error with its words', () => {
    const failed = { ...response, decisionOutput: '', failedDecisionId: 'base', failureMessage: 'Expected to evaluate' }
    expect(() => decisionAnswer(failed)).toThrow(
      expect.objectContaining({ status: 'FAILED_PRECONDITION', message: 'Expected to evaluate', definite: true }),
    )
  })
})

describe('jobs and models', () => {
  test('headers and variables of a job are read', () => {
    const job = {
      key: '9',
      type: 't',
      processInstanceKey: '1',
      bpmnProcessId: 'p',
      processDefinitionVersion: 1,
      processDefinitionKey: '2',
      elementId: 'e',
      elementInstanceKey: '3',
      customHeaders: '{"clock":"stop"}',
      worker: 'w',
      retries: 3,
      deadline: '1700000000000',
      variables: '{"tên":"Lan"}',
      tenantId: '<default>',
    }
    expect(jobOf(job)).toEqual({
      key: '9',
      type: 't',
      processInstanceKey: '1',
      processDefinitionKey: '2',
      bpmnProcessId: 'p',
      elementId: 'e',
      elementInstanceKey: '3',
      headers: { clock: 'stop' },
      retries: 3,
      variables: { tên: 'Lan' },
    })
  })

  test('a deployment tells its processes and decisions', () => {
    const tenantId = '<default>'
    expect(
      deployedModel([
        { process: { bpmnProcessId: 'p', version: 2, processDefinitionKey: '5', resourceName: 'p.bpmn', tenantId } },
        {
          decision: {
            dmnDecisionId: 'fee',
            dmnDecisionName: 'Fee',
            version: 1,
            decisionKey: '6',
            dmnDecisionRequirementsId: 'd',
            decisionRequirementsKey: '7',
            tenantId,
          },
        },
        { form: { formId: 'f', version: 1, formKey: '8', resourceName: 'f.form', tenantId } },
      ]),
    ).toEqual({
      processes: [{ bpmnProcessId: 'p', version: 2, key: '5', resourceName: 'p.bpmn' }],
      decisions: [{ decisionId: 'fee', version: 1, key: '6' }],
    })
  })
})
