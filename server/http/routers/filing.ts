import { type Request, type Response, Router } from 'express'
import { recordAccess } from '../../audit.ts'
import { deleteDraft, draftView, listDrafts, openDraft, ownDraft, saveDraft } from '../../dossiers/drafts.ts'
import { ownedBy, requireFiler } from '../../dossiers/filer.ts'
import type { Upload } from '../../generated/prisma/client.ts'
import type { Platform } from '../../platform.ts'
import { Problem } from '../../problems.ts'
import { isCandidate } from '../../tasks/entitled.ts'
import { receiveUpload, type UploadOwner } from '../../uploads/index.ts'
import { contextOf, pathParameter, queryParameter, requireCitizen, requireStaff } from '../context.ts'
import { sendFile } from '../files.ts'
import { type Limits, limitedByPerson } from '../limits.ts'

export function filingRouter(platform: Platform, limits: Limits): Router {
  const { db, catalogue, files } = platform
  const router = Router()
  const filerOf = (request: Request) => requireFiler(contextOf(request).who)

  router.get('/api/drafts', async (request, response) => {
    response.json({ items: await listDrafts(platform, filerOf(request)) })
  })
  router.post('/api/drafts', async (request, response) => {
    sendDraft(response, await openDraft(platform, filerOf(request), request.body))
  })
  router.get('/api/drafts/:id', async (request, response) => {
    const draft = await ownDraft(platform, filerOf(request), pathParameter(request, 'id'))
    sendDraft(response, await draftView(platform, draft))
  })
  router.put('/api/drafts/:id', async (request, response) => {
    const version = Number(String(request.headers['if-match']).replaceAll('"', ''))
    const id = pathParameter(request, 'id')
    sendDraft(response, await saveDraft(platform, filerOf(request), id, version, request.body.answers))
  })
  router.delete('/api/drafts/:id', async (request, response) => {
    await deleteDraft(platform, filerOf(request), pathParameter(request, 'id'))
    response.status(204).end()
  })

  function sendDraft(response: Response, draft: Awaited<ReturnType<typeof draftView>>): void {
    response.setHeader('etag', `"${draft.version}"`)
    response.json(draft)
  }

  /** Whose file it will be, by the one query parameter that says so; a foreign one is as unknown as none. */
  async function ownerOf(request: Request): Promise<UploadOwner> {
    const [draftId, requestId, taskId] = ['draft', 'request', 'task'].map((name) => queryParameter(request, name))
    if ([draftId, requestId, taskId].filter(Boolean).length !== 1) throw new Problem('request.malformed')
    if (taskId) {
      const who = requireStaff(request)
      const task = await db.task.findUnique({ where: { id: taskId } })
      const mine = task && isCandidate(who, task) && task.state === 'claimed' && task.claimedBy === who.accountId
      if (!task?.formKey || !mine) throw new Problem('task.unknown')
      const release = await catalogue.release(task.releaseId)
      return { kind: 'task', taskId, accountId: who.accountId, form: release.form(task.formKey) }
    }
    if (draftId) {
      const filer = filerOf(request)
      const draft = await ownDraft(platform, filer, draftId)
      const release = await catalogue.live(draft.serviceCode)
      if (!release) throw new Problem('service.unknown')
      return { kind: 'draft', draftId, by: ownedBy(filer), form: release.form(release.card.files.form ?? '') }
    }
    const { citizenId } = requireCitizen(request)
    const asked = await db.request.findUnique({ where: { id: requestId ?? '' } })
    const dossier = asked ? await db.dossier.findUnique({ where: { id: asked.dossierId } }) : null
    if (!asked || !dossier || dossier.citizenId !== citizenId || asked.to !== 'citizen')
      throw new Problem('request.unknown')
    if (asked.state !== 'open' || platform.clock.now() > asked.due) throw new Problem('request.closed')
    const release = await catalogue.serviceRelease(dossier.releaseId)
    const form = release.form(release.card.files.form ?? '')
    return { kind: 'request', dossierId: dossier.id, citizenId, form, items: asked.items }
  }

  router.post('/api/uploads', limitedByPerson(limits, 'upload'), async (request, response) => {
    const owner = await ownerOf(request)
    const upload = await receiveUpload(platform, request, owner, queryParameter(request, 'field') ?? '')
    response.status(201).json(upload)
  })

  /** A file is shown to who sent it, and to the officers who have the case. */
  async function readable(request: Request): Promise<Upload> {
    const upload = await db.upload.findUnique({ where: { id: pathParameter(request, 'id') } })
    const { who } = contextOf(request)
    if (who.kind === 'nobody') throw new Problem('session.required')
    if (upload && who.kind === 'citizen' && upload.citizenId === who.citizenId) return upload
    if (upload && who.kind === 'staff') {
      if (upload.accountId === who.accountId) return upload
      const tasks = upload.dossierId ? await db.task.findMany({ where: { dossierId: upload.dossierId } }) : []
      if (tasks.some((task) => isCandidate(who, task))) {
        const actor = `account:${who.accountId}`
        await recordAccess(platform, { actor, action: 'file', dossierId: upload.dossierId ?? '', detail: upload.id })
        return upload
      }
    }
    throw new Problem('upload.unknown')
  }

  router.get('/api/uploads/:id', async (request, response) => {
    const upload = await readable(request)
    const stored = await db.storedFile.findUniqueOrThrow({ where: { sha256: upload.sha256 } })
    const { name, sha256 } = upload
    const { mediaType, size } = stored
    sendFile(response, files.stream(sha256), {
      name,
      mediaType,
      size,
      inline: queryParameter(request, 'inline') === '1',
    })
  })

  router.delete('/api/uploads/:id', async (request, response) => {
    const upload = await readable(request)
    // What was submitted stays: the record is built on it.
    if (!upload.draftId && !(upload.taskId && !upload.dossierId)) throw new Problem('access.denied')
    await db.upload.delete({ where: { id: upload.id } })
    response.status(204).end()
  })
  return router
}
