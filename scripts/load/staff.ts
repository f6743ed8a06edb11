/**
 * The officers of the units where the load is filed. Each role at each unit has several, as a city's offices have, so
 * that no limit for one person is met by what a crowd does; they take dossiers in turn. One list for each role is
 * watched for all who wait.
 */

import { Officer } from '../../test/support/players.ts'
import type { Rig } from '../soak/rig.ts'
import { type TaskRow, type TaskWatch, watchTasks } from '../task-watch.ts'

/** Officers of one role at one unit. */
export interface Desk extends TaskWatch {
  /** The officer whose turn it is, signed in. */
  next(): Promise<Officer>
}

/** More tasks than that are not listed in one page, so not more dossiers are on their way at once. */
export const mostAtOnce = 150
/** A leader may look at 300 drafts in ten minutes: six sign some 10,000 papers of one unit in an hour. */
export const officersARole = 6
const lookEveryMs = 1000
const giveUpMs = 900_000

/** Finds the desk of a role at a unit; accounts are made and officers sign in when somebody needs them. */
export function openStaff(
  rig: Pick<Rig, 'base' | 'password' | 'query'>,
): (unit: string, role: string) => Promise<Desk> {
  const desks = new Map<string, Promise<Desk>>()

  async function open(unit: string, role: string): Promise<Desk> {
    const seats = Array.from({ length: officersARole }, (_, seat) => seat)
    for (const seat of seats) await appoint(rig, unit, role, seat)
    const signedIn = new Map<number, Promise<Officer>>()
    const officer = (seat: number): Promise<Officer> => {
      const known = signedIn.get(seat) ?? signIn(rig, unit, role, seat)
      signedIn.set(seat, known)
      return known
    }
    const watcher = await officer(0)
    const list = (): Promise<readonly TaskRow[]> => watcher.tasks('unit')
    let turn = 0
    return { next: () => officer(turn++ % officersARole), ...watchTasks(list, { lookEveryMs, giveUpMs }) }
  }

  return (unit, role) => {
    const key = `${unit} ${role}`
    const desk = desks.get(key) ?? open(unit, role)
    desks.set(key, desk)
    return desk
  }
}

const loginOf = (unit: string, role: string, seat: number): string => `tai.${unit}.${role}.${seat + 1}`.toLowerCase()

/** An account with the demonstration's password, as an administrator would make it: there is no page for that yet. */
async function appoint({ query }: Pick<Rig, 'query'>, unit: string, role: string, seat: number): Promise<void> {
  await query(
    `WITH made AS (
       INSERT INTO account (id, login, full_name, title, password_hash, demo, created_at)
       SELECT gen_random_uuid(), $1, $2, $3, password_hash, true, created_at FROM account WHERE demo LIMIT 1
       RETURNING id)
     INSERT INTO role_grant (id, account_id, role, unit_code, valid_from)
     SELECT gen_random_uuid(), id, $4, $5, '2017-01-01' FROM made`,
    [loginOf(unit, role, seat), `Cán bộ thử tải ${seat + 1}`, 'Cán bộ', role, unit],
  )
}

/** Each unit has an address of its own. */
async function signIn(
  { base, password }: Pick<Rig, 'base' | 'password'>,
  unit: string,
  role: string,
  seat: number,
): Promise<Officer> {
  const number = Number(unit)
  const officer = new Officer(base, `10.250.${(number >> 8) & 255}.${number & 255}`)
  await officer.signIn(loginOf(unit, role, seat), password)
  return officer
}
