import { type Request, Router } from 'express'
import { recordAccess } from '../../audit.ts'
import { cityDay } from '../../clock.ts'
import { answerRequest } from '../../dossiers/answer-request.ts'
import { citizenView, listOfCitizen, trackingView } from '../../dossiers/citizen-view.ts'
import { isDossierCode } from '../../dossiers/code.ts'
import { requireFiler } from '../../dossiers/filer.ts'
import { submitDraft } from '../../dossiers/submit.ts'
import { isDownloadable, paperName, unitOf } from '../../dossiers/view.ts'
import { withdraw } from '../../dossiers/withdraw.ts'
import { parsePhone } from '../../messaging/index.ts'
import type { Platform } from '../../platform.ts'
import { Problem } from '../../problems.ts'
import { mayOpenPaper } from '../../tasks/asked-unit.ts'
import { contextOf, pathParameter, queryParameter, requireCitizen } from '../context.ts'
import { sendFile } from '../files.ts'
import { addressOf, type Limits, limited } from '../limits.ts'

export function dossiersRouter(platform: Platform, limits: Limits): Router {
  const { db, catalogue, files } = platform
  const router = Router()

  /** The citizen's own dossier; another's is as unknown as none. */
  async function own(request: Request, code: string) {
    const { citizenId } = requireCitizen(request)
    const dossier = await db.dossier.findUnique({ where: { code } })
    if (!dossier || dossier.citizenId !== citizenId) throw new Problem('dossier.unknown')
    return citizenView(platform, db, dossier)
  }

  router.get('/api/dossiers', async (request, response) => {
    response.json(await listOfCitizen(platform, requireCitizen(request).citizenId, queryParameter(request, 'cursor')))
  })
  router.post('/api/dossiers', async (request, response) => {
    const { draftId, language } = request.body
    const code = await submitDraft(platform, requireFiler(contextOf(request).who), draftId, language ?? 'vi')
    response.status(201).json(await citizenView(platform, db, await db.dossier.findUniqueOrThrow({ where: { code } })))
  })
  router.get('/api/dossiers/:code', async (request, response) => {
    response.json(await own(request, pathParameter(request, 'code')))
  })
  router.post('/api/dossiers/:code/withdrawal', async (request, response) => {
    const code = pathParameter(request, 'code')
    await withdraw(platform, requireCitizen(request).citizenId, code, request.body.reason)
    response.json(await own(request, code))
  })
  router.post('/api/dossiers/:code/requests/:request/answer', async (request, response) => {
    const code = pathParameter(request, 'code')
    const requestId = pathParameter(request, 'request')
    await answerRequest(platform, requireCitizen(request).citizenId, { code, requestId }, request.body.answers)
    response.json(await own(request, code))
  })

  /** Whoever knows code and phone learns status words and dates. One answer for every way of not knowing. */
  router.post('/api/tracking', async (request, response) => {
    await limits.take('tracking', addressOf(request))
    const code = String(request.body.code).trim()
    const phone = parsePhone(String(request.body.phone), cityDay(platform.clock.now()))
    const dossier = isDossierCode(code) ? await db.dossier.findUnique({ where: { code } }) : null
    if (!dossier || !phone || dossier.phone !== phone) throw new Problem('dossier.unknown')
    response.json(await trackingView(platform, db, dossier))
  })

  router.get('/api/documents/:id/file', async (request, response) => {
    const { who } = contextOf(request)
    if (who.kind === 'nobody') throw new Problem('session.required')
    const document = await db.document.findUnique({ where: { id: pathParameter(request, 'id') } })
    const dossier = document ? await db.dossier.findUnique({ where: { id: document.dossierId } }) : null
    if (!document || !dossier) throw new Problem('paper.unknown')
    const release = await catalogue.serviceRelease(dossier.releaseId)
    if (who.kind === 'citizen') {
      if (dossier.citizenId !== who.citizenId) throw new Problem('paper.unknown')
      if (document.state === 'void') throw new Problem('paper.void')
      if (!isDownloadable(dossier, release, document.kind)) throw new Problem('paper.not-handed-over')
    } else {
      const tasks = await db.task.findMany({ where: { dossierId: dossier.id } })
      if (!mayOpenPaper({ who, dossier, tasks }, document.kind)) throw new Problem('paper.unknown')
      const actor = `account:${who.accountId}`
      await recordAccess(platform, { actor, action: 'paper', dossierId: dossier.id, detail: document.id })
    }
    const name = `${paperName(release, document.kind).vi} ${document.number ?? dossier.code}`.replaceAll('/', '-')
    const inline = queryParameter(request, 'inline') === '1'
    sendFile(response, files.stream(document.sha256), { name: `${name}.pdf`, mediaType: 'application/pdf', inline })
  })

  router.get('/api/verification/:verifyCode', limited(limits, 'verification'), async (request, response) => {
    const document = await db.document.findUnique({ where: { verifyCode: pathParameter(request, 'verifyCode') } })
    const dossier = document ? await db.dossier.findUnique({ where: { id: document.dossierId } }) : null
    if (!document || !dossier) throw new Problem('paper.unknown')
    const release = await catalogue.serviceRelease(dossier.releaseId)
    response.json({
      state: document.state === 'issued' ? 'valid' : 'withdrawn',
      name: paperName(release, document.kind),
      number: document.number,
      unitName: (await unitOf(db, dossier.unitCode)).name,
      issuedAt: document.at,
      withdrawnAt: document.voidedAt,
      personInitials: initials(dossier.applicantName),
      sha256: document.sha256,
    })
  })
  return router
}

/** `N. V. A.`: enough to compare with the paper in hand. */
function initials(name: string): string {
  return name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${[...word][0]}.`)
    .join(' ')
}
