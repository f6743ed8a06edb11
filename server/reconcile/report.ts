/** The report of a reconciliation: codes, elements and counts, nothing about people. */
import type { Line } from './cases.ts'
import { misfitWords, type Reconciled, type ReconcileOrder } from './order.ts'

const acts: Readonly<Record<Line['act'], string>> = {
  'goes-on': 'goes on at',
  begins: 'starts anew from',
  'by-hand': 'is left to people:',
}

/** The whole report, as lines: what was found, the sums, then each case, those first that people must look at. */
export function reportOf({ misfit, lines, besides, blocked }: Reconciled, order: ReconcileOrder): string[] {
  const found = misfit ? misfitWords[misfit] : 'Engine and database know each other.'
  const tense = order.act === 'apply' ? 'Done:' : 'What --apply does:'
  if (lines.length + besides.length === 0)
    return [found, 'Nothing to mend in any open case.', ...(blocked ? [blocked] : [])]
  const [byHand, others] = [lines.filter(isByHand), lines.filter((line) => !isByHand(line))]
  return [
    found,
    tense,
    `  ${summary(lines)}`,
    ...besides.map((words) => `  ${words}`),
    ...bySteps(others),
    ...[...byHand, ...others].map(
      ({ code, kind, act, at }) => `  ${code}${kind === 'apology' ? ' (apology)' : ''} ${acts[act]} ${at}`,
    ),
    ...(blocked ? [blocked] : []),
  ]
}

const isByHand = ({ act }: Line): boolean => act === 'by-hand'

function summary(lines: readonly Line[]): string {
  const count = (act: Line['act']) => lines.filter((line) => line.act === act).length
  return `${lines.length} cases: ${count('goes-on')} go on, ${count('begins')} start anew, ${count('by-hand')} are left to people.`
}

/** How many cases stand at each step, the most first; not worth a line when each has its own. */
function bySteps(lines: readonly Line[]): string[] {
  const counts = new Map<string, number>()
  for (const { at } of lines) counts.set(at, (counts.get(at) ?? 0) + 1)
  if (counts.size === lines.length) return []
  return [...counts].sort(([, a], [, b]) => b - a).map(([at, count]) => `  ${count} × ${at}`)
}
