/** Drafts: what has been typed so far, by a citizen or at a counter, kept as it is; checked when submitted. */
import { initialAnswers } from '#forms'
import type { Draft } from '../generated/prisma/client.ts'
import { newId } from '../ids.ts'
import type { Platform } from '../platform.ts'
import { Problem } from '../problems.ts'
import { isLive } from '../services/index.ts'
import { jsonObject } from './case-scope.ts'
import { type CounterChannel, channelOf, type Filer, isOwn, ownedBy } from './filer.ts'
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
    channel: draft.channel,
    release: release.number,
    answers: jsonObject(draft.answers),
    uploads: await uploadsOf(db, { draftId: draft.id }),
    version: draft.version,
    updatedAt: draft.updatedAt,
    stale: draft.releaseId !== release.id,
  }
}

export async function listDrafts(platform: Needs, filer: Filer) {
  const drafts = await platform.db.draft.findMany({
    where: ownedBy(filer),
    orderBy: { updatedAt: 'desc' },
    take: mostDrafts,
  })
  return Promise.all(drafts.map((draft) => draftView(platform, draft)))
}

/**
 * Opens a draft for a service and unit. A citizen gets back the one that is there; at a counter each is for another
 * person.
 */
export async function openDraft(
  platform: Needs,
  filer: Filer,
  { service, unit, channel: asked }: { service: string; unit: string; channel?: CounterChannel },
) {
  const { db, clock, catalogue } = platform
  const release = await catalogue.live(service)
  if (!release) throw new Problem('service.unknown')
  const known = await db.unit.findUnique({ where: { code: unit }, select: { code: true } })
  if (!known) throw new Problem('unit.unknown')
  if (!(await isLive(db, clock, service, unit))) throw new Problem('service.not-live')
  const channel = await channelOf(platform, filer, unit, asked)
  const owner = ownedBy(filer)
  const before =
    filer.kind === 'citizen'
      ? await db.draft.findFirst({ where: { ...owner, serviceCode: service, unitCode: unit } })
      : null
  if (before) return draftView(platform, before)
  if ((await db.draft.count({ where: owner })) >= mostDrafts) throw new Problem('draft.too-many')
  const now = clock.now()
  const form = release.form(release.card.files.form ?? '')
  const draft = await db.draft.create({
    data: {
      id: newId(),
      ...owner,
      channel,
      serviceCode: service,
      unitCode: unit,
      releaseId: release.id,
      answers: initialAnswers(form, filer.kind === 'citizen' ? { person: { phone: filer.phone } } : {}),
      createdAt: now,
      updatedAt: now,
    },
  })
  return draftView(platform, draft)
}

/** The filer's own draft; another's is as unknown as none. */
export async function ownDraft({ db }: Pick<Platform, 'db'>, filer: Filer, id: string): Promise<Draft> {
  const draft = await db.draft.findUnique({ where: { id } })
  if (!draft || !isOwn(filer, draft)) throw new Problem('draft.unknown')
  return draft
}

export async function saveDraft(
  platform: Needs,
  filer: Filer,
  id: string,
  version: number,
  answers: { [key: string]: unknown },
) {
  const { db, clock, catalogue } = platform
  const draft = await ownDraft(platform, filer, id)
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
  return draftView(platform, await ownDraft(platform, filer, id))
}

export async function deleteDraft(platform: Needs, filer: Filer, id: string): Promise<void> {
  await ownDraft(platform, filer, id)
  await platform.db.$transaction(async (tx) => {
    await tx.upload.deleteMany({ where: { draftId: id } })
    await tx.draft.delete({ where: { id } })
  })
}
