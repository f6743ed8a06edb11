import type { Socket } from 'node:net'
import type { ConnectionInjector, Server, ServerCredentials } from '@grpc/grpc-js'

/**
 * Clients of grpc-js before 1.11 reset every stream that they finish, and Node's HTTP/2 server breaks a session after
 * 1000 resets in a burst (grpc/grpc-node issue 2625). Their sessions are closed gracefully before that; they reconnect
 * unseen. Other clients keep theirs.
 */
const streamsOfOldClient = 700
/** How long calls under way may go on in a session that is being closed, in milliseconds. */
const drainTime = 10 * 60_000

interface Connection {
  injector: ConnectionInjector
  socket: Socket
  streams: number
}

/** The open connections, each with a way to close its session without breaking its calls. */
export class Connections {
  readonly #open = new Map<string, Connection>()
  readonly #server: Server
  readonly #credentials: ServerCredentials

  constructor(server: Server, credentials: ServerCredentials) {
    this.#server = server
    this.#credentials = credentials
  }

  /** Hands a socket to the gRPC server and keeps it under its peer's address until it closes. */
  accept(socket: Socket): void {
    const peer = `${socket.remoteAddress}:${socket.remotePort}`
    const injector = this.#server.createConnectionInjector(this.#credentials)
    this.#open.set(peer, { injector, socket, streams: 0 })
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => {
      this.#open.delete(peer)
      injector.destroy()
    })
    injector.injectConnection(socket)
  }

  /** Counts a call of a peer; closes the session of an old client that has made enough of them. */
  count(peer: string, userAgent: string): void {
    const connection = this.#open.get(peer)
    if (!connection) return
    connection.streams++
    if (connection.streams === streamsOfOldClient && resetsStreams(userAgent)) connection.injector.drain(drainTime)
  }

  /** Lets calls under way finish for some milliseconds, then breaks what is left; resolves when all is closed. */
  async close(grace: number): Promise<void> {
    const connections = [...this.#open.values()]
    const closed = connections.map(({ socket }) => new Promise<void>((resolve) => socket.once('close', resolve)))
    for (const { injector } of connections) injector.drain(grace)
    const timer = setTimeout(() => {
      for (const { socket } of connections) socket.destroy()
    }, grace)
    await Promise.all(closed)
    clearTimeout(timer)
  }
}

/** Whether a user agent such as `zeebe-client-nodejs/8.3.2 grpc-node-js/1.9.7` is one that resets finished streams. */
export function resetsStreams(userAgent: string): boolean {
  const version = /grpc-node-js\/(\d+)\.(\d+)/.exec(userAgent)
  return version !== null && Number(version[1]) === 1 && Number(version[2]) < 11
}
