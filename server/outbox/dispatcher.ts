/** Tells what is due, oldest first, a bounded number at a time; wakes on demand and looks once a second besides. */
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Db } from '../db.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { backOff, type OutboxKind, type OutboxRow, type Told } from './outbox.ts'

export type OutboxHandler = (row: OutboxRow) => Promise<Told>

export interface Dispatcher {
  /** Looks for due rows soon; call it after a commit that wrote some. */
  wake(): void
  /** Stops taking rows and waits for those under way. */
  stop(): Promise<void>
}

interface Options {
  db: Db
  clock: Clock
  log: Logger
  handlers: { readonly [kind in OutboxKind]: OutboxHandler }
  atOnce?: number
}

/** While a row is being told, nobody else takes it for this long; a crash gives it back after it. */
const leaseMs = 30_000
const lookEveryMs = 1000

interface Due {
  id: string
  kind: OutboxKind
  subject: string
  dossier_id: string | null
  payload: Prisma.JsonValue
  attempts: number
  created_at: Date
}

export function startDispatcher({ db, clock, log, handlers, atOnce = 16 }: Options): Dispatcher {
  let stopped = false
  let looking = false
  let lookAgain = false
  /** The last look took as much as there was room for: more may be due. */
  let isFull = false
  const underWay = new Set<Promise<void>>()

  const take = async (room: number): Promise<Due[]> => {
    const now = clock.now()
    return db.sql<Due>`
      UPDATE outbox SET due_at = ${new Date(now.getTime() + leaseMs)}, attempts = attempts + 1
      WHERE id IN (SELECT id FROM outbox WHERE state IN ('pending', 'sent') AND due_at <= ${now}
                   ORDER BY due_at LIMIT ${room} FOR UPDATE SKIP LOCKED)
      RETURNING id, kind, subject, dossier_id, payload, attempts, created_at`
  }

  const tell = async (due: Due): Promise<void> => {
    const row: OutboxRow = {
      id: due.id,
      kind: due.kind,
      subject: due.subject,
      dossierId: due.dossier_id,
      payload: due.payload,
      attempts: due.attempts,
      createdAt: due.created_at,
    }
    let told: Told
    try {
      told = await handlers[row.kind](row)
    } catch (error) {
      log.error({ err: error, outbox: row.id, kind: row.kind }, 'outbox handler failed')
      told = { state: 'later', again: backOff(clock.now(), row.attempts), error: String(error).slice(0, 500) }
    }
    await record(row, told)
  }

  const record = async (row: OutboxRow, told: Told): Promise<void> => {
    const now = clock.now()
    const error = told.state === 'failed' || told.state === 'later' ? told.error : null
    // A row that evidence settled in the meantime stays settled.
    if (told.state === 'done' || told.state === 'failed') {
      await db.sql`
        UPDATE outbox SET state = ${told.state}, settled_at = ${now}, last_error = ${error}
        WHERE id = ${row.id}::uuid AND state IN ('pending', 'sent')`
    } else {
      await db.sql`
        UPDATE outbox SET state = CASE WHEN ${told.state === 'sent'} THEN 'sent' ELSE state END,
               due_at = ${told.again}, last_error = ${error}
        WHERE id = ${row.id}::uuid AND state IN ('pending', 'sent')`
    }
  }

  const look = async (): Promise<void> => {
    if (looking) {
      lookAgain = true
      return
    }
    looking = true
    try {
      do {
        lookAgain = false
        const room = atOnce - underWay.size
        isFull = room <= 0
        if (stopped || isFull) break
        const due = await take(room)
        isFull = due.length === room
        for (const row of due) {
          const work: Promise<void> = tell(row)
            .catch((error) => log.error({ err: error, outbox: row.id }, 'outbox row not recorded'))
            .finally(() => {
              underWay.delete(work)
              if (isFull) void look()
            })
          underWay.add(work)
        }
      } while (lookAgain)
    } catch (error) {
      log.warn({ err: error }, 'outbox could not be read')
    } finally {
      looking = false
    }
  }

  const timer = setInterval(() => void look(), lookEveryMs)
  void look()
  return {
    wake: () => void look(),
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await Promise.allSettled(underWay)
    },
  }
}
