import { once } from 'node:events'
import { type ClientHttp2Session, type ClientHttp2Stream, connect, constants } from 'node:http2'
import { describe, expect, test } from '@jest/globals'
import { resetsStreams } from '../../../server/engine/gateway/connections.ts'
import { fakeGateway } from './support/fake-gateway.ts'

const oldAgent = 'zeebe-client-nodejs/8.3.2 grpc-node-js/1.9.7'

/** One Topology call as bytes on an HTTP/2 session. */
function topologyStream(session: ClientHttp2Session, userAgent: string): ClientHttp2Stream {
  const stream = session.request({
    ':method': 'POST',
    ':path': '/gateway_protocol.Gateway/Topology',
    'content-type': 'application/grpc',
    te: 'trailers',
    'user-agent': userAgent,
  })
  stream.end(Buffer.alloc(5))
  stream.resume()
  return stream
}

/** Resolves with the gRPC status of the call. */
function topologyCall(session: ClientHttp2Session, userAgent: string): Promise<string> {
  const stream = topologyStream(session, userAgent)
  return new Promise((resolve, reject) => {
    stream.on('trailers', (trailers) => resolve(String(trailers['grpc-status'])))
    stream.on('error', reject)
  })
}

async function callsOf(session: ClientHttp2Session, count: number, userAgent: string): Promise<string[]> {
  const statuses: string[] = []
  for (let at = 0; at < count; at += 50)
    statuses.push(...(await Promise.all(Array.from({ length: 50 }, () => topologyCall(session, userAgent)))))
  return statuses
}

/** A client that resets each stream it has finished, and reconnects when it is asked to. */
function resettingClient(address: string, userAgent: string) {
  const faults: string[] = []
  let session: ClientHttp2Session | undefined
  let sessions = 0
  let answered = 0
  const connected = (): ClientHttp2Session => {
    const opened = connect(`http://${address}`)
    const leave = () => {
      if (session === opened) session = undefined
    }
    opened
      .on('error', (error) => faults.push(error.message))
      .on('goaway', leave)
      .on('close', leave)
    sessions++
    session = opened
    return opened
  }
  const call = () =>
    new Promise<void>((resolve) => {
      const stream = topologyStream(session ?? connected(), userAgent)
      stream.on('error', (error) => faults.push(error.message))
      stream.on('trailers', () => {
        answered++
        stream.close(constants.NGHTTP2_CANCEL)
      })
      stream.on('close', resolve)
    })
  return {
    faults,
    answered: () => answered,
    sessions: () => sessions,
    async calls(count: number) {
      for (let at = 0; at < count && faults.length === 0; at += 50) await Promise.all(Array.from({ length: 50 }, call))
    },
    close: () => session?.destroy(),
  }
}

describe('clients whose gRPC library resets every stream', () => {
  test.each([
    [oldAgent, true],
    ['grpc-node-js/1.10.11', true],
    ['grpc-node-js/1.11.0', false],
    ['zeebe-client-nodejs/8.3.2 grpc-node-js/1.14.7', false],
    ['zeebe-client-go/8.4.1 grpc-go/1.59.0', false],
    ['', false],
  ])('%j: %s', (userAgent, resets) => {
    expect(resetsStreams(userAgent)).toBe(resets)
  })

  test('are asked to reconnect after 700 calls, and each call is answered', async () => {
    const gateway = await fakeGateway()
    const session = connect(`http://${gateway.address}`)
    const goaway = once(session, 'goaway')
    const statuses = await callsOf(session, 700, oldAgent)
    expect(new Set(statuses)).toEqual(new Set(['0']))
    expect((await goaway)[0]).toBe(0)
    session.close()
    await gateway.stop()
  })

  test('others keep their session', async () => {
    const gateway = await fakeGateway()
    const session = connect(`http://${gateway.address}`)
    let asked = false
    session.on('goaway', () => {
      asked = true
    })
    await callsOf(session, 1000, 'grpc-java-netty/1.62.2')
    expect(asked).toBe(false)
    session.close()
    await gateway.stop()
  })

  test('make thousands of calls without an error, though each stream is reset', async () => {
    const gateway = await fakeGateway()
    const client = resettingClient(gateway.address, oldAgent)
    await client.calls(3_000)
    expect(client.faults).toEqual([])
    expect(client.answered()).toBe(3_000)
    expect(client.sessions()).toBeGreaterThan(3)
    client.close()
    await gateway.stop()
  })
})
