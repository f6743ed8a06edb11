import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Lists } from '../lists.ts'
import { BadQuery, Query } from './query.ts'
import { routeOf, routes } from './routes.ts'

export interface InspectionServerOptions {
  /** 0 takes a free one. */
  port: number
  /** Bearer token that each request must bring, that of the gateway; nobody is asked for one unless given. */
  token?: string
}
export interface InspectionServer {
  readonly port: number
  stop(): Promise<void>
}

const HOST = '127.0.0.1'
/** Names under which the loopback is asked; another one is a page elsewhere that was led here (DNS rebinding). */
const NAMES = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/

/** Serves the lists for reading, on the loopback only. Rejects when the port is taken. */
export async function serveInspection(lists: Lists, options: InspectionServerOptions): Promise<InspectionServer> {
  const server = createServer((request, response) => void answer(lists, options.token, request, response))
  server.requestTimeout = 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, HOST, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(lists: Lists, token: string | undefined, request: IncomingMessage, response: ServerResponse) {
  try {
    const refusal = refusalOf(request, token)
    if (refusal) return send(response, refusal.status, { error: refusal.error })
    const url = new URL(request.url ?? '/', `http://${HOST}`)
    if (url.pathname === '/')
      return send(response, 200, { routes: routes.map(({ path, parameters }) => ({ path, parameters })) })
    const found = routeOf(url.pathname)
    const query = found && new Query(found.key, url.searchParams, found.route.parameters)
    const reply = query && (await found.route.answer(lists, query))
    if (!reply) return send(response, 404, { error: `There is nothing at ${url.pathname}` })
    if ('json' in reply) return send(response, 200, reply.json)
    return sendText(response, 200, reply.text, reply.type)
  } catch (error) {
    const status = error instanceof BadQuery ? 400 : 500
    return send(response, status, { error: error instanceof Error ? error.message : String(error) })
  }
}

function refusalOf(request: IncomingMessage, token: string | undefined): { status: number; error: string } | undefined {
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, error: 'There is only reading here' }
  if (!NAMES.test(request.headers.host ?? '')) return { status: 403, error: 'Ask by 127.0.0.1 or localhost' }
  if (token === undefined) return undefined
  const given = /^bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1]?.trim() ?? ''
  return timingSafeEqual(digest(given), digest(token))
    ? undefined
    : { status: 401, error: "Bring the engine's token: authorization: Bearer …" }
}

const digest = (text: string) => createHash('sha256').update(text).digest()

function send(response: ServerResponse, status: number, value: unknown): void {
  sendText(response, status, JSON.stringify(value), 'application/json')
}

function sendText(response: ServerResponse, status: number, text: string, type: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  })
  response.end(text)
}
