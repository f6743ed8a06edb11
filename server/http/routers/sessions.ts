import { type Request, Router } from 'express'
import { askForCode, endSession, signInCitizen, signInStaff, type Who, whoHolds } from '../../accounts/index.ts'
import { unitOf } from '../../dossiers/view.ts'
import type { Platform } from '../../platform.ts'
import { contextOf } from '../context.ts'
import { addressOf, type Limits, limited } from '../limits.ts'
import { setSessionCookie } from '../sessions.ts'

export function sessionsRouter(platform: Platform, limits: Limits): Router {
  const { db, clock, settings } = platform
  const needs = { db, clock, codesKey: settings.keys.codes }
  const router = Router()

  async function view(who: Who) {
    const now = clock.now().toISOString()
    if (who.kind === 'nobody') return { kind: 'nobody', now }
    if (who.kind === 'citizen') return { kind: 'citizen', csrfToken: who.csrfToken, phone: who.phone, now }
    const { accountId, fullName, title, unitCode, roles, csrfToken } = who
    const person = {
      id: accountId,
      fullName,
      title,
      unit: await unitOf(db, unitCode),
      roles: roles.map(({ role }) => role),
    }
    return { kind: 'staff', csrfToken, person, now }
  }

  /** A new session replaces the old one: nothing of it lives on. */
  async function replaceSession(request: Request, token: string) {
    const before = contextOf(request).sessionToken
    if (before) await endSession(platform, before)
    return whoHolds(platform, token)
  }

  router.get('/api/session', async (request, response) => {
    response.setHeader('cache-control', 'no-store')
    response.json(await view(contextOf(request).who))
  })

  router.delete('/api/session', async (request, response) => {
    const { sessionToken } = contextOf(request)
    if (sessionToken) await endSession(platform, sessionToken)
    setSessionCookie(response, settings.publicUrl, undefined)
    response.setHeader('clear-site-data', '"cache", "storage"')
    response.status(204).end()
  })

  router.post('/api/session/staff', async (request, response) => {
    await limits.take('sign-in-address', addressOf(request))
    await limits.take('sign-in-name', String(request.body.login).toLowerCase())
    const { token } = await signInStaff(needs, request.body)
    const who = await replaceSession(request, token)
    setSessionCookie(response, settings.publicUrl, token)
    response.json(await view(who))
  })

  router.post('/api/session/codes', limited(limits, 'code-address'), async (request, response) => {
    const { phone, language } = request.body
    const asked = await askForCode(needs, { phone, language: language ?? contextOf(request).language })
    platform.wakeOutbox()
    response.status(202).json(asked)
  })

  router.post('/api/session/citizen', limited(limits, 'code-check'), async (request, response) => {
    const { token } = await signInCitizen(needs, request.body)
    const who = await replaceSession(request, token)
    setSessionCookie(response, settings.publicUrl, token)
    response.json(await view(who))
  })
  return router
}
