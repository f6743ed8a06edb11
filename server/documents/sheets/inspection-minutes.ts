/** Biên bản kiểm tra thực địa, from what the officer wrote down at the place; to be signed by those who were there. */
import type { JsonValue } from '#feel'
import { jsonObject } from '../../dossiers/case-scope.ts'
import type { TaskDecision } from '../../generated/prisma/client.ts'
import { commonData, type PaperData } from '../common-data.ts'
import type { Sheet, SheetContext } from './sheet.ts'

/** What minutes can conclude; the outcomes of a step that inspects are called so. */
const conclusions: readonly string[] = ['pass', 'fix', 'fail']

const standing: readonly string[] = ['decided', 'sending', 'confirmed']

type Made = Pick<TaskDecision, 'state' | 'outcome' | 'form'>

/** Whether a decision concludes an inspection: its form holds observations made at a place. */
export function isInspection({ state, outcome, form }: Made): boolean {
  return standing.includes(state) && conclusions.includes(outcome) && Array.isArray(jsonObject(form).observations)
}

/** The newest decision that concludes an inspection. */
async function inspection({ tx, dossier }: Pick<SheetContext, 'tx' | 'dossier'>): Promise<Inspected | undefined> {
  const decisions = await tx.sql<Inspected>`
    SELECT state, outcome, form, at FROM task_decision WHERE dossier_id = ${dossier.id}::uuid ORDER BY at DESC`
  return decisions.find(isInspection)
}

type Inspected = Made & Pick<TaskDecision, 'at'>

const rowsOf = (value: JsonValue | undefined) => (Array.isArray(value) ? value.map(jsonObject) : [])
const textOf = (value: JsonValue | undefined): string | null => (typeof value === 'string' && value ? value : null)
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
const judged: { readonly [fits: string]: string } = { dat: 'đạt', 'khong-dat': 'không đạt' }

/** A day and a time of day of the city; null where the form, of an earlier release, asked for the day alone. */
function instantOf(day: JsonValue | undefined, time: JsonValue | undefined): string | null {
  const [date, clock] = [textOf(day), textOf(time)]
  return date && clock ? `${date}T${clock}:00+07:00` : null
}

/** `Đúng mốc giới: đạt`. */
function found({ observed, fits }: PaperData): string | null {
  return [textOf(observed), judged[String(fits)]].filter(Boolean).join(': ') || null
}

/** Why it did not pass: the reasons of a failure with their ground, or the points to mend. */
function reasonOf(form: PaperData): string | null {
  const said = [...rowsOf(form.reasons), ...rowsOf(form.items)].flatMap(({ reason, legalRef, ground }) => {
    const source = textOf(legalRef) ?? textOf(ground)
    return textOf(reason) ? [source ? `${reason} (${source})` : String(reason)] : []
  })
  return said.join('; ') || null
}

export const inspectionMinutes: Sheet = {
  name: { vi: 'Biên bản kiểm tra thực địa', en: 'Minutes of the inspection' },
  async data(context) {
    const decision = await inspection(context)
    if (!decision) return undefined
    const form = jsonObject(decision.form)
    const common = await commonData({ ...context, answers: {}, at: decision.at })
    return {
      ...common,
      subject: `địa điểm đề nghị ${lowerFirst(String(jsonObject(common.dossier).request))}`,
      place: textOf(form.place),
      startedAt: instantOf(form.inspectedOn, form.startedAt) ?? textOf(form.inspectedOn),
      endedAt: instantOf(form.inspectedOn, form.endedAt),
      present: rowsOf(form.present).map(({ fullName, capacity }) => ({
        name: textOf(fullName),
        party: textOf(capacity),
        position: null,
      })),
      against: 'Quy định',
      facts: rowsOf(form.observations).map((row) => ({
        label: textOf(row.item),
        declared: textOf(row.requirement),
        found: found(row),
      })),
      remarks: textOf(form.conclusion),
      opinion: null,
      outcome: decision.outcome,
      reason: reasonOf(form),
      copies: 2,
    }
  },
}
