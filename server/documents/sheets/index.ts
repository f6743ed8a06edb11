import { inspectionMinutes } from './inspection-minutes.ts'
import type { Sheet } from './sheet.ts'
import { transferSheet } from './transfer-sheet.ts'

export { dayBook, type Period } from './day-book.ts'
export { isInspection } from './inspection-minutes.ts'
export type { Sheet, SheetContext } from './sheet.ts'

/** What may be printed about one case, by the name of its template. */
export const sheets = {
  'transfer-sheet': transferSheet,
  'inspection-minutes': inspectionMinutes,
} as const satisfies { readonly [template: string]: Sheet }
export type SheetName = keyof typeof sheets

export const isSheetName = (name: string): name is SheetName => Object.hasOwn(sheets, name)
