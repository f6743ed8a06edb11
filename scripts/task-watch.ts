/** Waiting for tasks in a list: one look at the list serves everybody who waits for one, and nobody looks when none wait. */
import type { components } from '../web/api/schema.d.ts'

export type TaskRow = components['schemas']['TaskRow']

export interface TaskWatch {
  /** Waits until the dossier has an undecided task of the step that is not among `known`. */
  sees(code: string, step: string, known: ReadonlySet<string>): Promise<TaskRow>
}

interface Waiting {
  code: string
  step: string
  known: ReadonlySet<string>
  found(row: TaskRow): void
  lost(error: Error): void
  until: number
}

/** `list` gives the whole list; it is read every `lookEveryMs` while somebody waits, each of whom gives up after `giveUpMs`. */
export function watchTasks(
  list: () => Promise<readonly TaskRow[]>,
  { lookEveryMs, giveUpMs }: { lookEveryMs: number; giveUpMs: number },
): TaskWatch {
  const waiting = new Set<Waiting>()
  let looking = false

  async function look(): Promise<void> {
    while (waiting.size > 0) {
      const rows = await list()
      for (const one of waiting) {
        const row = rows.find(
          ({ dossierCode, step, id, state }) =>
            dossierCode === one.code &&
            step === one.step &&
            !one.known.has(id) &&
            (state === 'open' || state === 'claimed'),
        )
        if (row) one.found(row)
        else if (Date.now() > one.until)
          one.lost(new Error(`${one.code} has no task ${one.step} after ${giveUpMs / 1000} s`))
        else continue
        waiting.delete(one)
      }
      await new Promise((done) => setTimeout(done, lookEveryMs))
    }
  }

  return {
    sees: (code, step, known) =>
      new Promise((found, lost) => {
        waiting.add({ code, step, known, found, lost, until: Date.now() + giveUpMs })
        if (looking) return
        looking = true
        look()
          .catch((error: Error) => {
            for (const one of waiting) one.lost(error)
            waiting.clear()
          })
          .finally(() => {
            looking = false
          })
      }),
  }
}
