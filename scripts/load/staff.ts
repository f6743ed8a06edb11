/** The officers of the samples' units, each role with one list that is watched for all who wait. */
import { demoAccounts } from '../../server/accounts/index.ts'
import { Officer } from '../../test/support/players.ts'
import { type TaskRow, type TaskWatch, watchTasks } from '../task-watch.ts'

/** Officers of one role at one unit. */
export interface Desk extends TaskWatch {
  /** The officer who takes dossier `n`. */
  officer(n: number): Officer
}

/** More tasks than that are not listed in one page, so not more dossiers are on their way at once. */
export const mostAtOnce = 150
const lookEveryMs = 400
const giveUpMs = 900_000

/** Finds the desk of a role at a unit; officers sign in when somebody needs them. */
export function openStaff(base: string, password: string): (unit: string, role: string) => Promise<Desk> {
  const desks = new Map<string, Promise<Desk>>()
  async function open(unit: string, role: string): Promise<Desk> {
    const officers: Officer[] = []
    for (const { login } of demoAccounts.filter((account) => account.unitCode === unit && account.role === role)) {
      const officer = new Officer(base)
      await officer.signIn(login, password)
      officers.push(officer)
    }
    const [first] = officers
    if (!first) throw new Error(`nobody is ${role} of ${unit}`)
    const list = (): Promise<readonly TaskRow[]> => first.tasks('unit')
    return { officer: (n) => officers[n % officers.length] ?? first, ...watchTasks(list, { lookEveryMs, giveUpMs }) }
  }
  return (unit, role) => {
    const key = `${unit} ${role}`
    const desk = desks.get(key) ?? open(unit, role)
    desks.set(key, desk)
    return desk
  }
}
