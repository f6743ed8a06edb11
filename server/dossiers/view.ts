/** The parts of a dossier that people see: papers, requests, timeline, files, and what all views have in common. */
import type { Tx } from '../db.ts'
import type { Dossier, DossierEvent, Request } from '../generated/prisma/client.ts'
import type { Texts } from '../problems.ts'
import { type ServiceRelease, type UnitRow, unitPath } from '../services/index.ts'
import { fragment } from '../sql.ts'
import { askedBy, isAskedKind } from './asked.ts'
import { answersOf, jsonObject } from './case-scope.ts'
import { type DossierStatus, dossierStatuses, isDossierStatus } from './status.ts'
import { wordsOf } from './timeline-words.ts'

/** The status as the table of statuses knows it. */
export const statusOf = (dossier: Dossier): DossierStatus =>
  isDossierStatus(dossier.status) ? dossier.status : 'submitted'

/** A paper's name for people: the result's, or the letter's. */
export function paperName(release: ServiceRelease, kind: string): Texts {
  const { result } = release.card
  if (kind === result.kind) return { vi: result.vi, en: result.en }
  return letterNames[kind] ?? { vi: kind, en: kind }
}
const letterNames: { readonly [kind: string]: Texts } = {
  receipt: { vi: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', en: 'Receipt and appointment' },
  'supplement-notice': { vi: 'Phiếu hướng dẫn hoàn thiện hồ sơ', en: 'Request to supplement' },
  'refusal-notice': { vi: 'Thông báo từ chối giải quyết hồ sơ', en: 'Refusal' },
  'apology-letter': { vi: 'Thư xin lỗi và hẹn lại', en: 'Letter of apology' },
  'verification-request': { vi: 'Văn bản đề nghị xác minh', en: 'Request for verification' },
  'consultation-request': { vi: 'Văn bản lấy ý kiến', en: 'Request for an opinion' },
}

/** Letters of which the citizen has a copy at once; the result opens with the hand-over. */
const openLetters = new Set(['receipt', 'supplement-notice', 'refusal-notice', 'apology-letter'])

export function isDownloadable(dossier: Dossier, release: ServiceRelease, kind: string): boolean {
  if (openLetters.has(kind)) return true
  return kind === release.card.result.kind && (dossier.status === 'handed-over' || release.card.delivery.electronic)
}

export async function papersOf(tx: Tx, dossier: Dossier, release: ServiceRelease, reader: 'citizen' | 'staff') {
  const rows = await tx.sql<{ id: string; kind: string; number: string | null; state: string }>`
    SELECT id, kind, number, state FROM document WHERE dossier_id = ${dossier.id}::uuid ORDER BY at`
  const shown =
    reader === 'staff' ? rows : rows.filter((row) => openLetters.has(row.kind) || row.kind === release.card.result.kind)
  return shown.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: paperName(release, row.kind),
    number: row.number,
    state: row.state,
    downloadable: reader === 'staff' || (row.state === 'issued' && isDownloadable(dossier, release, row.kind)),
  }))
}

export async function requestsOf(tx: Tx, dossier: Dossier, release: ServiceRelease, only?: 'citizen') {
  const rows = await tx.sql<AskedRow>`
    SELECT id, kind, "to", items, due, state, answer FROM request
    WHERE dossier_id = ${dossier.id}::uuid AND ("to" = 'citizen' OR ${only !== 'citizen'}) ORDER BY opened_at`
  const fields = release.form(release.card.files.form ?? '').fields
  const replies = only ? new Map<string, Reply>() : await repliesTo(tx, dossier, release, rows)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    due: row.due,
    state: row.state,
    askedBy: null,
    ...replies.get(row.id),
    items: (Array.isArray(row.items) ? row.items : []).flatMap((entry) => {
      const { path, reason, remedy, ground } = jsonObject(entry)
      if (typeof path !== 'string') return []
      const label = fields.get(path)?.label
      return [
        {
          path,
          reason: String(reason ?? ''),
          ...(label ? { label: { vi: label.vi, en: label.en } } : {}),
          ...(typeof remedy === 'string' ? { remedy } : {}),
          ...(typeof ground === 'string' ? { ground } : {}),
        },
      ]
    }),
  }))
}

type AskedRow = Pick<Request, 'id' | 'kind' | 'to' | 'items' | 'due' | 'state' | 'answer'>

interface Reply {
  /** Whom, where others are asked. */
  asked: Texts
  answer?: { label: Texts; by: string; at: Date; reason: string | null; text: string | null }
}

/** Who was asked by each request to others, and what each answered. */
async function repliesTo(
  tx: Tx,
  dossier: Dossier,
  release: ServiceRelease,
  requests: readonly AskedRow[],
): Promise<Map<string, Reply>> {
  const others = requests.filter(({ kind }) => isAskedKind(kind))
  if (others.length === 0) return new Map()
  const ids = others.flatMap(({ answer }) => {
    const { decisionId } = jsonObject(answer)
    return typeof decisionId === 'string' ? [decisionId] : []
  })
  const decisions = await tx.taskDecision.findMany({ where: { id: { in: ids } } })
  const people = await tx.account.findMany({
    where: { id: { in: decisions.map(({ by }) => by) } },
    select: { id: true, fullName: true },
  })
  const entries = others.map(async (request) => {
    const { short: asked } = await askedBy(tx, dossier, release, request.to)
    const decision = decisions.find(({ id }) => id === jsonObject(request.answer).decisionId)
    if (!decision) return [request.id, { asked }] as const
    const { answer, opinion } = jsonObject(decision.form)
    const said = answer ?? opinion
    const step = release.diagram.steps.get(decision.elementId)
    const label = step?.outcomes.find(({ key }) => key === decision.outcome)?.label
    return [
      request.id,
      {
        asked,
        answer: {
          label: label ?? { vi: decision.outcome, en: decision.outcome },
          by: people.find(({ id }) => id === decision.by)?.fullName ?? '',
          at: decision.at,
          reason: decision.reason,
          text: typeof said === 'string' ? said : null,
        },
      },
    ] as const
  })
  return new Map<string, Reply>(await Promise.all(entries))
}

export async function timelineOf(
  tx: Tx,
  dossier: Dossier,
  release: ServiceRelease,
  papers: Awaited<ReturnType<typeof papersOf>>,
  only?: 'public',
) {
  const events = await tx.sql<DossierEvent>`
    SELECT dossier_id AS "dossierId", seq, at, type, actor, element_id AS "elementId", epoch, job_key AS "jobKey", public,
           data, prev_hash AS "prevHash", hash
    FROM dossier_event WHERE dossier_id = ${dossier.id}::uuid AND (public OR ${only !== 'public'}) ORDER BY seq`
  return events.map((event) => entryOf(event, release, papers))
}

function entryOf(event: DossierEvent, release: ServiceRelease, papers: Awaited<ReturnType<typeof papersOf>>) {
  const { title, note, who } = wordsOf(event, release.diagram)
  const { documentId } = jsonObject(event.data)
  const documents = papers.filter((paper) => paper.id === documentId)
  const named = documents[0] ? documents[0].name : title
  return {
    seq: event.seq,
    at: event.at,
    type: event.type,
    title: named,
    note,
    who,
    ...(documents.length ? { documents } : {}),
  }
}

/** The uploads of a dossier, a draft or a task, oldest first. */
export async function uploadsOf(tx: Tx, of: { dossierId: string } | { draftId: string } | { taskId: string }) {
  const select = fragment`
    SELECT u.id, u.field, u.name, f.size, f.media_type AS "mediaType"
    FROM upload u JOIN stored_file f ON f.sha256 = u.sha256`
  if ('dossierId' in of)
    return tx.sql<UploadRow>`${select} WHERE u.dossier_id = ${of.dossierId}::uuid ORDER BY u.created_at, u.id`
  if ('draftId' in of)
    return tx.sql<UploadRow>`${select} WHERE u.draft_id = ${of.draftId}::uuid ORDER BY u.created_at, u.id`
  return tx.sql<UploadRow>`${select} WHERE u.task_id = ${of.taskId}::uuid ORDER BY u.created_at, u.id`
}

interface UploadRow {
  id: string
  field: string
  name: string
  size: number
  mediaType: string
}

export async function unitOf(tx: Tx, code: string): Promise<UnitRow> {
  const [unit] = await unitPath(tx, code)
  if (!unit) throw new Error(`no unit ${code}`)
  return unit
}

/** What citizen and officer views have in common; answers and uploads are read unless whoever asks has them. */
export async function commonView(
  tx: Tx,
  dossier: Dossier,
  release: ServiceRelease,
  known?: { answers: Awaited<ReturnType<typeof answersOf>>; uploads: Awaited<ReturnType<typeof uploadsOf>> },
) {
  const status = statusOf(dossier)
  const { vi, en } = release.card.name
  return {
    code: dossier.code,
    service: dossier.serviceCode,
    serviceName: { vi, en },
    unit: await unitOf(tx, dossier.unitCode),
    status,
    statusText: dossierStatuses[status].name,
    applicantName: dossier.applicantName,
    phone: dossier.phone,
    submittedAt: dossier.submittedAt,
    acceptedAt: dossier.acceptedAt,
    dueAt: dossier.dueAt,
    clock: dossier.clock,
    form: release.formSchema(release.card.files.form ?? ''),
    answers: known?.answers ?? (await answersOf(tx, dossier)),
    uploads: known?.uploads ?? (await uploadsOf(tx, { dossierId: dossier.id })),
    fee: dossier.feeAmount === null ? null : { amount: dossier.feeAmount, lines: dossier.feeLines ?? [] },
  }
}
