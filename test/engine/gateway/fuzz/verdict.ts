import { status } from '@grpc/grpc-js'
import { gatewayMethod } from '../../../../server/gateway-protocol/index.ts'
import type { Came, Sent } from './call.ts'

/** Statuses that a request may earn by what it says. */
const EARNED: readonly status[] = [
  status.OK,
  status.INVALID_ARGUMENT,
  status.NOT_FOUND,
  status.ALREADY_EXISTS,
  status.FAILED_PRECONDITION,
  status.RESOURCE_EXHAUSTED,
]

/** Why what came is no legal answer to what was sent; nothing if it is. */
export function faultOf(sent: Sent, came: Came): string | undefined {
  if (came.kind === 'hung') return 'no answer came'
  if (came.kind === 'closed') return undefined
  const told = `${status[came.code]}: ${came.details.slice(0, 500)}`
  const { requestDeserialize, responseDeserialize } = gatewayMethod(sent.rpc)
  if (came.code === status.OK && came.answers.some((answer) => !reads(responseDeserialize, answer)))
    return 'the answer is no message'
  if (EARNED.includes(came.code)) return undefined
  switch (came.code) {
    case status.UNAVAILABLE:
      return came.details.startsWith('Expected to execute command on partition') ? undefined : told
    case status.CANCELLED:
      return sent.manner.kind === 'cancelled' || sent.manner.kind === 'unread' ? undefined : told
    case status.DEADLINE_EXCEEDED:
      if (sent.manner.kind === 'deadline') return undefined
      // The result of an instance that does not end.
      if (sent.rpc === 'CreateProcessInstanceWithResult') return undefined
      // What the gateway says of an engine that is busy: legal, and a machine with much else to do brings it about.
      return came.details.startsWith('Time out between gateway and broker') ? undefined : told
    case status.INTERNAL:
      return reads(requestDeserialize, sent.bytes) ? told : undefined
    case status.UNKNOWN:
      return came.details.includes('EXCEEDED_BATCH_RECORD_SIZE') ? undefined : told
    default:
      return told
  }
}

function reads(read: (bytes: Buffer) => object, bytes: Buffer): boolean {
  try {
    read(bytes)
    return true
  } catch {
    return false
  }
}
