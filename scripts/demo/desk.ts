/** The officers of one counter and what lies on their desks. */
import { demoAccounts } from '../../server/accounts/index.ts'
import { type TaskRow, type TaskWatch, watchTasks } from '../task-watch.ts'
import { Officer, type Schemas, type Target } from './caller.ts'

type TaskList = Schemas['TaskList']

const lookEveryMs = 700
const giveUpMs = 600_000

const oneStop = ['check-completeness', 'deliver', 'deliver-refusal']
/** Who does a step; the rest is the justice officer's. */
export const roleOf = (step: string) =>
  oneStop.includes(step) ? 'oneStopOfficer' : step.startsWith('sign') ? 'unitLeader' : 'justiceOfficer'

export interface Desk extends TaskWatch {
  /** The officer who takes dossier `n` of this step. */
  officer(n: number, step: string): Officer
}

/** Signs all officers of a unit in. */
export async function openDesk(target: Target, unit: string, password: string, place: number): Promise<Desk> {
  const here = demoAccounts.filter(({ unitCode }) => unitCode === unit)
  const byRole = new Map<string, { officers: [Officer, ...Officer[]]; watch: TaskWatch }>()
  for (const [at, role] of ['oneStopOfficer', 'justiceOfficer', 'unitLeader'].entries()) {
    const officers: Officer[] = []
    for (const [index, { login }] of here.filter((account) => account.role === role).entries()) {
      const officer = new Officer(target, place + index + 10 * at)
      await officer.signIn(login, password)
      officers.push(officer)
    }
    const [first, ...others] = officers
    if (first)
      byRole.set(role, {
        officers: [first, ...others],
        watch: watchTasks(() => allTasks(first), { lookEveryMs, giveUpMs }),
      })
  }

  function group(step: string) {
    const found = byRole.get(roleOf(step))
    if (!found) throw new Error(`nobody at ${unit} does ${step}`)
    return found
  }

  return {
    officer(n, step) {
      const { officers } = group(step)
      return officers[n % officers.length] ?? officers[0]
    },
    sees: async (code, step, known) => group(step).watch.sees(code, step, known),
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
