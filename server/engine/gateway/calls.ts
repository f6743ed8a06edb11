import type {
  handleServerStreamingCall,
  handleUnaryCall,
  ServerUnaryCall,
  ServerWritableStream,
  UntypedServiceImplementation,
} from '@grpc/grpc-js'
import { status } from '@grpc/grpc-js'
import type { StreamingCallName, StreamingCalls, UnaryCallName, UnaryCalls } from '../../gateway-protocol/index.ts'
import { type Admission, openToAll } from './bearer-token.ts'
import { GatewayFault, statusText, unavailable } from './fault.ts'
import type { StreamingHandlers, UnaryHandlers } from './rpc.ts'

type AnyCall = ServerUnaryCall<object, object> | ServerWritableStream<object, object>
type Status = { code: status; details: string }

export interface CallEvents {
  /** A call begins, from this peer with this user agent. */
  started: (peer: string, userAgent: string) => void
  /** A handler threw what is no fault for clients: a bug. */
  unexpected: (rpc: string, error: unknown) => void
}

interface Running {
  /** Ends the call with a fault unless it has ended already. */
  fail: (fault: GatewayFault) => void
}

/** Carries calls from gRPC to their handlers and their answers or faults back, and can end them all. */
export class Calls {
  readonly #running = new Set<Running>()
  readonly #events: CallEvents
  readonly #admission: Admission
  #stopping = false
  #idle: (() => void) | undefined

  constructor(events: CallEvents, admission: Admission = openToAll) {
    this.#events = events
    this.#admission = admission
  }

  /** The service for gRPC that answers by these handlers. */
  implementation(unary: UnaryHandlers, streaming: StreamingHandlers): UntypedServiceImplementation {
    const service: UntypedServiceImplementation = {}
    for (const name of Object.keys(unary) as UnaryCallName[]) service[name] = this.#unary(name, unary[name])
    for (const name of Object.keys(streaming) as StreamingCallName[])
      service[name] = this.#streaming(name, streaming[name])
    return service
  }

  /** Refuses new calls and ends those that are still running after some milliseconds with UNAVAILABLE. */
  async stop(grace: number): Promise<void> {
    this.#stopping = true
    if (this.#running.size === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, grace)
      this.#idle = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    for (const running of this.#running) running.fail(shuttingDown())
  }

  #unary<Name extends UnaryCallName>(name: Name, handler: UnaryHandlers[Name]): handleUnaryCall<object, object> {
    return (call, callback) => {
      const end = { answer: (answer: object) => callback(null, answer), fail: (fault: Status) => callback(fault) }
      this.#serve(name, call, end.fail, async (signal, ended) => {
        const answer = await handler(call.request as UnaryCalls[Name]['request'], { signal })
        if (ended()) end.answer(answer)
      })
    }
  }

  #streaming<Name extends StreamingCallName>(
    name: Name,
    handler: StreamingHandlers[Name],
  ): handleServerStreamingCall<object, object> {
    return (call) => {
      const fail = (fault: Status) => call.emit('error', fault)
      this.#serve(name, call, fail, async (signal, ended) => {
        const send = (answer: StreamingCalls[Name]['answer'], taken?: () => void) =>
          void (signal.aborted || call.write(answer, taken))
        await handler(call.request as StreamingCalls[Name]['request'], { signal, send })
        if (ended()) call.end()
      })
    }
  }

  /** Runs one call; `ended` marks it as ended and tells whether it was still open. */
  #serve(
    name: string,
    call: AnyCall,
    fail: (fault: Status) => void,
    work: (signal: AbortSignal, ended: () => boolean) => Promise<void>,
  ): void {
    this.#events.started(call.getPeer(), String(call.metadata.get('user-agent')[0] ?? ''))
    const gone = new AbortController()
    const running: Running = {
      fail: (fault) => {
        if (ended()) fail({ code: fault.code, details: statusText(fault.message) })
      },
    }
    const ended = () => {
      const open = this.#running.delete(running)
      if (this.#running.size === 0) this.#idle?.()
      return open
    }
    this.#running.add(running)
    if (this.#stopping) {
      running.fail(shuttingDown())
      return
    }
    const refused = this.#admission(call.metadata.get('authorization')[0]?.toString())
    if (refused) {
      running.fail(refused)
      return
    }
    // gRPC tells this of every call once its stream is closed, also of those that were answered.
    call.on('cancelled', () => {
      if (ended()) gone.abort()
    })
    work(gone.signal, ended).catch((error: unknown) => {
      if (!(error instanceof GatewayFault)) this.#events.unexpected(name, error)
      running.fail(error instanceof GatewayFault ? error : unexpected(error))
    })
  }
}

const shuttingDown = () => unavailable('The gateway is shutting down')

function unexpected(error: unknown): GatewayFault {
  const text = error instanceof Error ? error.message : String(error)
  return new GatewayFault(status.INTERNAL, `Unexpected error occurred during the request processing: ${text}`)
}
