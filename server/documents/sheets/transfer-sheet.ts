/** Phiếu kiểm soát quá trình giải quyết hồ sơ: who had the dossier, from when to when, within the limit or late. */
import { cityDay, cityInstant } from '../../clock.ts'
import { nameAsked } from '../../dossiers/asked.ts'
import type { Dossier, Task } from '../../generated/prisma/client.ts'
import { commonData, type PaperData } from '../common-data.ts'
import type { Sheet, SheetContext } from './sheet.ts'

type Verdict = 'early' | 'on-time' | 'late' | 'open'

/** How a step or a case stood to its limit; without one it is in time. */
export function verdictOn(due: Date | null, done: Date | null): Verdict {
  if (!done) return 'open'
  if (!due) return 'on-time'
  if (done > due) return 'late'
  return cityDay(done) === cityDay(due) ? 'on-time' : 'early'
}

const instantOf = (at: Date | null) => (at ? cityInstant(at) : null)

interface Person {
  fullName: string
  title: string
}

/** The tasks of the case in the order in which they came, each with who decided it. */
async function stepsOf(context: SheetContext): Promise<PaperData[]> {
  const { tx, dossier, release } = context
  const tasks = await tx.task.findMany({
    where: { dossierId: dossier.id, apologyId: null },
    orderBy: { createdAt: 'asc' },
  })
  const decisions = await tx.taskDecision.findMany({
    where: { dossierId: dossier.id, state: { in: ['decided', 'sending', 'confirmed'] } },
  })
  const of = new Map(decisions.map((decision) => [decision.taskId, decision]))
  const ids = tasks.flatMap((task) => of.get(task.id)?.by ?? task.claimedBy ?? [])
  const accounts = await tx.account.findMany({
    where: { id: { in: ids } },
    select: { id: true, fullName: true, title: true },
  })
  const people = new Map(accounts.map(({ id, ...person }) => [id, person]))
  const others = await askedNames(context, tasks)
  return tasks.map((task) => {
    const decision = of.get(task.id)
    const who = people.get(decision?.by ?? task.claimedBy ?? '')
    const step = release.diagram.steps.get(task.elementId)
    const handedAt = decision?.at ?? task.closedAt
    return {
      name: step?.name.vi ?? task.elementId,
      outcome: step?.outcomes.find(({ key }) => key === decision?.outcome)?.label.vi ?? null,
      ...actorOf(who, others.get(task.requestId ?? '')),
      receivedAt: cityInstant(task.createdAt),
      handedAt: instantOf(handedAt),
      due: instantOf(task.dueAt),
      verdict: verdictOn(task.dueAt, handedAt),
    }
  })
}

/** A step that nobody took is named by whom it waited for, where others were asked. */
function actorOf(who: Person | undefined, asked: string | undefined): PaperData {
  if (who) return { by: who.fullName, position: who.title }
  return { by: asked ?? 'chưa ai nhận', position: null }
}

async function askedNames({ tx, dossier, release }: SheetContext, tasks: Task[]): Promise<Map<string, string>> {
  const ids = tasks.flatMap(({ requestId }) => requestId ?? [])
  const requests = await tx.request.findMany({ where: { id: { in: ids } }, select: { id: true, to: true } })
  const units = await tx.unit.findMany({ where: { code: { in: requests.map(({ to }) => to) } } })
  const nameOf = new Map(units.map(({ code, name }) => [code, name]))
  return new Map(
    requests.map(({ id, to }) => {
      const asked = nameAsked(release, { to, ownUnit: dossier.unitCode, unitName: nameOf.get(to) ?? null })
      return [id, asked.short.vi]
    }),
  )
}

/** Why the clock stood, by the kind of request that was open when it stopped. */
const waits: { readonly [kind: string]: string } = {
  supplement: 'chờ bổ sung hồ sơ',
  'supplement-intake': 'chờ bổ sung hồ sơ',
  verification: 'chờ kết quả xác minh',
  consultation: 'chờ ý kiến trả lời',
  appearance: 'chờ các bên đến ký',
}

async function pausesOf({ tx, dossier }: SheetContext): Promise<PaperData[]> {
  const pauses = await tx.dossierClock.findMany({
    where: { dossierId: dossier.id, kind: 'pause' },
    orderBy: { from: 'asc' },
  })
  const requests = await tx.request.findMany({ where: { dossierId: dossier.id }, orderBy: { openedAt: 'desc' } })
  return pauses.map(({ from, to }) => {
    // The letter, the request and the pause are made by jobs that follow one another.
    const asked = requests.find(
      ({ openedAt, closedAt }) => openedAt <= (to ?? openedAt) && !(closedAt && closedAt < from),
    )
    return { from: cityInstant(from), to: instantOf(to), reason: waits[asked?.kind ?? ''] ?? 'tạm dừng thời hạn' }
  })
}

/** When the result was there: the decision that ended the work, not the hand-over. */
async function finishedAt({ tx, dossier }: SheetContext): Promise<Date | null> {
  const ready = await tx.dossierEvent.findFirst({
    where: { dossierId: dossier.id, type: 'status', data: { path: ['to'], equals: 'ready' } },
    orderBy: { seq: 'desc' },
  })
  return ready?.at ?? dossier.closedAt
}

/** A case that missed its first appointment is late, whatever day was named since. */
async function verdictOf({ tx }: SheetContext, dossier: Dossier, done: Date | null): Promise<Verdict> {
  const missed = await tx.dossierEvent.count({ where: { dossierId: dossier.id, type: 'late' } })
  return missed > 0 ? 'late' : verdictOn(dossier.dueAt, done)
}

export const transferSheet: Sheet = {
  name: { vi: 'Phiếu kiểm soát quá trình giải quyết hồ sơ', en: 'Control sheet of the case' },
  async data(context) {
    const { dossier, platform, officer } = context
    const done = await finishedAt(context)
    return {
      ...(await commonData({ ...context, answers: {}, at: platform.clock.now() })),
      acceptedAt: instantOf(dossier.acceptedAt),
      appointment: instantOf(dossier.dueAt),
      finishedAt: instantOf(done),
      steps: await stepsOf(context),
      pauses: await pausesOf(context),
      verdict: await verdictOf(context, dossier, done),
      officer: officer.fullName,
    }
  },
}
