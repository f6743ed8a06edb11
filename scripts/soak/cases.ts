/**
 * A case played from the form to the hand-over while parts of the platform die: whoever gets no answer asks again, as
 * people do, and takes "already done" for an answer.
 */
import { setTimeout as pause } from 'node:timers/promises'
import {
  aPicture,
  Citizen,
  dongMy,
  hoasRequest,
  Officer,
  Refused,
  service,
  type TaskView,
} from '../../test/support/players.ts'
import type { Rig } from './rig.ts'

export interface Staff {
  readonly desk: Officer
  readonly justice: Officer
  readonly leader: Officer
}

/** The one-time code that a phone got last. */
async function codeSentTo(rig: Rig, phone: string): Promise<string> {
  return persist(`a code on ${phone}`, async () => {
    const answer = await fetch(`${rig.inbox}messages?to=${phone}`)
    const { messages }: { messages: { codes: string[] }[] } = await answer.json()
    return messages.flatMap(({ codes }) => codes)[0]
  })
}

/** Tries until it answers something; no answer and a part that is away are reasons to try again, a refusal is not. */
export async function persist<T>(what: string, act: () => Promise<T | undefined>, withinMs = 900_000): Promise<T> {
  const end = Date.now() + withinMs
  let last: unknown
  for (;;) {
    try {
      const told = await act()
      if (told !== undefined) return told
    } catch (error) {
      last = error
      if (error instanceof Refused && error.status < 500 && !comesBack(error)) throw error
      if (error instanceof Refused && error.retryAfter) await pause(error.retryAfter * 1000)
    }
    if (Date.now() > end) throw new Error(`not done within ${withinMs} ms: ${what}`, { cause: last })
    await pause(150)
  }
}

/**
 * Refusals that the same question does not meet again: somebody else was faster, it was too soon, or the code was of a
 * message whose answer was lost.
 */
const comesBack = ({ status, code }: Refused): boolean =>
  status === 412 || status === 429 || code === 'session.wrong-code'

export async function signInStaff(rig: Rig): Promise<Staff> {
  const officer = async (login: string): Promise<Officer> => {
    const made = new Officer(rig.base)
    await persist(`${login} signs in`, () => made.signIn(login, rig.password).then(() => true))
    return made
  }
  return {
    desk: await officer('motcua.dongmy'),
    justice: await officer('tuphap.dongmy'),
    leader: await officer('lanhdao.dongmy'),
  }
}

/** Those who file: signed in before anything dies, for a lost code keeps people waiting for a minute. */
export interface Citizens {
  /** Whose turn it is. */
  next(): Citizen
}

export async function signInCitizens(rig: Rig, count: number): Promise<Citizens> {
  const all: Citizen[] = []
  for (let index = 0; index < count; index++) all.push(await signInCitizen(rig, `09${String(10_000_000 + index)}`))
  let turn = 0
  return {
    next() {
      const citizen = all[turn++ % all.length]
      if (!citizen) throw new Error('nobody signed in')
      return citizen
    },
  }
}

/** A citizen with a phone and an address of their own. */
export async function signInCitizen(rig: Rig, phone: string): Promise<Citizen> {
  const address = `10.${(Number(phone) >> 16) & 255}.${(Number(phone) >> 8) & 255}.${Number(phone) & 255}`
  const citizen = new Citizen(rig.base, phone, (to) => codeSentTo(rig, to), address)
  await persist(`${phone} signs in`, () => citizen.signIn().then(() => true), 300_000)
  return citizen
}

/** Files Hoa's request; the code of the dossier. */
export async function fileCase(citizen: Citizen): Promise<string> {
  const draft = await persist('a draft', () => citizen.openDraft(service, dongMy))
  const upload = await persist('an upload', () => citizen.upload({ draft: draft.id }, 'identityScan', aPicture()))
  const { id, name, mediaType, size } = upload
  const answers = {
    ...hoasRequest,
    contactPhone: citizen.phone,
    identityScan: [{ id, name, mime: mediaType, size }],
  }
  await persist('the answers', async () => citizen.save(await citizen.openDraft(service, dongMy), answers))
  const { code } = await persist('the submission', () => citizen.submit(draft.id))
  return code
}

interface Step {
  readonly who: keyof Staff
  readonly step: string
  readonly outcome: string
  readonly form: (task: TaskView) => object
  readonly previewed?: boolean
}

/** What officers do with a request in which all agrees. */
const steps: readonly Step[] = [
  { who: 'desk', step: 'check-completeness', outcome: 'complete', form: () => ({ receivedPapers: ['identityScan'] }) },
  { who: 'justice', step: 'review', outcome: 'eligible', form: () => ({}) },
  { who: 'justice', step: 'draft', outcome: 'done', form: (task) => drafted(task) },
  { who: 'leader', step: 'sign', outcome: 'approve', form: () => ({}), previewed: true },
  { who: 'justice', step: 'register', outcome: 'done', form: () => ({ bookNumber: '01/2026', lineChecked: true }) },
  {
    who: 'desk',
    step: 'deliver',
    outcome: 'delivered',
    form: () => ({
      originalsSeen: ['identityScan'],
      feeCollected: 8000,
      receiptNumber: '0001234',
      handedTo: 'Nguyễn Thị Hoa',
    }),
  },
]

interface DraftContext {
  context?: { case?: { entries?: { value?: unknown }[] } }
}

/** The entry that the register found; without one (it was down) the officer draws the paper from the form. */
function drafted(task: TaskView): object {
  const form: DraftContext = task.form
  const value = form.context?.case?.entries?.[0]?.value
  return value === undefined ? {} : { entry: value }
}

/** Does all steps of a case and waits for its end. */
export async function playOut(rig: Rig, staff: Staff, code: string, withinMs = 240_000): Promise<void> {
  const end = Date.now() + withinMs
  for (const step of steps) await decideSurely(staff[step.who], code, step, end - Date.now())
  await persist(
    `the end of ${code}`,
    async () => {
      const [row] = await rig.query<{ status: string }>(
        'SELECT status FROM dossier WHERE code = $1 AND closed_at IS NOT NULL',
        [code],
      )
      return row?.status
    },
    Math.max(1000, end - Date.now()),
  )
}

const decidedBefore = new Set(['task.already-decided', 'task.closed'])

async function decideSurely(officer: Officer, code: string, step: Step, withinMs: number): Promise<void> {
  const { id } = await persist(
    `task ${step.step} of ${code}`,
    async () => (await officer.tasks('unit', code)).find((row) => row.dossierCode === code && row.step === step.step),
    Math.max(1000, withinMs),
  )
  await persist(`decision ${step.step} of ${code}`, async () => {
    try {
      const task = await officer.claim(id)
      const previewHash = step.previewed ? (await officer.preview(id)).hash : undefined
      await officer.call('POST', `/api/tasks/${id}/decision`, {
        outcome: step.outcome,
        form: step.form(task),
        ...(previewHash ? { previewHash } : {}),
      })
      return true
    } catch (error) {
      if (error instanceof Refused && decidedBefore.has(error.code)) return true
      throw error
    }
  })
}

/** Files and plays `count` cases, a few at a time, each of these by a citizen of its own; the codes in the order of filing. */
export async function playCases(
  rig: Rig,
  staff: Staff,
  citizens: Citizens,
  { count, atOnce }: { count: number; atOnce: number },
): Promise<string[]> {
  const codes: string[] = []
  let filed = 0
  const work = async (): Promise<void> => {
    const citizen = citizens.next()
    while (filed < count) {
      filed += 1
      const code = await fileCase(citizen)
      codes.push(code)
      // Each death of the app costs the job in its hands a lease of 30 s, and a case has two dozen jobs.
      await playOut(rig, staff, code, 45 * 60_000)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return codes
}
