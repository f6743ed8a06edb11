/**
 * Numbers of papers: lines 1…n per unit, register and year, each issued or void with reason and actor; none used again.
 * The book's row stays locked until the transaction ends, so no line is skipped or given twice.
 */
import { cityDay } from '../clock.ts'
import type { Tx } from '../db.ts'

export interface RegisterPlace {
  unitCode: string
  register: string
  year: number
}

export async function nextLine(
  tx: Tx,
  unitCode: string,
  register: string,
  at: Date,
): Promise<RegisterPlace & { line: number }> {
  const year = Number(cityDay(at).slice(0, 4))
  const [row] = await tx.sql<{ last: number }>`
    INSERT INTO register_book (unit_code, register, year, last) VALUES (${unitCode}, ${register}, ${year}, 1)
    ON CONFLICT (unit_code, register, year) DO UPDATE SET last = register_book.last + 1 RETURNING last`
  if (!row) throw new Error('the register gave no line')
  return { unitCode, register, year, line: row.last }
}

/** Writes what became of a line. */
export async function writeLine(
  tx: Tx,
  place: RegisterPlace & { line: number },
  paper: { dossierId: string; documentId: string; at: Date; by: string },
): Promise<void> {
  await tx.sql`
    INSERT INTO register_line (unit_code, register, year, line, dossier_id, document_id, at, by, state)
    VALUES (${place.unitCode}, ${place.register}, ${place.year}, ${place.line}, ${paper.dossierId}::uuid,
            ${paper.documentId}::uuid, ${paper.at}, ${paper.by}, 'issued')`
}

export async function voidLine(
  tx: Tx,
  documentId: string,
  why: { at: Date; reason: string; by: string },
): Promise<void> {
  await tx.registerLine.updateMany({
    where: { documentId, state: 'issued' },
    data: { state: 'void', voidedAt: why.at, voidReason: why.reason, voidBy: why.by },
  })
}
