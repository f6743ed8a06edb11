/** Drafts: what a citizen has typed so far, kept as it is; checked when submitted. */
import { initialAnswers } from '#forms'
import type { Draft } from '../generated/prisma/client.ts'
import { type CitizenId, newId } from '../ids.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import { isLive } from '../services/index.ts'
import { jsonObject } from './case-scope.ts'
import { unitOf, uploadsOf } from './view.ts'

const mostDrafts = 20
/** JSON of all answers; a form with long texts and lists stays far below. */
const longestAnswers = 100_000

type Needs = Pick<Platform, 'db' | 'clock' | 'catalogue'>

export async function draftView({ db, catalogue }: Needs, draft: Draft) {
  const release = await catalogue.live(draft.serviceCode)
  if (!release) throw new Problem('service.unknown')
  const { vi, en } = release.card.name
  return {
    id: draft.id,
    service: draft.serviceCode,
    serviceName: { vi, en },
    unit: await unitOf(db, draft.unitCode),
    release: release.number,
    answers: jsonObject(draft.answers),
    uploads: await uploadsOf(db, { draftId: draft.id }),
    version: draft.version,
    updatedAt: draft.updatedAt,
    stale: draft.releaseId !== release.id,
  }
}

export async function listDrafts(platform: Needs, citizenId: CitizenId) {
  const drafts = await platform.db.draft.findMany({
    where: { citizenId },
    orderBy: { updatedAt: 'desc' },
    take: mostDrafts,
  })
  return Promise.all(drafts.map((draft) => draftView(platform, draft)))
}

/** Opens a draft for a service and unit, or gives back the one that is there. */
export async function openDraft(
  platform: Needs,
  citizen: { citizenId: CitizenId; phone: string },
  service: string,
  unit: string,
) {
  const { db, clock, catalogue } = platform
  const release = await catalogue.live(service)
  if (!release) throw new Problem('service.unknown')
  const known = await db.unit.findUnique({ where: { code: unit }, select: { code: true } })
  if (!known) throw new Problem('unit.unknown')
  if (!(await isLive(db, clock, service, unit))) throw new Problem('service.not-live')
  const { citizenId, phone } = citizen
  const before = await db.draft.findFirst({ where: { citizenId, serviceCode: service, unitCode: unit } })
  if (before) return draftView(platform, before)
  if ((await db.draft.count({ where: { citizenId } })) >= mostDrafts) throw new Problem('draft.too-many')
  const now = clock.now()
  const form = release.form(release.card.files.form ?? '')
  const draft = await db.draft.create({
    data: {
      id: newId(),
      citizenId,
      serviceCode: service,
      unitCode: unit,
      releaseId: release.id,
      answers: initialAnswers(form, { person: { phone } }),
      createdAt: now,
      updatedAt: now,
    },
  })
  return draftView(platform, draft)
}

/** The citizen's own draft; another's is as unknown as none. */
export async function ownDraft({ db }: Pick<Platform, 'db'>, citizenId: CitizenId, id: string): Promise<Draft> {
  const draft = await db.draft.findUnique({ where: { id } })
  if (!draft || draft.citizenId !== citizenId) throw new Problem('draft.unknown')
  return draft
}

export async function saveDraft(
  platform: Needs,
  citizenId: CitizenId,
  id: string,
  version: number,
  answers: { [key: string]: unknown },
) {
  const { db, clock, catalogue } = platform
  const draft = await ownDraft(platform, citizenId, id)
  const text = JSON.stringify(answers)
  // PostgreSQL takes no U+0000 in JSON, and lone surrogates are no text.
  if (
    text.length > longestAnswers ||
    /\\u0000|\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}/i.test(text)
  ) {
    throw new Problem(text.length > longestAnswers ? 'request.too-large' : 'request.malformed')
  }
  const release = await catalogue.live(draft.serviceCode)
  const saved = await db.draft.updateMany({
    where: { id, version },
    data: {
      answers: JSON.parse(text),
      version: version + 1,
      updatedAt: clock.now(),
      ...(release ? { releaseId: release.id } : {}),
    },
  })
  if (saved.count === 0) throw new Problem('draft.changed')
  return draftView(platform, await ownDraft(platform, citizenId, id))
}

export async function deleteDraft(platform: Needs, citizenId: CitizenId, id: string): Promise<void> {
  await ownDraft(platform, citizenId, id)
  await platform.db.$transaction(async (tx) => {
    await tx.upload.deleteMany({ where: { draftId: id } })
    await tx.draft.delete({ where: { id } })
  })
}
