/** The session cookie, and the checks that keep other sites from using it. */
import { randomUUID, timingSafeEqual } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { whoHolds } from '../accounts/index.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import { contextOf, setContext } from './context.ts'

/** `__Host-` binds the cookie to this host over TLS; without TLS (a trial on the loopback) browsers refuse the prefix. */
export const cookieName = (publicUrl: string): string => (publicUrl.startsWith('https:') ? '__Host-motcua' : 'motcua')

function cookieOf(request: Request, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=')
  }
  return undefined
}

export function setSessionCookie(response: Response, publicUrl: string, token: string | undefined): void {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax', ...(publicUrl.startsWith('https:') ? ['Secure'] : [])]
  const age = token === undefined ? ['Max-Age=0'] : []
  response.append('set-cookie', [`${cookieName(publicUrl)}=${token ?? ''}`, ...attributes, ...age].join('; '))
}

function languageOf(request: Request): 'vi' | 'en' {
  const wanted = request.headers['accept-language'] ?? ''
  return /^\s*en\b/i.test(wanted) ? 'en' : 'vi'
}

/** Reads who asks. Every answer carries an id by which support finds it in the log. */
export function readSession(platform: Pick<Platform, 'db' | 'clock' | 'settings'>) {
  const name = cookieName(platform.settings.publicUrl)
  return (request: Request, response: Response, next: NextFunction): void => {
    const id = randomUUID()
    response.setHeader('x-request-id', id)
    const sessionToken = cookieOf(request, name)
    const language = languageOf(request)
    setContext(request, { id, language, who: { kind: 'nobody' }, sessionToken })
    whoHolds(platform, sessionToken).then((who) => {
      setContext(request, { id, language, who, sessionToken })
      next()
    }, next)
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * What changes something must come from our own pages: Sec-Fetch-Site and Origin say so, and with a session its token in
 * `x-csrf-token`. Signing in has no session yet, so there the origin alone speaks.
 */
export function refuseCrossSite({ settings }: Pick<Platform, 'settings'>) {
  const own = new URL(settings.publicUrl).origin
  return (request: Request, _response: Response, next: NextFunction): void => {
    if (safeMethods.has(request.method)) {
      next()
      return
    }
    const site = request.headers['sec-fetch-site']
    const origin = request.headers.origin
    const fromHost = origin !== undefined && origin === `${request.protocol}://${request.headers.host}`
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('request.cross-site')
    if (origin !== undefined && origin !== own && !fromHost) throw new Problem('request.cross-site')
    const { who } = contextOf(request)
    if (who.kind !== 'nobody') {
      const token = request.headers['x-csrf-token']
      if (typeof token !== 'string' || !sameText(token, who.csrfToken)) throw new Problem('session.csrf')
    }
    next()
  }
}
