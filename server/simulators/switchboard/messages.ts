/** What the simulated switchboard took, as lines of its log and as the texts that a phone shows. Pure. */

/** One submit_sm that was accepted. */
export interface SubmitLine {
  kind: 'submit'
  at: string
  id: string
  account: string
  from: string
  /** National, beginning with 0, where the number is a Vietnamese one. */
  to: string
  /** user_message_reference; null when the submit carried none. */
  reference: number | null
  encoding: 'gsm7' | 'ucs2' | 'other'
  part: { number: number; total: number; reference: number } | null
  text: string
  receiptWanted: boolean
}

/** A text whose parts are all there, in the words a phone shows; written with its last part. */
export interface MessageLine {
  kind: 'message'
  at: string
  ids: string[]
  from: string
  to: string
  reference: number | null
  encoding: SubmitLine['encoding']
  text: string
}

/** A receipt that the sender confirmed. */
export interface ReceiptLine {
  kind: 'receipt'
  at: string
  id: string
  state: 'delivered' | 'failed'
}

export type LogLine = SubmitLine | MessageLine | ReceiptLine

/** Reads a line of the log; null when it is none of ours. The file is written by nobody else. */
export function readLogLine(parsed: object | null): LogLine | null {
  return parsed !== null && isLogLine(parsed) ? parsed : null
}

function isLogLine(line: { kind?: unknown }): line is LogLine {
  return line.kind === 'submit' || line.kind === 'message' || line.kind === 'receipt'
}

/** How many unfinished texts are kept; the oldest give way. */
const maxUnfinished = 1_000

export interface Reassembly {
  /** Takes a part in any order; the whole text when it was the last one missing. */
  take(line: SubmitLine): MessageLine | null
}

/**
 * Joins parts as a phone does: by sender, receiver, part reference and total, told apart further by the sender's message
 * reference. A part that comes twice replaces itself, so a text sent again whole is shown again.
 */
export function createReassembly(): Reassembly {
  const unfinished = new Map<string, Map<number, SubmitLine>>()
  return {
    take(line) {
      if (!line.part || line.part.total === 1) return joined([line])
      const { reference, total, number } = line.part
      const key = JSON.stringify([line.from, line.to, reference, total, line.reference])
      const parts = unfinished.get(key) ?? new Map<number, SubmitLine>()
      unfinished.set(key, parts)
      parts.set(number, line)
      if (parts.size === total) {
        unfinished.delete(key)
        return joined([...parts.entries()].sort(([a], [b]) => a - b).map(([, part]) => part))
      }
      if (unfinished.size > maxUnfinished)
        for (const oldest of [...unfinished.keys()].slice(0, 1)) unfinished.delete(oldest)
      return null
    },
  }
}

function joined(parts: SubmitLine[]): MessageLine | null {
  const [first] = parts
  if (!first) return null
  return {
    kind: 'message',
    at:
      parts
        .map((part) => part.at)
        .sort()
        .at(-1) ?? first.at,
    ids: parts.map((part) => part.id),
    from: first.from,
    to: first.to,
    reference: first.reference,
    encoding: first.encoding,
    text: parts.map((part) => part.text).join(''),
  }
}

/** A Vietnamese number as people write it; any other as it came. */
export function nationalNumber(address: string): string {
  return address.replace(/^\+?84(?=[1-9]\d{8,9}$)/, '0')
}
