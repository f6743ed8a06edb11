/** Sheets about the case of a task: whoever has the case may print them, whoever was only asked may not. */
import type { Staff } from '../accounts/index.ts'
import { isInspection, type SheetName, sheets } from '../documents/sheets/index.ts'
import type { Dossier, TaskDecision } from '../generated/prisma/client.ts'
import type { Platform } from '../platform.ts'
import { Problem, type Texts } from '../problems.ts'
import { isGuest } from './asked-unit.ts'
import { isCandidate } from './entitled.ts'

/** What can be printed of a case in which this was decided. */
export function sheetsOf(
  decisions: readonly Pick<TaskDecision, 'state' | 'outcome' | 'form'>[],
): { sheet: SheetName; name: Texts }[] {
  const names: SheetName[] = [
    'transfer-sheet',
    ...(decisions.some(isInspection) ? (['inspection-minutes'] as const) : []),
  ]
  return names.map((sheet) => ({ sheet, name: sheets[sheet].name }))
}

/** The sheet as a PDF. Throws `task.unknown` for whoever may not have it, `paper.unknown` where there is nothing to print. */
export async function printSheet(
  platform: Platform,
  who: Staff,
  taskId: string,
  sheet: SheetName,
): Promise<{ pdf: Uint8Array; dossier: Dossier; name: Texts }> {
  const { db, catalogue, papers } = platform
  const task = await db.task.findUnique({ where: { id: taskId } })
  const dossier = task ? await db.dossier.findUnique({ where: { id: task.dossierId } }) : null
  if (!task || !dossier || !isCandidate(who, task) || isGuest(who, dossier)) throw new Problem('task.unknown')
  const release = await catalogue.serviceRelease(dossier.releaseId)
  const { name, data } = sheets[sheet]
  const made = await data({ platform, tx: db, dossier, release, officer: who })
  if (!made) throw new Problem('paper.unknown')
  return { pdf: await papers.renderSheet(sheet, made), dossier, name }
}
