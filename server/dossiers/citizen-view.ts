/** What the citizen sees of a dossier, in a list and alone, and the words for whoever knows code and phone. */
import { formatInstant } from '#calendar'
import { readCursor, writeCursor } from '../cursor.ts'
import type { Tx } from '../db.ts'
import type { Dossier } from '../generated/prisma/client.ts'
import type { CitizenId } from '../ids.ts'
import type { Platform } from '../platform.ts'
import type { Texts } from '../problems.ts'
import type { ServiceRelease } from '../services/index.ts'
import { openAppearance } from './appearance.ts'
import { dossierStatuses } from './status.ts'
import { wordsOf } from './timeline-words.ts'
import { commonView, papersOf, requestsOf, statusOf, timelineOf, unitOf } from './view.ts'
import { isWithdrawable } from './withdraw.ts'

export async function citizenView(platform: Platform, tx: Tx, dossier: Dossier) {
  const release = await platform.catalogue.serviceRelease(dossier.releaseId)
  const documents = await papersOf(tx, dossier, release, 'citizen')
  const step = await currentStep(tx, dossier, release)
  const next = step ?? dossierStatuses[statusOf(dossier)].next
  const appearance = await openAppearance(tx, dossier.id)
  return {
    ...(await commonView(tx, dossier, release)),
    nextText: appearance ? withAppointment(next, appearance.at) : next,
    ...(appearance ? { appearance } : {}),
    receivedAt: platform.calendar.nextWorking(dossier.submittedAt),
    requests: await requestsOf(tx, dossier, release, 'citizen'),
    timeline: await timelineOf(tx, dossier, release, documents, 'public'),
    documents,
    withdrawable: await isWithdrawable(tx, dossier, release),
    closedAt: dossier.closedAt,
  }
}

const withAppointment = ({ vi, en }: Texts, at: Date): Texts => ({
  vi: `${vi} Lịch hẹn: ${formatInstant(at, 'vi')}.`,
  en: `${en} Appointment: ${formatInstant(at, 'en')}.`,
})

/** What the diagram says to the citizen about the step that the case is at. */
async function currentStep(tx: Tx, dossier: Dossier, release: ServiceRelease): Promise<Texts | undefined> {
  if (dossier.closedAt) return undefined
  const [task] = await tx.sql<{ elementId: string }>`
    SELECT element_id AS "elementId" FROM task
    WHERE dossier_id = ${dossier.id}::uuid AND apology_id IS NULL AND state IN ('open', 'claimed', 'decided')
    ORDER BY created_at DESC LIMIT 1`
  return task ? release.diagram.steps.get(task.elementId)?.publicText : undefined
}

/** Code and phone together: status words and dates, no name, no answer. */
export async function trackingView(platform: Platform, tx: Tx, dossier: Dossier) {
  const release = await platform.catalogue.serviceRelease(dossier.releaseId)
  const status = statusOf(dossier)
  const events = await tx.dossierEvent.findMany({
    where: { dossierId: dossier.id, type: { in: ['submitted', 'status', 'closed'] } },
    orderBy: { seq: 'asc' },
  })
  const { vi, en } = release.card.name
  return {
    code: dossier.code,
    serviceName: { vi, en },
    unitName: (await unitOf(tx, dossier.unitCode)).name,
    status,
    statusText: dossierStatuses[status].name,
    nextText: dossierStatuses[status].next,
    submittedAt: dossier.submittedAt,
    dueAt: dossier.dueAt,
    timeline: events.map((event) => ({ at: event.at, title: wordsOf(event, release.diagram).title })),
  }
}

export async function listOfCitizen(platform: Platform, citizenId: CitizenId, cursor: string | undefined) {
  const { db, catalogue } = platform
  const after = readCursor(cursor)
  const size = 20
  const rows = await db.dossier.findMany({
    where: {
      citizenId,
      ...(after ? { OR: [{ submittedAt: { lt: after.at } }, { submittedAt: after.at, id: { lt: after.id } }] } : {}),
    },
    orderBy: [{ submittedAt: 'desc' }, { id: 'desc' }],
    take: size + 1,
  })
  const shown = rows.slice(0, size)
  const open = await db.request.findMany({
    where: { dossierId: { in: shown.map(({ id }) => id) }, to: { in: ['citizen', 'appearance'] }, state: 'open' },
    select: { dossierId: true },
  })
  const needing = new Set(open.map(({ dossierId }) => dossierId))
  const last = rows.length > size ? shown.at(-1) : undefined
  const items = await Promise.all(
    shown.map(async (dossier) => {
      const release = await catalogue.serviceRelease(dossier.releaseId)
      const status = statusOf(dossier)
      const { vi, en } = release.card.name
      return {
        code: dossier.code,
        service: dossier.serviceCode,
        serviceName: { vi, en },
        unit: await unitOf(db, dossier.unitCode),
        status,
        statusText: dossierStatuses[status].name,
        submittedAt: dossier.submittedAt,
        dueAt: dossier.dueAt,
        needsYou: needing.has(dossier.id),
      }
    }),
  )
  return { items, next: last ? writeCursor({ at: last.submittedAt, id: last.id }) : null }
}
