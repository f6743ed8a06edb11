import { fileURLToPath } from 'node:url'
import { loadSync } from '@grpc/proto-loader'
import { describe, expect, test } from '@jest/globals'
import { gatewayProtoPath, loadGatewayService } from '../../../server/gateway-protocol/index.ts'

/** Fields of each message by name, as `number type label`. */
function fieldsOfMessages(path: string): Map<string, Record<string, string>> {
  const messages = new Map<string, Record<string, string>>()
  for (const [name, definition] of Object.entries(loadSync(path))) {
    if (!('format' in definition) || !('field' in definition.type)) continue
    const fields = definition.type.field as { name: string; number: number; type: string; label: string }[]
    messages.set(
      name,
      Object.fromEntries(fields.map((field) => [field.name, `${field.number} ${field.type} ${field.label}`])),
    )
  }
  return messages
}

const clientProto = fileURLToPath(new URL('../../../node_modules/zeebe-node/proto/zeebe.proto', import.meta.url))

describe('the gateway protocol', () => {
  test('has the 21 calls of Zeebe 8.5', () => {
    expect(Object.keys(loadGatewayService()).sort()).toEqual([
      'ActivateJobs',
      'BroadcastSignal',
      'CancelProcessInstance',
      'CompleteJob',
      'CreateProcessInstance',
      'CreateProcessInstanceWithResult',
      'DeleteResource',
      'DeployProcess',
      'DeployResource',
      'EvaluateDecision',
      'FailJob',
      'MigrateProcessInstance',
      'ModifyProcessInstance',
      'PublishMessage',
      'ResolveIncident',
      'SetVariables',
      'StreamActivatedJobs',
      'ThrowError',
      'Topology',
      'UpdateJobRetries',
      'UpdateJobTimeout',
    ])
  })

  test('puts every field where the published Node client puts it', () => {
    const ours = fieldsOfMessages(gatewayProtoPath())
    const theirs = fieldsOfMessages(clientProto)
    expect(theirs.size).toBeGreaterThan(40)
    for (const [message, fields] of theirs)
      expect({ message, fields: ours.get(message) }).toMatchObject({ message, fields })
  })

  test('knows what the published Node client lacks', () => {
    const ours = fieldsOfMessages(gatewayProtoPath())
    expect(ours.get('gateway_protocol.UpdateJobTimeoutRequest')).toMatchObject({
      jobKey: expect.stringMatching(/^1 TYPE_INT64/),
      timeout: expect.stringMatching(/^2 TYPE_INT64/),
    })
    expect(ours.get('gateway_protocol.StreamActivatedJobsRequest')).toMatchObject({
      fetchVariable: expect.stringMatching(/^5 TYPE_STRING LABEL_REPEATED/),
      tenantIds: expect.stringMatching(/^6 TYPE_STRING LABEL_REPEATED/),
    })
  })
})
