import type { Key } from '../../server/engine/contract.ts'
import type { CommandName, Commands, Engine } from '../../server/engine/index.ts'
import type { Way } from './way.ts'

/** The engine in this process, without a wire. */
export function inProcess(engine: Engine, batch = 64): Way {
  async function execute<Name extends CommandName>(name: Name, request: Commands[Name]['request']) {
    const result = await engine.execute(name, request)
    if (!result.ok) throw new Error(`${name}: ${result.rejection.code} ${result.rejection.reason}`)
    return result.answer
  }
  return {
    async deploy({ resources }) {
      await execute('deployResource', {
        resources: resources.map(({ name, text }) => ({ name, content: Buffer.from(text) })),
      })
    },
    async create(bpmnProcessId, variables) {
      const request = { bpmnProcessId, version: -1, variables: { ...variables } }
      return (await execute('createProcessInstance', request)).processInstanceKey
    },
    async createWithResult(bpmnProcessId, variables) {
      await execute('createProcessInstanceWithResult', { bpmnProcessId, version: -1, variables: { ...variables } })
    },
    async publish(name, correlationKey) {
      await execute('publishMessage', { name, correlationKey, timeToLive: 60_000, messageId: '' })
    },
    async complete(jobKey) {
      await execute('completeJob', { jobKey: jobKey as Key, variables: { done: true } })
    },
    async takeJobs(take) {
      let stopped = false
      let heard = true
      let wake: (() => void) | undefined
      const deaf = engine.onJobAvailable('work', () => {
        heard = true
        wake?.()
      })
      const loop = (async () => {
        while (!stopped) {
          if (!heard)
            await new Promise<void>((resolve) => {
              wake = resolve
            })
          heard = false
          const request = { type: 'work', worker: 'bench', timeout: 60_000, maxJobsToActivate: batch }
          const { jobs, more } = await execute('activateJobs', request)
          if (more) heard = true
          if (jobs.length > 0) take(jobs)
        }
      })()
      return async () => {
        stopped = true
        deaf()
        wake?.()
        await loop
      }
    },
  }
}
