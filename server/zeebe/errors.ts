import { ZeebeError, type ZeebeStatus } from './port.ts'

/** gRPC's status codes by number; 9 of 17 are the engine's own words, the rest of them transport's. */
const statuses: Record<number, ZeebeStatus> = {
  1: 'CANCELLED',
  2: 'UNKNOWN',
  3: 'INVALID_ARGUMENT',
  4: 'DEADLINE_EXCEEDED',
  5: 'NOT_FOUND',
  6: 'ALREADY_EXISTS',
  7: 'PERMISSION_DENIED',
  8: 'RESOURCE_EXHAUSTED',
  9: 'FAILED_PRECONDITION',
  12: 'UNIMPLEMENTED',
  13: 'INTERNAL',
  14: 'UNAVAILABLE',
}

/** A failed call as the port tells it. An error without a gRPC code is a bug and comes back as it is. */
export function zeebeError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'number') return error
  const details = 'details' in error && typeof error.details === 'string' ? error.details : error.message
  return new ZeebeError(statuses[error.code] ?? 'UNKNOWN', details)
}
