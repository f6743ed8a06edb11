/** How well an entry agrees with what was asked. Pure. */
import { sameEntryNumber } from '../../registers/index.ts'
import { type CivilEntry, isoDay, type Person, yearOf } from '../population/index.ts'

export interface EntryQuestion {
  dateOfBirth?: string
  unit?: string
  entryNumber?: string
  bookNumber?: string
}

export type EntryMatch =
  | { exact: true; differs: [] }
  /** One thing departs, as by a slip of the pen: worth an officer's look. */
  | { exact: false; differs: [keyof EntryQuestion] }

/** Null when the entry is another one. */
export function matchEntry(entry: CivilEntry, subject: Person, asked: EntryQuestion): EntryMatch | null {
  const year = yearOf(entry.registeredOn)
  const bornOn = isoDay(entry.type === 'khai-sinh' ? entry.bornOn : subject.bornOn)
  const agrees: { readonly [field in keyof EntryQuestion]-?: (value: string) => boolean } = {
    dateOfBirth: (value) => value === bornOn,
    unit: (value) => value === entry.unit.code,
    entryNumber: (value) => sameEntryNumber(value, `${entry.number}/${year}`),
    bookNumber: (value) => sameEntryNumber(value, `1/${year}`),
  }
  const fields = ['dateOfBirth', 'unit', 'entryNumber', 'bookNumber'] as const
  const differs = fields.filter((field) => {
    const value = asked[field]
    return value !== undefined && !agrees[field](value)
  })
  const [first] = differs
  if (first === undefined) return { exact: true, differs: [] }
  if (differs.length > 1 || first === 'unit') return null
  if (first === 'dateOfBirth' && !isSlip(asked.dateOfBirth ?? '', bornOn)) return null
  return { exact: false, differs: [first] }
}

/** One of day, month and year written wrong, a year by two at most; or day and month exchanged. */
function isSlip(written: string, held: string): boolean {
  const [year = '', month = '', day = ''] = written.split('-')
  const [heldYear = '', heldMonth = '', heldDay = ''] = held.split('-')
  const sameYear = year === heldYear
  if (sameYear && (month === heldMonth || day === heldDay)) return true
  if (sameYear && month === heldDay && day === heldMonth) return true
  return month === heldMonth && day === heldDay && Math.abs(Number(year) - Number(heldYear)) <= 2
}
