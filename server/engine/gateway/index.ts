import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { Server, ServerCredentials } from '@grpc/grpc-js'
import { loadGatewayService } from '../../gateway-protocol/index.ts'
import type { Engine } from '../contract.ts'
import { bearerOf, openToAll } from './bearer-token.ts'
import { Calls } from './calls.ts'
import { Connections } from './connections.ts'
import { JobStreams } from './job-streams.ts'
import { LongPolling } from './long-polling.ts'
import { streamingHandlers, unaryHandlers } from './rpcs/index.ts'

export interface GatewayOptions {
  host?: string
  /** 0 takes a free one. */
  port?: number
  /** Plain text unless given: a gateway that leaves the loopback brings its certificate here. */
  credentials?: ServerCredentials
  /** Bearer token that every call must bring; nobody is asked for one unless given. */
  token?: string
  /** Told of each error that is a bug; the client sees INTERNAL. Writes to stderr by default. */
  unexpected?: (rpc: string, error: unknown) => void
}

export interface Gateway {
  readonly host: string
  readonly port: number
  /** `host:port`, as clients take it. */
  readonly address: string
  /** Refuses new calls, lets those under way finish for a moment and closes all connections. The engine goes on. */
  stop(): Promise<void>
}

/** Largest request in bytes; Zeebe's limit. */
const largestRequest = 4 * 1024 * 1024
/** How long running calls may go on when the gateway stops, in milliseconds. */
const stopGrace = 2_000

const options = {
  'grpc.max_receive_message_length': largestRequest,
  // Answers are cut to size where they can be (jobs); a client with a lower limit says so itself.
  'grpc.max_send_message_length': -1,
  // A client that vanished without a word is found by a ping, so that no jobs are sent to it.
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  'grpc.enable_channelz': 0,
}

/** Opens the gateway over an engine; resolves when it listens. Rejects when the port is taken. */
export async function startGateway(engine: Engine, given: GatewayOptions = {}): Promise<Gateway> {
  const { host = '127.0.0.1', port = 0, credentials = ServerCredentials.createInsecure() } = given
  const server = new Server(options)
  const connections = new Connections(server, credentials)
  const polling = new LongPolling(engine)
  const streams = new JobStreams(engine)
  const calls = new Calls(
    {
      started: (peer, userAgent) => connections.count(peer, userAgent),
      unexpected: given.unexpected ?? reportToStderr,
    },
    given.token === undefined ? openToAll : bearerOf(given.token),
  )
  const listener = createServer((socket) => connections.accept(socket))
  const listening = () => ({ host, port: (listener.address() as AddressInfo).port })
  server.addService(
    loadGatewayService(),
    calls.implementation(unaryHandlers(engine, listening), streamingHandlers(engine, polling, streams)),
  )
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject)
    listener.listen(port, host, resolve)
  })
  const bound = listening()

  async function stop() {
    const closed = new Promise<void>((resolve) => listener.close(() => resolve()))
    polling.stop()
    streams.stop()
    await calls.stop(stopGrace)
    await connections.close(stopGrace)
    server.forceShutdown()
    await closed
  }
  return { ...bound, address: `${host}:${bound.port}`, stop }
}

function reportToStderr(rpc: string, error: unknown): void {
  console.error(`gateway: ${rpc} failed unexpectedly`, error)
}
