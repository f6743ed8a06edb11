import { status } from '@grpc/grpc-js'
import type { CommandName, Commands, Engine } from '../contract.ts'
import { faultOfRejection, GatewayFault } from './fault.ts'

/** How long the gateway waits for the engine before it answers DEADLINE_EXCEEDED, in milliseconds. */
export const gatewayTimeout = 15_000
/** Longest delay that a timer of Node takes. */
const longestTimer = 2 ** 31 - 1

export interface ExecuteLimits {
  /** Milliseconds until DEADLINE_EXCEEDED; the command itself may still take effect. */
  timeout?: number
  /** Called when the time has passed. */
  onTimeout?: () => void
  /** Aborted when nobody waits any more: the answer may never come, and nothing is kept for it. */
  signal?: AbortSignal
}

/** Executes a command and gives its answer. Throws GatewayFault when it is rejected or takes too long. */
export async function execute<Name extends CommandName>(
  engine: Engine,
  name: Name,
  request: Commands[Name]['request'],
  { timeout = gatewayTimeout, onTimeout, signal }: ExecuteLimits = {},
): Promise<Commands[Name]['answer']> {
  const result = await within(timeout, name, engine.execute(name, request), onTimeout, signal)
  if (!result.ok) throw faultOfRejection(result.rejection)
  return result.answer
}

function within<T>(
  timeout: number,
  name: string,
  work: Promise<T>,
  onTimeout?: () => void,
  signal?: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => {
        onTimeout?.()
        const text = `Time out between gateway and broker: Request ${name} timed out in PT${timeout / 1000}S`
        reject(new GatewayFault(status.DEADLINE_EXCEEDED, text))
      },
      Math.min(timeout, longestTimer),
    )
    const leave = () => {
      clearTimeout(timer)
      reject(new GatewayFault(status.CANCELLED, `The client of ${name} is gone`))
    }
    signal?.addEventListener('abort', leave)
    if (signal?.aborted) leave()
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', leave)
    })
  })
}
