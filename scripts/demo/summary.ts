/** The table at the end: which way how many dossiers went, and how they read now. */
import type { Schemas } from './caller.ts'
import type { Story } from './stories.ts'

export function summary(results: readonly { story: Story; dossier: Schemas['DossierView'] | undefined }[]): string {
  const rows = new Map<string, { open: boolean; way: string; reads: string; count: number }>()
  for (const { story, dossier } of results) {
    const reads = dossier?.status ?? 'not there yet'
    const key = `${story.open}/${story.way}/${reads}`
    const row = rows.get(key) ?? { open: story.open, way: story.way, reads, count: 0 }
    row.count += 1
    rows.set(key, row)
  }
  const sorted = [...rows.values()].sort((a, b) => Number(a.open) - Number(b.open) || b.count - a.count)
  const line = (cells: readonly string[]) =>
    `  ${cells[0]?.padEnd(7)} ${cells[1]?.padEnd(36)} ${cells[2]?.padEnd(14)} ${cells[3]?.padStart(5)}`
  const total = (open: boolean) => sorted.filter((row) => row.open === open).reduce((sum, { count }) => sum + count, 0)
  return [
    line(['', 'way', 'reads', 'count']),
    ...sorted.map(({ open, way, reads, count }) => line([open ? 'open' : 'closed', way, reads, String(count)])),
    line(['', `${total(false)} closed, ${total(true)} open`, '', String(results.length)]),
  ].join('\n')
}
