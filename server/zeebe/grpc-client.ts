import { Client, credentials, Metadata } from '@grpc/grpc-js'
import {
  gatewayMethod,
  type StreamingCallName,
  type StreamingCalls,
  type UnaryCallName,
  type UnaryCalls,
} from '../gateway-protocol/index.ts'
import { zeebeError } from './errors.ts'

/**
 * The calls that zeebe-node 8.3 lacks or does not let us make as we must, straight over gRPC:
 * - UpdateJobTimeout does not exist there;
 * - PublishMessage gives its key as a number there, and keys are compared to the last digit;
 * - CreateProcessInstance takes no processDefinitionKey there, and a case starts by key;
 * - DeployResource takes one resource there, and a release is deployed atomically;
 * - ActivateJobs can be neither aborted nor bounded by a deadline there, and never settles when the stream ends empty.
 * A second connection to the same gateway; it reconnects by itself and repeats no call.
 */
export interface GrpcClient {
  call<Name extends UnaryCallName>(
    name: Name,
    request: Partial<UnaryCalls[Name]['request']>,
    deadlineMs: number,
  ): Promise<UnaryCalls[Name]['answer']>
  /**
   * All answers of a stream, until it ends, its deadline passes or the signal is aborted. What came before a fault or the
   * abort is kept; only a fault before the first answer rejects.
   */
  collect<Name extends StreamingCallName>(
    name: Name,
    request: Partial<StreamingCalls[Name]['request']>,
    deadlineMs: number,
    signal?: AbortSignal,
  ): Promise<StreamingCalls[Name]['answer'][]>
  close(): void
}

/** What comes may be a little larger than the 4 MiB of jobs that a gateway puts into one answer. */
const largestAnswer = 8 * 1024 * 1024

export function grpcClient(address: string, clientId: string): GrpcClient {
  const client = new Client(address, credentials.createInsecure(), {
    'grpc.primary_user_agent': clientId,
    'grpc.max_receive_message_length': largestAnswer,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 2_000,
    'grpc.keepalive_time_ms': 30_000,
    'grpc.keepalive_timeout_ms': 10_000,
  })
  const options = (deadlineMs: number) => ({ deadline: Date.now() + deadlineMs })

  return {
    call(name, request, deadlineMs) {
      const { path, requestSerialize, responseDeserialize } = gatewayMethod(name)
      return new Promise((resolve, reject) => {
        client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          new Metadata(),
          options(deadlineMs),
          (error, answer) => {
            if (error) reject(zeebeError(error))
            else resolve(answer as UnaryCalls[typeof name]['answer'])
          },
        )
      })
    },

    collect(name, request, deadlineMs, signal) {
      const { path, requestSerialize, responseDeserialize } = gatewayMethod(name)
      return new Promise((resolve, reject) => {
        const answers: StreamingCalls[typeof name]['answer'][] = []
        if (signal?.aborted) return resolve(answers)
        const stream = client.makeServerStreamRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          new Metadata(),
          options(deadlineMs),
        )
        const abort = () => {
          stream.cancel()
          end()
        }
        const end = (error?: unknown) => {
          signal?.removeEventListener('abort', abort)
          if (error !== undefined && answers.length === 0 && !signal?.aborted) reject(zeebeError(error))
          else resolve(answers)
        }
        signal?.addEventListener('abort', abort)
        stream.on('data', (answer: StreamingCalls[typeof name]['answer']) => answers.push(answer))
        stream.on('error', end)
        stream.on('end', () => end())
      })
    },

    close: () => client.close(),
  }
}
