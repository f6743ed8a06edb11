import { ZBClient } from 'zeebe-node'
import { zeebeError } from './errors.ts'
import { ZeebeError } from './port.ts'

/** Makes one call with zeebe-node. Rejects with ZeebeError, by the deadline at the latest. */
export interface NodeClient {
  call<Answer>(make: (client: ZBClient) => Promise<Answer>): Promise<Answer>
  close(): Promise<void>
}

/** zeebe-node speaks much on its own; what matters comes back as an error of the call. */
const quiet = { debug: () => {}, info: () => {}, error: () => {} }

/**
 * The zeebe-node client, the one place that imports it. It repeats no call by itself (`retry: false`): whoever sends
 * commands decides what a lost answer means. It has no deadlines, so each call is raced with one here: when that passes,
 * the call is DEADLINE_EXCEEDED and what it did is unknown, as with any deadline.
 */
export function nodeClient(address: string, clientId: string, deadlineMs: number): NodeClient {
  const client = new ZBClient(address, {
    retry: false,
    loglevel: 'NONE',
    stdout: quiet,
    eagerConnection: false,
    useTLS: false,
    logNamespace: clientId,
    // It announces a connection only after this many milliseconds, by a timer that outlives close().
    connectionTolerance: 1,
  })
  let closed = false

  return {
    async call(make) {
      if (closed) throw new ZeebeError('CANCELLED', 'The connection to the engine is closed')
      try {
        return await within(deadlineMs, make(client))
      } catch (error) {
        throw zeebeError(error)
      }
    },
    async close() {
      closed = true
      await client.close()
    },
  }
}

function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new ZeebeError('DEADLINE_EXCEEDED', `No answer from the engine within ${deadlineMs} ms`)),
      deadlineMs,
    )
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
