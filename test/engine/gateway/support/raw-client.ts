import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js'
import {
  gatewayMethod,
  type StreamingCallName,
  type StreamingCalls,
  type UnaryCallName,
  type UnaryCalls,
} from '../../../../server/gateway-protocol/index.ts'

/** A client that hides nothing: what was sent, what came, with which status. */
export interface RawClient {
  call<Name extends UnaryCallName>(
    name: Name,
    request: Partial<UnaryCalls[Name]['request']>,
  ): Promise<UnaryCalls[Name]['answer']>
  stream<Name extends StreamingCallName>(
    name: Name,
    request: Partial<StreamingCalls[Name]['request']>,
  ): {
    /** All answers, once the stream has ended. */
    answers: Promise<StreamingCalls[Name]['answer'][]>
    /** The answers so far. */
    received: StreamingCalls[Name]['answer'][]
    /** Stops reading: the server's answers pile up. */
    pause: () => void
    cancel: () => void
  }
  close(): void
}

export function rawClient(address: string, options: Record<string, string | number> = {}): RawClient {
  const client = new Client(address, credentials.createInsecure(), options)
  return {
    call(name, request) {
      const { path, requestSerialize, responseDeserialize } = gatewayMethod(name)
      return new Promise((resolve, reject) => {
        client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          new Metadata(),
          (error, answer) => (error ? reject(error) : resolve(answer as UnaryCalls[typeof name]['answer'])),
        )
      })
    },
    stream(name, request) {
      const { path, requestSerialize, responseDeserialize } = gatewayMethod(name)
      const call = client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request)
      const received: StreamingCalls[typeof name]['answer'][] = []
      const answers = new Promise<StreamingCalls[typeof name]['answer'][]>((resolve, reject) => {
        call.on('data', (answer: StreamingCalls[typeof name]['answer']) => received.push(answer))
        call.on('error', reject)
        call.on('end', () => resolve(received))
      })
      return { answers, received, pause: () => call.pause(), cancel: () => call.cancel() }
    },
    close: () => client.close(),
  }
}

/** The status of a call that must fail, as `NAME: text`. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    const { code, details } = error as ServiceError
    return `${status[code]}: ${details}`
  }
  return 'OK'
}
