import { status } from '@grpc/grpc-js'
import type { Rejection, RejectionCode } from '../contract.ts'

/** What a client is told when a call fails: a gRPC status and its text. Anything else that is thrown is a bug. */
export class GatewayFault extends Error {
  readonly code: status
  constructor(code: status, message: string) {
    super(message)
    this.name = 'GatewayFault'
    this.code = code
  }
}

export const invalidArgument = (message: string) => new GatewayFault(status.INVALID_ARGUMENT, message)
export const unavailable = (message: string) => new GatewayFault(status.UNAVAILABLE, message)

/** Zeebe's mapping: what it does not name is UNKNOWN. */
const statusOfRejection: Record<RejectionCode, status> = {
  INVALID_ARGUMENT: status.INVALID_ARGUMENT,
  NOT_FOUND: status.NOT_FOUND,
  ALREADY_EXISTS: status.ALREADY_EXISTS,
  INVALID_STATE: status.FAILED_PRECONDITION,
  PROCESSING_ERROR: status.INTERNAL,
  EXCEEDED_BATCH_RECORD_SIZE: status.UNKNOWN,
  RESOURCE_EXHAUSTED: status.RESOURCE_EXHAUSTED,
}

/** A rejected command as clients see it. Back-pressure comes before any command is read, so its text stands bare. */
export function faultOfRejection({ code, intent, reason }: Rejection): GatewayFault {
  const bare = code === 'RESOURCE_EXHAUSTED'
  const text = bare
    ? reason || 'Reached maximum capacity of requests handled'
    : `Command '${intent}' rejected with code '${code}': ${reason}`
  return new GatewayFault(statusOfRejection[code], text)
}

/**
 * Longest status text in bytes once percent-encoded. It travels in a trailer, and clients refuse trailers that are too
 * large (Zeebe's Java client above 16 KiB), which would hide the status itself.
 */
const longestStatusText = 12 * 1024

/** A status text that any client can take: well-formed and not too long. */
export function statusText(message: string): string {
  const wellFormed = message.replace(
    /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
    '\uFFFD',
  )
  if (encodeURI(wellFormed.slice(0, longestStatusText + 1)).length <= longestStatusText) return wellFormed
  let room = longestStatusText - encodeURI('…').length
  let text = ''
  for (const character of wellFormed) {
    room -= encodeURI(character).length
    if (room < 0) break
    text += character
  }
  return `${text}…`
}
