/**
 * Whether two names are the same person's by the rule of services.md: without regard to case, spacing and canonical
 * form, never without diacritics.
 */
export function sameName(a: string, b: string): boolean {
  return comparable(a) === comparable(b)
}

function comparable(name: string): string {
  // Upper case first: `ß` and `SS`, `ﬁ` and `FI` meet there. NFC again, because case mapping can take it apart.
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC').replace(/\s+/g, ' ').trim()
}
