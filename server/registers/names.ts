/**
 * Names as the law compares them: without regard to case, spacing and canonical form. Marks always count: `An` and `Ân`
 * are two people.
 */
export function sameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b)
}

/** What two same names have in common; for indexes and comparisons, not for showing. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC').replace(/\s+/gu, ' ').trim()
}
