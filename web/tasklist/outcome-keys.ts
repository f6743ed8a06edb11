import { withoutMarks } from '../i18n/index.ts'

/** Letters that the desk itself uses. */
const taken = new Set(['c', 'j', 'k'])

/** A letter for each outcome: the first letter of a word of its label that is free, else any letter of it. */
export function outcomeKeys(outcomes: readonly { key: string; label: { vi: string } }[]): ReadonlyMap<string, string> {
  const used = new Set(taken)
  const keys = new Map<string, string>()
  for (const { key, label } of outcomes) {
    const plain = withoutMarks(label.vi)
    const initials = plain.split(/[^a-z]+/).map((word) => word.slice(0, 1))
    const letter = [...initials, ...plain].find((each) => /^[a-z]$/.test(each) && !used.has(each))
    if (letter === undefined) continue
    used.add(letter)
    keys.set(key, letter)
  }
  return keys
}
