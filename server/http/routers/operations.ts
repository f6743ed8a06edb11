import { type Request, Router } from 'express'
import { type Action, mayAnywhere } from '../../accounts/index.ts'
import { cancelDossier, listConcerns, settleByHand } from '../../operations/index.ts'
import type { Platform } from '../../platform.ts'
import { Problem } from '../../problems.ts'
import { pathParameter, queryParameter, requireStaff } from '../context.ts'

export function operationsRouter(platform: Platform): Router {
  const router = Router()
  const operator = (request: Request, action: Action) => {
    const who = requireStaff(request)
    if (!mayAnywhere(who.roles, action)) throw new Problem('access.denied')
    return who
  }
  router.get('/api/operations/concerns', async (request, response) => {
    operator(request, 'operations.read')
    response.json(await listConcerns(platform, queryParameter(request, 'cursor')))
  })
  router.post('/api/operations/concerns/:id/settlement', async (request, response) => {
    const who = operator(request, 'operations.act')
    await settleByHand(platform, who, pathParameter(request, 'id'), request.body)
    response.status(204).end()
  })
  router.post('/api/operations/dossiers/:code/cancellation', async (request, response) => {
    const who = operator(request, 'dossier.cancel')
    await cancelDossier(platform, who, pathParameter(request, 'code'), request.body.reason)
    response.status(204).end()
  })
  return router
}
