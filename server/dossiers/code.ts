/**
 * Dossier codes: `00685-0006-171214-00012-2`: unit (five digits), service number, day of submission, running number of
 * the unit that day, Luhn digit over the twenty digits before it.
 */
import { cityDay, dateColumn } from '../clock.ts'
import type { Tx } from '../db.ts'
import { Problem } from '../problems.ts'

/** Luhn's check digit for a text of digits. */
export function checkDigit(digits: string): number {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index])
    const doubled = index % 2 === 0 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return (10 - (sum % 10)) % 10
}

export function formatCode(unitCode: string, serviceNumber: string, day: string, running: number): string {
  const unit = unitCode.padStart(5, '0')
  const date = day.slice(2).replaceAll('-', '')
  const number = String(running).padStart(5, '0')
  return `${unit}-${serviceNumber}-${date}-${number}-${checkDigit(`${unit}${serviceNumber}${date}${number}`)}`
}

/** Whether a text is a code whose check digit fits. */
export function isDossierCode(text: string): boolean {
  if (!/^\d{5}-\d{4}-\d{6}-\d{5}-\d$/.test(text)) return false
  const digits = text.replaceAll('-', '')
  return checkDigit(digits.slice(0, -1)) === Number(digits.at(-1))
}

/**
 * The next code of a unit on that day. The counter's row stays locked until the transaction ends, so numbers have
 * neither gaps nor doubles.
 */
export async function nextCode(tx: Tx, unitCode: string, serviceNumber: string, at: Date): Promise<string> {
  const day = cityDay(at)
  const [row] = await tx.sql<{ last: number }>`
    INSERT INTO unit_day (unit_code, day, last) VALUES (${unitCode}, ${dateColumn(day)}, 1)
    ON CONFLICT (unit_code, day) DO UPDATE SET last = unit_day.last + 1 RETURNING last`
  if (!row || row.last > 99_999) throw new Problem('dossier.code-exhausted')
  return formatCode(unitCode, serviceNumber, day, row.last)
}
