/**
 * The built pages. Hashed assets are kept for a year; pages are asked for each time, since they name the assets. Each page
 * carries a nonce for the style elements that components add; nothing else may add any.
 */
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import express, { type Response, Router } from 'express'

const year = 365 * 86_400

const policy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self' blob:",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')

/** The page of a path by its first segment: a file of that name; the desk is one page with ways of its own. */
function pageOf(path: string): string {
  const [first = ''] = path.slice(1).split('/')
  if (first === '') return 'index.html'
  return first === 'can-bo' ? 'staff.html' : `${first}.html`
}

export function webPages(folder: string): Router {
  const router = Router()
  const pages = new Map<string, string>()
  const read = (name: string): string => {
    const known = pages.get(name)
    if (known !== undefined) return known
    const text = readFileSync(join(folder, name), 'utf8')
    pages.set(name, text)
    return text
  }
  const send = (response: Response, name: string, status = 200) => {
    const nonce = randomBytes(16).toString('base64')
    response.setHeader('content-security-policy', policy(nonce))
    response.setHeader('cache-control', 'no-cache')
    response.status(status).type('text/html; charset=utf-8').send(read(name).replaceAll('%NONCE%', nonce))
  }
  const known = new Set(readdirSync(folder).filter((name) => name.endsWith('.html')))
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { index: false, dotfiles: 'ignore', maxAge: year * 1000, immutable: true }),
  )
  router.get('/favicon.svg', express.static(folder, { index: false }))
  router.get(/^\/(?!api\/|assets\/).*/, (request, response) => {
    const page = pageOf(request.path)
    // An address that nobody made leads home, and says that it is not there.
    if (known.has(page)) send(response, page)
    else send(response, 'index.html', 404)
  })
  return router
}
