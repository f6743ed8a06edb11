/** The last stop of every fault: known ones become problems with words, the rest is logged and says nothing of itself. */
import type { NextFunction, Request, Response } from 'express'
import type { Logger } from 'pino'
import { PaperFault } from '../documents/render/index.ts'
import { Problem, type ProblemCode, problemBody } from '../problems.ts'
import { contextOf } from './context.ts'

function has<Name extends string>(value: unknown, name: Name): value is { [name in Name]: unknown } {
  return typeof value === 'object' && value !== null && name in value
}

/** Statuses of the contract's validator and of body parsing, as our problems. */
const byStatus: { readonly [status: number]: ProblemCode } = {
  400: 'request.malformed',
  404: 'request.not-found',
  405: 'request.method',
  413: 'request.too-large',
  415: 'request.unsupported-type',
}

/** PostgreSQL, the disk or a part of ours is away: nothing was decided, trying again helps. */
const away =
  /ECONNREFUSED|ECONNRESET|Connection terminated|connection timeout|Can't reach database|the database system is|P1001|P1017|P2024|ENOSPC/

export function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  if (has(error, 'status') && typeof error.status === 'number') {
    const code = byStatus[error.status]
    if (!code) return undefined
    const errors = has(error, 'errors') && Array.isArray(error.errors) ? error.errors : []
    const fields = errors.slice(0, 20).flatMap((one: unknown) =>
      has(one, 'path') && has(one, 'message')
        ? [
            {
              path: String(one.path).slice(0, 200),
              code: 'request.malformed',
              message: { vi: String(one.message).slice(0, 200), en: String(one.message).slice(0, 200) },
            },
          ]
        : [],
    )
    return new Problem(code, fields.length > 0 ? { fields } : {})
  }
  if (error instanceof URIError) return new Problem('request.malformed')
  // The papers' compiler has too much to do just now; other faults of it are ours.
  if (error instanceof PaperFault && (error.code === 'busy' || error.code === 'time'))
    return new Problem('internal.unavailable')
  const text = `${has(error, 'code') ? String(error.code) : ''} ${error instanceof Error ? error.message : ''}`
  return away.test(text) ? new Problem('internal.unavailable') : undefined
}

export function answerFault(log: Logger) {
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    const { id, language } = contextOf(request)
    const known = asProblem(error)
    if (!known || known.code === 'internal.unavailable')
      log.error({ err: error, request: id, path: request.path }, 'request failed')
    if (response.headersSent) {
      next(error)
      return
    }
    const body = problemBody(known ?? new Problem('internal.unexpected'), language)
    if (body.retryAfter !== undefined) response.setHeader('retry-after', String(body.retryAfter))
    response.status(body.status).type('application/problem+json').send(JSON.stringify(body))
  }
}
