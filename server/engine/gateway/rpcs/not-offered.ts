import { status } from '@grpc/grpc-js'
import { GatewayFault } from '../fault.ts'
import type { UnaryHandlers } from '../rpc.ts'

const notOffered = (what: string) => async (): Promise<never> => {
  throw new GatewayFault(status.UNIMPLEMENTED, `${what} is not offered by the embedded engine`)
}

/** Calls of the protocol that need a cluster: each says so, so that nobody takes silence for success. */
export const unaryNotOffered = {
  BroadcastSignal: notOffered('BroadcastSignal'),
} satisfies Partial<UnaryHandlers>
