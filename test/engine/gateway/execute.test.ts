import { expect, test } from '@jest/globals'
import { execute } from '../../../server/engine/gateway/execute.ts'
import { FakeEngine } from './support/fake-engine.ts'

class NeverAnswers extends FakeEngine {
  override execute() {
    return new Promise<never>(() => {})
  }
}

const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length

test('a client that goes away from a long wait leaves no timer behind, nor what the timer would keep', async () => {
  const before = timers()
  const client = new AbortController()
  const call = execute(
    new NeverAnswers(),
    'createProcessInstanceWithResult',
    { bpmnProcessId: 'p', signal: client.signal },
    { timeout: 600_000, signal: client.signal },
  )
  expect(timers()).toBe(before + 1)
  client.abort()
  await expect(call).rejects.toMatchObject({ code: 1 })
  expect(timers()).toBe(before)
})
