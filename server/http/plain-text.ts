/** U+0000 and lone surrogates are no text: PostgreSQL takes neither, so they end at the door, wherever they stand. */
import type { NextFunction, Request, Response } from 'express'
import { Problem } from '../problems.ts'

const noText = /\0|\p{Cs}/u

export function refuseNoText(request: Request, _response: Response, next: NextFunction): void {
  if (request.url.includes('%00')) throw new Problem('request.malformed')
  next()
}

/** Reviver of JSON bodies: looks at each key and text. The body parser takes a SyntaxError for a malformed body. */
export function onlyText(key: string, value: unknown): unknown {
  if (noText.test(key) || (typeof value === 'string' && noText.test(value))) throw new SyntaxError('no text')
  return value
}
