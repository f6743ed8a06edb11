import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type FakeGateway, fakeGateway } from './support/fake-gateway.ts'

/** What does not speak the protocol must not disturb those who do. */

let gateway: FakeGateway
beforeAll(async () => {
  gateway = await fakeGateway()
})
afterAll(() => gateway.stop())

const lives = async () => expect((await gateway.client.call('Topology', {})).clusterSize).toBe(1)

/** Calls a path with a body over HTTP/2; resolves with HTTP status and gRPC status. */
async function request(path: string, body: Buffer, contentType = 'application/grpc') {
  const session = connectHttp2(`http://${gateway.address}`)
  const stream = session.request({ ':method': 'POST', ':path': path, 'content-type': contentType, te: 'trailers' })
  const answer = { http: 0, grpc: '' }
  stream.on('response', (headers) => {
    answer.http = Number(headers[':status'])
    answer.grpc ||= String(headers['grpc-status'] ?? '')
  })
  stream.on('trailers', (trailers) => {
    answer.grpc ||= String(trailers['grpc-status'] ?? '')
  })
  stream.end(body)
  stream.resume()
  await once(stream, 'close')
  session.close()
  return answer
}

/** A gRPC frame with a message. */
function frame(message: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

describe('strangers', () => {
  test.each([
    ['HTTP/1.1', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['bytes without sense', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256))],
    ['nothing', Buffer.alloc(0)],
  ])('that send %s are let go', async (_, bytes) => {
    const [host, port] = gateway.address.split(':')
    const socket = connect(Number(port), host)
    await once(socket, 'connect')
    socket.on('error', () => {})
    socket.resume()
    socket.end(bytes)
    await once(socket, 'close')
    await lives()
  })

  test('that break off in the middle leave nothing behind', async () => {
    const [host, port] = gateway.address.split(':')
    for (let at = 0; at < 20; at++) {
      const socket = connect(Number(port), host)
      socket.on('error', () => {})
      await once(socket, 'connect')
      socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
      socket.resetAndDestroy()
    }
    await lives()
  })

  test('that send no protobuf get INTERNAL, no gRPC 415, an unknown call UNIMPLEMENTED', async () => {
    const topology = '/gateway_protocol.Gateway/Topology'
    const complete = '/gateway_protocol.Gateway/CompleteJob'
    const notProtobuf = frame(Buffer.from('ffffffffffffffffffff', 'hex'))
    expect(await request(complete, notProtobuf)).toEqual({ http: 200, grpc: '13' })
    expect(await request(topology, frame(Buffer.alloc(0)))).toEqual({ http: 200, grpc: '0' })
    expect(await request(topology, Buffer.from('{}'), 'application/json')).toEqual({ http: 415, grpc: '' })
    expect(await request('/gateway_protocol.Gateway/Nothing', frame(Buffer.alloc(0)))).toMatchObject({ grpc: '12' })
    await lives()
  })
})
