/** What is no request at all: bytes that are not HTTP, headers beyond the limit, a client that never finishes. */
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { Problem, type ProblemCode, problemBody } from '../problems.ts'

/** The parser's faults that have a problem of their own; the others are malformed. */
const problemOf: { [code: string]: ProblemCode } = {
  HPE_HEADER_OVERFLOW: 'request.headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request.too-slow',
}
/** How long a client may go on sending after its answer, ms. */
const lingerMs = 2000

/**
 * For the server's `clientError`. The connection is not closed at once: a reset while the client still sends would take
 * the answer with it.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Its answer is on the way; what still comes in is not read.
  if (socket.writableEnded) return
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const body = problemBody(new Problem(problemOf[error.code ?? ''] ?? 'request.malformed'), 'vi')
  const text = JSON.stringify(body)
  socket.end(
    [
      `HTTP/1.1 ${body.status} ${STATUS_CODES[body.status]}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(text)}`,
      'Cache-Control: no-store',
      'Connection: close',
      '',
      text,
    ].join('\r\n'),
  )
  setTimeout(() => socket.destroy(), lingerMs).unref()
}
