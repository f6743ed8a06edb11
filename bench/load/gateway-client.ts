import { Client, type ClientReadableStream, credentials, type ServiceError } from '@grpc/grpc-js'
import { gatewayMethod } from '../../server/gateway-protocol/index.ts'

/** A job as it comes over the wire. */
export interface WireJob {
  key: string
  type: string
  processInstanceKey: string
  elementId: string
  customHeaders: string
  variables: string
}

/** A gateway at the end of one channel, spoken to without a client library's own costs. */
export interface GatewayClient {
  call<Answer>(rpc: string, request: object): Promise<Answer>
  stream(rpc: string, request: object): ClientReadableStream<object>
  close(): void
}

export function gatewayClient(port: number): GatewayClient {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
    'grpc.max_receive_message_length': -1,
    'grpc.enable_channelz': 0,
    // Another client's connection to the same server is another's.
    'grpc.use_local_subchannel_pool': 1,
  })
  return {
    call<Answer>(rpc: string, request: object) {
      const { path, requestSerialize, responseDeserialize } = gatewayMethod(rpc)
      return new Promise<Answer>((resolve, reject) => {
        client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          (error: ServiceError | null, answer) => (error ? reject(error) : resolve(answer as Answer)),
        )
      })
    },
    stream(rpc, request) {
      const { path, requestSerialize, responseDeserialize } = gatewayMethod(rpc)
      return client.makeServerStreamRequest(path, requestSerialize, responseDeserialize, request)
    },
    close: () => client.close(),
  }
}
