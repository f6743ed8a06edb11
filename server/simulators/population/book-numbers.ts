/** Numbers of entries: per unit, kind and year, growing with the day of registration, as a book is written. Pure. */
import { dayInYear, yearOf } from './days.ts'
import type { CivilEntry } from './person.ts'

/** Entries a unit writes on an average day. The people here are a sample, so numbers have gaps. */
const entriesADay: { readonly [type in CivilEntry['type']]: number } = {
  'khai-sinh': 0.6,
  'ket-hon': 0.25,
  'khai-tu': 0.15,
}
/** Entries by chance keep so many days off one that brings its number, which so stays in order. */
const clearDays = 10
const movedDays = 25

/** Numbers every entry that has none yet. */
export function numberEntries(entries: readonly CivilEntry[]): void {
  for (const book of groupByBook(entries).values()) {
    const fixed = book.filter((entry) => entry.number > 0)
    for (const entry of book) if (entry.number === 0) keepClear(entry, fixed)
    let last = 0
    for (const entry of [...book].sort((a, b) => a.registeredOn - b.registeredOn)) {
      const usual = Math.max(1, Math.floor(dayInYear(entry.registeredOn) * entriesADay[entry.type]))
      if (entry.number === 0) entry.number = Math.max(last + 1, usual)
      last = entry.number
    }
  }
}

function keepClear(entry: CivilEntry, fixed: readonly CivilEntry[]): void {
  const isNear = (other: CivilEntry) => Math.abs(other.registeredOn - entry.registeredOn) <= clearDays
  const moved = entry.registeredOn + movedDays
  if (fixed.some(isNear) && yearOf(moved) === yearOf(entry.registeredOn)) entry.registeredOn = moved
}

function groupByBook(entries: readonly CivilEntry[]): Map<string, CivilEntry[]> {
  const books = new Map<string, CivilEntry[]>()
  for (const entry of entries) {
    const key = `${entry.type} ${entry.unit.code} ${yearOf(entry.registeredOn)}`
    const book = books.get(key)
    if (book) book.push(entry)
    else books.set(key, [entry])
  }
  return books
}
