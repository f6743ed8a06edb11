import { type ClientHttp2Session, connect } from 'node:http2'
import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js'
import { gatewayMethod } from '../../../../server/gateway-protocol/index.ts'

/** How a request is sent. */
export type Manner =
  | { kind: 'plain' }
  /** With a deadline of so many milliseconds. */
  | { kind: 'deadline'; milliseconds: number }
  /** Cancelled after so many milliseconds. */
  | { kind: 'cancelled'; after: number }
  /** A stream that is never read, given up after so many milliseconds. */
  | { kind: 'unread'; after: number }
  /** Bytes instead of a gRPC frame; reset after so many milliseconds instead of ended. */
  | { kind: 'frame'; frame: Buffer; reset?: number }

export interface Sent {
  rpc: string
  bytes: Buffer
  manner: Manner
}

/** What came of it; `hung` if nothing came in time. */
export type Came =
  | { kind: 'status'; code: status; details: string; answers: Buffer[] }
  | { kind: 'closed' }
  | { kind: 'hung' }

const STREAMS = ['ActivateJobs', 'StreamActivatedJobs']
/** Longer than any call takes, also on a machine that has twenty other things to do; in milliseconds. */
const PATIENCE = 90_000

const asItIs = (bytes: Buffer) => bytes

/** Clients over several connections that send bytes as they are. */
export class Callers {
  readonly #clients: readonly Client[]
  readonly #address: string
  #session: ClientHttp2Session | undefined

  constructor(address: string, connections = 3) {
    this.#address = address
    this.#clients = Array.from(
      { length: connections },
      (_, at) =>
        new Client(address, credentials.createInsecure(), {
          'grpc.use_local_subchannel_pool': 1,
          'grpc.primary_user_agent': `fuzzer-${at}`,
          'grpc.max_receive_message_length': -1,
        }),
    )
  }

  close(): void {
    for (const client of this.#clients) client.close()
    this.#session?.destroy()
  }

  send(sent: Sent, turn: number): Promise<Came> {
    if (sent.manner.kind === 'frame') return this.#sendFrame(sent.rpc, sent.manner)
    const client = this.#clients[turn % this.#clients.length]
    return client ? this.#sendMessage(client, sent) : Promise.resolve({ kind: 'closed' })
  }

  #sendMessage(client: Client, { rpc, bytes, manner }: Sent): Promise<Came> {
    const { path } = gatewayMethod(rpc)
    const deadline = Date.now() + (manner.kind === 'deadline' ? manner.milliseconds : PATIENCE)
    return new Promise((resolve) => {
      const answers: Buffer[] = []
      const ended = (error: ServiceError | null) => {
        clearTimeout(hanging)
        resolve({ kind: 'status', code: error?.code ?? status.OK, details: error?.details ?? '', answers })
      }
      const call = STREAMS.includes(rpc)
        ? client.makeServerStreamRequest(path, asItIs, asItIs, bytes, { deadline })
        : client.makeUnaryRequest(path, asItIs, asItIs, bytes, new Metadata(), { deadline }, (error, answer) => {
            if (answer) answers.push(answer)
            ended(error)
          })
      const hanging = setTimeout(() => {
        call.cancel()
        resolve({ kind: 'hung' })
      }, PATIENCE + 5_000)
      if ('read' in call) {
        if (manner.kind !== 'unread') call.on('data', (answer: Buffer) => answers.push(answer))
        call.on('end', () => ended(null))
        call.on('error', (error: ServiceError) => ended(error))
      }
      if (manner.kind !== 'cancelled' && manner.kind !== 'unread') return
      setTimeout(() => {
        call.cancel()
        if (manner.kind === 'cancelled') return
        // Who does not read is not told of the end either.
        clearTimeout(hanging)
        resolve({ kind: 'closed' })
      }, manner.after)
    })
  }

  #sendFrame(rpc: string, { frame, reset }: Extract<Manner, { kind: 'frame' }>): Promise<Came> {
    const session = this.#http2()
    return new Promise((resolve) => {
      const stream = session.request({
        ':method': 'POST',
        ':path': gatewayMethod(rpc).path,
        'content-type': 'application/grpc',
        te: 'trailers',
      })
      const hanging = setTimeout(() => {
        stream.destroy()
        resolve({ kind: 'hung' })
      }, PATIENCE)
      stream.on('error', () => {})
      stream.on('close', () => {
        clearTimeout(hanging)
        resolve({ kind: 'closed' })
      })
      stream.resume()
      if (reset === undefined) {
        stream.end(frame)
        // A whole request among the broken ones may be one that waits.
        setTimeout(() => stream.close(8), 1_000).unref()
      } else {
        stream.write(frame)
        setTimeout(() => stream.close(8), reset)
      }
    })
  }

  #http2(): ClientHttp2Session {
    if (!this.#session || this.#session.closed || this.#session.destroyed) {
      this.#session = connect(`http://${this.#address}`)
      this.#session.on('error', () => {})
    }
    return this.#session
  }
}
