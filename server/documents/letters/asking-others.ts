/** Letters to others: what is asked of each unit or body of this round, what they need to know, and by when. */
import { describe } from '#forms'
import { cityDay, cityInstant } from '../../clock.ts'
import { type AskedKind, askedBy } from '../../dossiers/asked.ts'
import { examination } from '../../dossiers/examination.ts'
import { commonData, type PaperData, signerBlock, unitWords } from '../common-data.ts'
import type { LetterContext } from './letter.ts'

/** The answers that the card lets others see, in the words of the form. */
function factsOf({ dossier, release, answers, at }: LetterContext, fields: readonly string[]): PaperData[] {
  const form = release.form(release.card.files.form ?? '')
  const shown = new Set(fields)
  return describe(form, answers, { now: at, submittedOn: cityDay(dossier.submittedAt) }, 'vi')
    .flatMap((step) => step.rows)
    .filter((row) => shown.has(row.key))
    .map((row) => ({ label: row.label, value: row.text || null }))
}

/** What the card asks in every such case, and what the officer asks in this one. */
async function questionsOf({ tx, dossier, release }: LetterContext, kind: AskedKind): Promise<string[]> {
  const { question } = (await examination(tx, dossier.id, release))?.form ?? {}
  const own = typeof question === 'string' && question !== '' ? [question] : []
  return [...(release.card[kind]?.questions ?? []).map(({ vi }) => vi), ...own]
}

export async function askingOthers(context: LetterContext, kind: AskedKind): Promise<PaperData> {
  const { tx, dossier, release, decision, at } = context
  const requests = await tx.request.findMany({
    where: { dossierId: dossier.id, kind, state: 'open' },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
  })
  const asked = await Promise.all(requests.map(({ to }) => askedBy(tx, dossier, release, to)))
  const dues = requests.map(({ due }) => due.getTime())
  const unit = await unitWords(tx, dossier.unitCode)
  const section = release.card[kind]
  return {
    ...(await commonData(context)),
    number: context.number,
    subject: section?.subject.vi ?? 'thông tin hồ sơ',
    to: asked.map(({ name }) => name.vi).join('; '),
    ground: release.card.legalBasis[0]?.vi ?? '',
    facts: factsOf(context, section?.fields ?? []),
    questions: await questionsOf(context, kind),
    replyBy: cityInstant(dues.length > 0 ? new Date(Math.max(...dues)) : at),
    signer: signerBlock(decision?.officer ?? null),
    signature: decision ? { by: unit.full ?? '', name: decision.officer.fullName, at: cityInstant(at) } : null,
  }
}
