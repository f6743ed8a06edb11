import { Router } from 'express'
import type { HealthProbe } from '../../health.ts'

export function systemRouter(health: HealthProbe): Router {
  const router = Router()
  router.get('/api/health', async (_request, response) => {
    const state = await health()
    response.status(state.ready ? 200 : 503).json(state)
  })
  return router
}
