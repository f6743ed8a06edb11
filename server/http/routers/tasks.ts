import { Router } from 'express'
import { may, mayAnywhere, type Staff } from '../../accounts/index.ts'
import { recordAccess } from '../../audit.ts'
import { dayBook, isSheetName } from '../../documents/sheets/index.ts'
import type { Platform } from '../../platform.ts'
import { Problem } from '../../problems.ts'
import { listAssignments } from '../../tasks/assignments.ts'
import { claimTask, releaseTask } from '../../tasks/claim.ts'
import { decideTask, undoDecision } from '../../tasks/decide.ts'
import { listTasks, type TaskView } from '../../tasks/list.ts'
import { type Moved, reassign } from '../../tasks/reassign.ts'
import { printSheet } from '../../tasks/sheets.ts'
import { previewOfTask, viewTask } from '../../tasks/view.ts'
import { contextOf, type Handler, pathParameter, queryParameter, requireStaff } from '../context.ts'
import { sendPdf } from '../files.ts'
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
    await claimTask(platform, who, id, { standIn: String(request.query.standIn) === 'true' })
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
  router.get('/api/assignments', async (request, response) => {
    const who = requireStaff(request)
    if (!mayAnywhere(who.roles, 'task.assign')) throw new Problem('access.denied')
    const q = queryParameter(request, 'q')
    const cursor = queryParameter(request, 'cursor')
    const limit = Math.min(200, Number(request.query.limit ?? 50))
    response.json(await listAssignments(platform, who, { limit, ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) }))
  })
  const move = (of: (id: string) => Moved, name: string): Handler => {
    return async (request, response) => {
      const who = requireStaff(request)
      if (!mayAnywhere(who.roles, 'task.assign')) throw new Problem('access.denied')
      await reassign(platform, who, of(pathParameter(request, name)), request.body)
      response.status(204).end()
    }
  }
  router.post(
    '/api/tasks/:id/assignment',
    move((taskId) => ({ taskId }), 'id'),
  )
  router.post(
    '/api/dossiers/:code/assignment',
    move((dossierCode) => ({ dossierCode }), 'code'),
  )
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
  router.get('/api/tasks/:id/sheets/:sheet', limitedByPerson(limits, 'preview'), async (request, response) => {
    const [who, sheet] = [requireStaff(request), pathParameter(request, 'sheet')]
    if (!isSheetName(sheet)) throw new Problem('paper.unknown')
    const { pdf, dossier, name } = await printSheet(platform, who, pathParameter(request, 'id'), sheet)
    const actor = `account:${who.accountId}`
    await recordAccess(platform, { actor, action: 'sheet', dossierId: dossier.id, detail: sheet })
    sendPdf(response, pdf, `${name.vi} ${dossier.code}`)
  })
  router.get('/api/units/:unit/day-book', limitedByPerson(limits, 'preview'), async (request, response) => {
    const [who, unitCode] = [requireStaff(request), pathParameter(request, 'unit')]
    if (!may(who.roles, 'book.print', { code: unitCode, above: [] })) throw new Problem('access.denied')
    const period = { from: queryParameter(request, 'from') ?? '', to: queryParameter(request, 'to') ?? '' }
    const part = Number(request.query.part ?? 1)
    const { data, parts } = await dayBook(platform, { unitCode, period, part, officer: who })
    const pdf = await platform.papers.renderSheet('day-book', data)
    const detail = `${unitCode} ${period.from} ${period.to} ${part}/${parts}`
    await recordAccess(platform, { actor: `account:${who.accountId}`, action: 'day-book', detail })
    response.setHeader('x-parts', String(parts))
    sendPdf(response, pdf, `Sổ theo dõi hồ sơ ${period.from} ${period.to}${parts > 1 ? ` phần ${part}` : ''}`)
  })
  return router
}
