/** What the simulated switchboard has taken: its log on disk and what of it is at hand. */
import { isObject } from '../../registers/index.ts'
import { openAppendLog } from '../append-log.ts'
import {
  createReassembly,
  type LogLine,
  type MessageLine,
  type ReceiptLine,
  readLogLine,
  type SubmitLine,
} from './messages.ts'

export interface ShownMessage extends MessageLine {
  state: 'sent' | 'delivered' | 'failed'
}

export interface MessageStore {
  /** Gives the submit an id, writes it and, with its last part, the whole text; nothing is ever taken for a repetition. */
  take(submit: Omit<SubmitLine, 'id'>): SubmitLine
  /** Writes that the sender confirmed a receipt. */
  settle(id: string, state: ReceiptLine['state'], at: Date): void
  /** Submits whose receipt was asked for and is not confirmed, oldest first. */
  owed(): IterableIterator<SubmitLine>
  /** The newest texts, newest first; of one number when it is given. */
  newest(limit: number, to?: string): ShownMessage[]
  close(): void
}

/** How many texts the page can show; the log keeps all. */
const shownTexts = 5_000

export function openMessageStore(path: string): MessageStore {
  const log = openAppendLog<LogLine>(path, (parsed) => (isObject(parsed) ? readLogLine(parsed) : null))
  const reassembly = createReassembly()
  const owed = new Map<string, SubmitLine>()
  const states = new Map<string, ReceiptLine['state']>()
  const messages: MessageLine[] = []
  let lastId = 0

  const show = (message: MessageLine): void => {
    messages.push(message)
    if (messages.length > shownTexts * 2) {
      for (const forgotten of messages.splice(0, shownTexts)) for (const id of forgotten.ids) states.delete(id)
    }
  }

  for (const line of log.lines) {
    if (line.kind === 'message') show(line)
    else if (line.kind === 'receipt') {
      states.set(line.id, line.state)
      owed.delete(line.id)
    } else {
      lastId = Math.max(lastId, Number.parseInt(line.id, 16) || 0)
      reassembly.take(line)
      if (line.receiptWanted) owed.set(line.id, line)
    }
  }

  const stateOf = (message: MessageLine): ShownMessage['state'] => {
    const known = message.ids.map((id) => states.get(id))
    if (known.includes('failed')) return 'failed'
    return known.every((state) => state === 'delivered') ? 'delivered' : 'sent'
  }

  return {
    take(submit) {
      lastId += 1
      const line: SubmitLine = { ...submit, id: lastId.toString(16).padStart(8, '0') }
      log.append(line)
      if (line.receiptWanted) owed.set(line.id, line)
      const message = reassembly.take(line)
      if (message) {
        log.append(message)
        show(message)
      }
      return line
    },
    settle(id, state, at) {
      log.append({ kind: 'receipt', at: at.toISOString(), id, state })
      states.set(id, state)
      owed.delete(id)
    },
    owed: () => owed.values(),
    newest(limit, to) {
      const found: ShownMessage[] = []
      for (let index = messages.length - 1; index >= 0 && found.length < limit; index -= 1) {
        const message = messages[index]
        if (message && (to === undefined || message.to === to)) found.push({ ...message, state: stateOf(message) })
      }
      return found
    },
    close: () => log.close(),
  }
}
