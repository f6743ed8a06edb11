/** The small HTTP server of the simulators: loopback names only, bodies of limited size, JSON in and out. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JsonValue } from '../registers/index.ts'

export interface Asked {
  method: string
  url: URL
  headers: IncomingMessage['headers']
  /** The parsed JSON body; undefined when there is none. */
  body: JsonValue | undefined
}

export type Told = { status: number; headers?: { [name: string]: string }; body: string | object } | 'hangUp'

export interface LocalHttp {
  port: number
  close(): Promise<void>
}

const maxBody = 256 * 1024
const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** Listens on 127.0.0.1; rejects when the port is taken. `hangUp` ends the connection without an answer. */
export async function listenLocally(port: number, tell: (asked: Asked) => Told | Promise<Told>): Promise<LocalHttp> {
  const server = createServer((request, response) => {
    void answer(request, response, tell)
  })
  server.requestTimeout = 10_000
  server.headersTimeout = 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { port: portOf(server), close: () => closeServer(server) }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  tell: (asked: Asked) => Told | Promise<Told>,
) {
  try {
    const asked = await readRequest(request)
    const told = 'refused' in asked ? asked.refused : await tell(asked)
    if (told === 'hangUp') request.socket.destroy()
    else write(response, told)
  } catch (error) {
    process.stderr.write(`simulator: ${error instanceof Error ? error.message : 'unknown fault'}\n`)
    write(response, { status: 500, body: { error: 'internal' } })
  }
}

async function readRequest(request: IncomingMessage): Promise<Asked | { refused: Told }> {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  // A page of another site whose name was made to point here must not read what the simulators know.
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(host)) return { refused: { status: 421, body: { error: 'host' } } }
  const target = `http://${host}${request.url ?? '/'}`
  if (!URL.canParse(target)) return { refused: { status: 400, body: { error: 'url' } } }
  const method = request.method ?? 'GET'
  const asked = { method, url: new URL(target), headers: request.headers, body: undefined }
  if (method === 'GET' || method === 'HEAD' || method === 'DELETE') return asked
  // A form of another site cannot send this type, and a script of one would have to ask first.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    return { refused: { status: 415, body: { error: 'content-type' } } }
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    const octets = Buffer.from(chunk)
    length += octets.length
    if (length > maxBody) return { refused: { status: 413, headers: { connection: 'close' }, body: { error: 'size' } } }
    chunks.push(octets)
  }
  try {
    return { ...asked, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) }
  } catch {
    return { refused: { status: 400, body: { error: 'json' } } }
  }
}

function write(response: ServerResponse, told: Exclude<Told, 'hangUp'>): void {
  if (response.headersSent || response.destroyed) return
  const json = typeof told.body !== 'string'
  const type = json ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8'
  response.writeHead(told.status, { ...securityHeaders, 'content-type': type, ...told.headers })
  response.end(typeof told.body === 'string' ? told.body : JSON.stringify(told.body))
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
