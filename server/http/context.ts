/** What each request carries: who asks, in which language, and the token of the session. */
import type { Request, Response } from 'express'
import type { SignedInCitizen, Staff, Who } from '../accounts/index.ts'
import { Problem } from '../problems.ts'

export interface RequestContext {
  id: string
  language: 'vi' | 'en'
  who: Who
  sessionToken: string | undefined
}

const contexts = new WeakMap<Request, RequestContext>()

export function setContext(request: Request, context: RequestContext): void {
  contexts.set(request, context)
}

/** Before the session was read: nobody, in Vietnamese. */
export function contextOf(request: Request): RequestContext {
  return contexts.get(request) ?? { id: '-', language: 'vi', who: { kind: 'nobody' }, sessionToken: undefined }
}

export function requireCitizen(request: Request): SignedInCitizen {
  const { who } = contextOf(request)
  if (who.kind === 'nobody') throw new Problem('session.required')
  if (who.kind !== 'citizen') throw new Problem('access.denied')
  return who
}

export function requireStaff(request: Request): Staff {
  const { who } = contextOf(request)
  if (who.kind === 'nobody') throw new Problem('session.required')
  if (who.kind !== 'staff') throw new Problem('access.denied')
  return who
}

/** A path parameter: the contract has checked that it is there and what it looks like. */
export function pathParameter(request: Request, name: string): string {
  const value = request.params[name]
  if (typeof value !== 'string') throw new Problem('request.malformed')
  return value
}

/** A query parameter that the contract allows once. */
export function queryParameter(request: Request, name: string): string | undefined {
  const value = request.query[name]
  return typeof value === 'string' ? value : undefined
}

export type Handler = (request: Request, response: Response) => Promise<void>
