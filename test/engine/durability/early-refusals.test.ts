import { describe, expect, test } from '@jest/globals'
import type { CommandName, Commands, Key } from '../../../server/engine/index.ts'
import { anEngine } from '../harness.ts'

describe('a request that is wrong whatever the state', () => {
  const poll = { type: 't', worker: '', timeout: 1, maxJobsToActivate: 1 }
  const jobKey = '2251799813685249' as Key

  test.each<[CommandName, Commands[CommandName]['request']]>([
    ['activateJobs', { ...poll, type: '' }],
    ['activateJobs', { ...poll, timeout: 0 }],
    ['activateJobs', { ...poll, maxJobsToActivate: 0 }],
    ['updateJobRetries', { jobKey, retries: 0 }],
    ['createProcessInstance', {}],
    ['createProcessInstanceWithResult', { processDefinitionKey: '-1' as Key }],
    ['evaluateDecision', {}],
    ['deployResource', { resources: [] }],
    ['deployResource', { resources: [{ name: 'x.bpmn', content: Buffer.from('<x/>') }] }],
  ])('is refused before it queues: %s %j', async (name, request) => {
    // No command gets in, so a refusal that is no back-pressure came before the writer.
    const engine = await anEngine({ maxQueue: 0 })
    expect(await engine.refused(name, request)).toMatchObject({ code: 'INVALID_ARGUMENT' })
    expect(await engine.refused('activateJobs', poll)).toMatchObject({ code: 'RESOURCE_EXHAUSTED' })
  })

  test('the key of nothing that can be deleted is NOT_FOUND before it queues', async () => {
    const engine = await anEngine({ maxQueue: 0 })
    expect(await engine.refused('deleteResource', { resourceKey: 'x' as Key })).toMatchObject({ code: 'NOT_FOUND' })
  })
})
