import { Router } from 'express'
import { mayAnywhere, type Staff } from '../../accounts/index.ts'
import { recordAccess } from '../../audit.ts'
import type { Platform } from '../../platform.ts'
import { Problem } from '../../problems.ts'
import { claimTask, releaseTask } from '../../tasks/claim.ts'
import { decideTask, undoDecision } from '../../tasks/decide.ts'
import { listTasks, type TaskView } from '../../tasks/list.ts'
import { previewOfTask, viewTask } from '../../tasks/view.ts'
import { contextOf, pathParameter, queryParameter, requireStaff } from '../context.ts'
import { type Limits, limitedByPerson } from '../limits.ts'

const views: readonly TaskView[] = ['mine', 'unclaimed', 'unit', 'today', 'late']

export function tasksRouter(platform: Platform, limits: Limits): Router {
  const router = Router()

  async function show(who: Staff, id: string) {
    const { view, dossierId } = await viewTask(platform, who, id)
    await recordAccess(platform, { actor: `account:${who.accountId}`, action: 'case', dossierId, detail: id })
    return view
  }

  router.get('/api/tasks', async (request, response) => {
    const who = requireStaff(request)
    if (!mayAnywhere(who.roles, 'task.list')) throw new Problem('access.denied')
    const q = queryParameter(request, 'q')
    const cursor = queryParameter(request, 'cursor')
    response.json(
      await listTasks(platform, who, {
        view: views.find((view) => view === queryParameter(request, 'view')) ?? 'mine',
        limit: Math.min(200, Number(request.query.limit ?? 50)),
        ...(q ? { q } : {}),
        ...(cursor ? { cursor } : {}),
      }),
    )
  })
  router.get('/api/tasks/:id', async (request, response) => {
    response.json(await show(requireStaff(request), pathParameter(request, 'id')))
  })
  router.post('/api/tasks/:id/claim', async (request, response) => {
    const [who, id] = [requireStaff(request), pathParameter(request, 'id')]
    await claimTask(platform, who, id)
    response.json(await show(who, id))
  })
  router.delete('/api/tasks/:id/claim', async (request, response) => {
    const [who, id] = [requireStaff(request), pathParameter(request, 'id')]
    await releaseTask(platform, who, id)
    response.json(await show(who, id))
  })
  router.post('/api/tasks/:id/decision', async (request, response) => {
    const who = requireStaff(request)
    if (!mayAnywhere(who.roles, 'task.decide')) throw new Problem('access.denied')
    response.json(await decideTask(platform, who, pathParameter(request, 'id'), request.body))
  })
  router.delete('/api/tasks/:id/decision', async (request, response) => {
    const [who, id] = [requireStaff(request), pathParameter(request, 'id')]
    await undoDecision(platform, who, id)
    response.json(await show(who, id))
  })
  router.post('/api/tasks/:id/preview', limitedByPerson(limits, 'preview'), async (request, response) => {
    const { pdf, hash } = await previewOfTask(
      platform,
      requireStaff(request),
      pathParameter(request, 'id'),
      request.body,
    )
    response.setHeader('x-preview-hash', hash)
    response.setHeader('cache-control', 'no-store')
    response.setHeader('content-language', contextOf(request).language)
    response.type('application/pdf').send(Buffer.from(pdf))
  })
  return router
}
