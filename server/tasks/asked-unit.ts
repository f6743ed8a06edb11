/**
 * An officer of another unit that was asked has a task in this case, but the case is not that unit's: what is shown are
 * the answers that the card names for the question, the letter that asks it, and nothing else.
 */
import { may, type Staff } from '../accounts/index.ts'
import { askedKinds } from '../dossiers/asked.ts'
import type { Dossier, Upload } from '../generated/prisma/client.ts'
import type { ServiceRelease } from '../services/index.ts'
import { isCandidate } from './entitled.ts'

/** Whether this officer meets the case only because another unit asks. */
export function isGuest(who: Staff, dossier: Pick<Dossier, 'unitCode'>): boolean {
  return !may(who.roles, 'dossier.read', { code: dossier.unitCode, above: [] })
}

/** Letters that ask others: they have them on paper anyway. */
const letterKinds: readonly string[] = askedKinds.map((kind) => `${kind}-request`)

/** The kind of request whose answer a task records, by the letter that goes with it. */
type Kind = (typeof askedKinds)[number]

function fieldsFor({ card }: Pick<ServiceRelease, 'card'>, kinds: readonly Kind[]): Set<string> {
  return new Set(kinds.flatMap((kind) => card[kind]?.fields ?? []))
}

interface Case {
  form: { [name: string]: unknown }
  dossier: {
    phone: string
    answers: { [key: string]: unknown }
    uploads: { field: string }[]
    fee: unknown
    requests: { id: string }[]
    timeline: unknown[]
    documents: { kind: string }[]
    decisions: unknown[]
  }
  comparisons: unknown[]
  checks: unknown[]
  warnings: unknown[]
  lookups: unknown[]
  sheets: unknown[]
}

/** The same task, with what the asked unit may see of the case. */
export function forAskedUnit<View extends Case>(
  view: View,
  about: { release: Pick<ServiceRelease, 'card'>; kind: Kind; requestId: string | null; names: object },
): View {
  const shown = fieldsFor(about.release, [about.kind])
  const { dossier } = view
  return {
    ...view,
    form: { ...view.form, context: about.names },
    comparisons: [],
    checks: [],
    warnings: [],
    lookups: [],
    sheets: [],
    dossier: {
      ...dossier,
      phone: '',
      fee: null,
      answers: Object.fromEntries(Object.entries(dossier.answers).filter(([key]) => shown.has(key))),
      uploads: dossier.uploads.filter(({ field }) => shown.has(field)),
      requests: dossier.requests.filter(({ id }) => id === about.requestId),
      timeline: [],
      documents: dossier.documents.filter(({ kind }) => letterKinds.includes(kind)),
      decisions: [],
    },
  }
}

interface Reading {
  who: Staff
  dossier: Pick<Dossier, 'unitCode'>
  /** Tasks of the dossier, open or not. */
  tasks: { groups: string[] }[]
}

/** Whether an officer may open a file of the case: the unit's own all, an asked one those that it was shown. */
export function mayOpenUpload(
  { who, dossier, tasks }: Reading,
  release: Pick<ServiceRelease, 'card'>,
  upload: Pick<Upload, 'field' | 'taskId'>,
): boolean {
  if (!tasks.some((task) => isCandidate(who, task))) return false
  return !isGuest(who, dossier) || (upload.taskId === null && fieldsFor(release, askedKinds).has(upload.field))
}

/** Whether an officer may open a paper of the case. */
export function mayOpenPaper({ who, dossier, tasks }: Reading, kind: string): boolean {
  if (!tasks.some((task) => isCandidate(who, task))) return false
  return !isGuest(who, dossier) || letterKinds.includes(kind)
}
