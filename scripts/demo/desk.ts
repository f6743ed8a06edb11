/** The officers of one counter and what lies on their desks: one look at the list serves everybody who waits for a task. */
import { demoAccounts } from '../../server/accounts/index.ts'
import { Officer, type Schemas, type Target } from './caller.ts'

type TaskRow = Schemas['TaskRow']
type TaskList = Schemas['TaskList']

const lookEveryMs = 700
const giveUpMs = 600_000

const oneStop = ['check-completeness', 'deliver', 'deliver-refusal']
/** Who does a step; the rest is the justice officer's. */
export const roleOf = (step: string) =>
  oneStop.includes(step) ? 'oneStopOfficer' : step.startsWith('sign') ? 'unitLeader' : 'justiceOfficer'

export interface Desk {
  /** The officer who takes dossier `n` of this step. */
  officer(n: number, step: string): Officer
  /** Waits until the dossier has a task of the step that is not among `known`. */
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

/** Signs all officers of a unit in. */
export async function openDesk(target: Target, unit: string, password: string, place: number): Promise<Desk> {
  const here = demoAccounts.filter(({ unitCode }) => unitCode === unit)
  const byRole = new Map<string, { officers: Officer[]; waiting: Set<Waiting>; looking: boolean }>()
  for (const role of ['oneStopOfficer', 'justiceOfficer', 'unitLeader']) {
    const officers: Officer[] = []
    for (const [index, { login }] of here.filter((account) => account.role === role).entries()) {
      const officer = new Officer(target, place + index + 10 * byRole.size)
      await officer.signIn(login, password)
      officers.push(officer)
    }
    byRole.set(role, { officers, waiting: new Set(), looking: false })
  }

  function group(step: string) {
    const found = byRole.get(roleOf(step))
    if (!found?.officers.length) throw new Error(`nobody at ${unit} does ${step}`)
    return found
  }

  async function look({ officers, waiting }: { officers: Officer[]; waiting: Set<Waiting> }): Promise<void> {
    const [first] = officers
    if (!first) return
    while (waiting.size > 0) {
      const rows = await allTasks(first)
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
    officer(n, step) {
      const { officers } = group(step)
      const officer = officers[n % officers.length]
      if (!officer) throw new Error(`nobody at ${unit} does ${step}`)
      return officer
    },
    sees(code, step, known) {
      const desk = group(step)
      return new Promise((found, lost) => {
        desk.waiting.add({ code, step, known, found, lost, until: Date.now() + giveUpMs })
        if (desk.looking) return
        desk.looking = true
        look(desk)
          .catch((error: Error) => {
            for (const one of desk.waiting) one.lost(error)
            desk.waiting.clear()
          })
          .finally(() => {
            desk.looking = false
          })
      })
    },
  }
}

async function allTasks(officer: Officer): Promise<TaskRow[]> {
  const rows: TaskRow[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: TaskList = await officer.call<TaskList>(
      'GET',
      `/api/tasks?view=unit&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    rows.push(...page.items)
    cursor = page.next
  }
  return rows
}
