/** Numbers of entries: per unit, kind and year, growing with the day of registration, as a book is written. Pure. */
import { dayInYear, yearOf } from './days.ts'
import type { CivilEntry } from './person.ts'

/** Entries a unit writes on an average day. The people here are a sample, so numbers have gaps. */
const entriesADay: { readonly [type in CivilEntry['type']]: number } = {
  'khai-sinh': 0.6,
  'ket-hon': 0.25,
  'khai-tu': 0.15,
  'giam-ho': 0.02,
  'cham-dut-giam-ho': 0.01,
  'nhan-cha-me-con': 0.02,
  'con-nuoi': 0.01,
  'cai-chinh': 0.05,
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

/**
 * Numbers entries that have none and come to books that stand already, in the order of those: between the numbers of the
 * days around them; where there is none free, some days off.
 */
export function numberLaterEntries(standing: readonly CivilEntry[], later: readonly CivilEntry[]): void {
  const books = groupByBook([...standing, ...later.filter(({ number }) => number > 0)])
  for (const entry of later) {
    if (entry.number > 0) continue
    const key = bookOf(entry)
    const book = books.get(key) ?? []
    books.set(key, book)
    placeIn(book, entry)
    book.push(entry)
  }
}

const mostMoved = 60

function placeIn(book: readonly CivilEntry[], entry: CivilEntry): void {
  const { registeredOn } = entry
  for (let moved = 0; moved <= mostMoved; moved += 1) {
    const day = registeredOn + moved
    if (yearOf(day) !== yearOf(registeredOn)) break
    const last = Math.max(0, ...book.filter((other) => other.registeredOn <= day).map(({ number }) => number))
    const next = Math.min(...book.filter((other) => other.registeredOn > day).map(({ number }) => number))
    const usual = Math.max(1, Math.floor(dayInYear(day) * entriesADay[entry.type]))
    const number = Math.max(last + 1, Math.min(usual, next - 1))
    if (number >= next) continue
    entry.number = number
    entry.registeredOn = day
    return
  }
  throw new RangeError(`no number is free in book ${bookOf(entry)}`)
}

function keepClear(entry: CivilEntry, fixed: readonly CivilEntry[]): void {
  const isNear = (other: CivilEntry) => Math.abs(other.registeredOn - entry.registeredOn) <= clearDays
  const moved = entry.registeredOn + movedDays
  if (fixed.some(isNear) && yearOf(moved) === yearOf(entry.registeredOn)) entry.registeredOn = moved
}

function groupByBook(entries: readonly CivilEntry[]): Map<string, CivilEntry[]> {
  const books = new Map<string, CivilEntry[]>()
  for (const entry of entries) {
    const key = bookOf(entry)
    const book = books.get(key)
    if (book) book.push(entry)
    else books.set(key, [entry])
  }
  return books
}

function bookOf({ type, unit, registeredOn }: CivilEntry): string {
  return `${type} ${unit.code} ${yearOf(registeredOn)}`
}
