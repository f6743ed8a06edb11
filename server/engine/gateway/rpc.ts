import type { StreamingCallName, StreamingCalls, UnaryCallName, UnaryCalls } from '../../gateway-protocol/index.ts'

/** What a handler knows of its call besides the request. */
export interface CallContext {
  /** Aborted when the client is gone: it cancelled, its deadline passed or its connection broke. */
  signal: AbortSignal
}

/** Answers one call. Throws GatewayFault for what the client is told; anything else is answered INTERNAL and reported. */
export type UnaryHandler<Name extends UnaryCallName> = (
  request: UnaryCalls[Name]['request'],
  context: CallContext,
) => Promise<UnaryCalls[Name]['answer']>

/**
 * Answers one call with a stream that ends when the promise resolves. `send` does nothing once the client is gone;
 * `taken` is called when the transport has taken the answer over, which a client that does not read holds up.
 */
export type StreamingHandler<Name extends StreamingCallName> = (
  request: StreamingCalls[Name]['request'],
  context: CallContext & { send: (answer: StreamingCalls[Name]['answer'], taken?: () => void) => void },
) => Promise<void>

export type UnaryHandlers = { [Name in UnaryCallName]: UnaryHandler<Name> }
export type StreamingHandlers = { [Name in StreamingCallName]: StreamingHandler<Name> }
