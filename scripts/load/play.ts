/** Plays one dossier from the form to its end, and says how long what the platform did took. */
import { setTimeout as pause } from 'node:timers/promises'
import type { JsonValue } from '#feel'
import { decisionOn, fileFor } from '../../test/services/officers-hand.ts'
import type { Sample, ServiceFiles } from '../../test/services/the-services.ts'
import { type Citizen, Refused, type TaskView, until } from '../../test/support/players.ts'
import type { Desk } from './staff.ts'
import type { Way } from './ways.ts'

export interface Stage {
  desk(unit: string, role: string): Promise<Desk>
  /** The platform's clock. */
  now(): Date
  took(step: string, n: number, ms: number): void
  /** A limit of the platform made somebody wait. */
  heldBack(): void
}

export interface Dossier {
  readonly n: number
  readonly service: ServiceFiles
  readonly sample: Sample
  /** Code of the unit where it is filed. */
  readonly unit: string
  readonly answers: { readonly [key: string]: JsonValue }
  readonly way: Way
}

const lookEveryMs = 1000
const giveUpMs = 900_000

/** A limit of the platform says when to come again; so does who is asked to. */
async function politely<T>(act: () => Promise<T>, heldBack: () => void): Promise<T> {
  for (;;) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 429) throw error
      heldBack()
      await pause(1000 * (error.retryAfter ?? 1))
    }
  }
}

/** Files it and takes it to its end; its code. Throws where it does not come there. */
export async function playDossier(stage: Stage, citizen: Citizen, dossier: Dossier): Promise<string> {
  const { n, sample, unit, way } = dossier
  const timed: Timed = (step, act) =>
    politely(
      async () => {
        const start = performance.now()
        const done = await act()
        stage.took(step, n, performance.now() - start)
        return done
      },
      () => stage.heldBack(),
    )
  const code = await file(citizen, dossier, timed)
  const known = new Set<string>()
  if (way.turn === 'withdrawn') {
    const desk = await stage.desk(unit, 'oneStopOfficer')
    await desk.sees(code, 'check-completeness', known)
    await timed('withdraw', () => citizen.withdraw(code))
  }
  for (const { step, role, outcome } of way.decisions) {
    const desk = await stage.desk(unit, role)
    const { id } = await desk.sees(code, step, known)
    known.add(id)
    const officer = await desk.next()
    const view = await timed('open the task', () => officer.task(id))
    await timed('claim', () => officer.claim(id, { standIn: true }))
    const decision = decided(view, outcome, sample.decisions[step]?.[outcome], stage.now())
    const approves = step === 'sign' && outcome === 'approve'
    const seen = approves ? await timed('look at the draft', () => officer.preview(id)) : undefined
    await timed('decide', () =>
      officer.call('POST', `/api/tasks/${id}/decision`, {
        outcome,
        ...decision,
        ...(seen ? { previewHash: seen.hash } : {}),
      }),
    )
    if (outcome === 'supplement') await supply(citizen, code, dossier, timed)
  }
  await until(
    `${code} reads ${way.reads}`,
    async () => {
      const { status } = await citizen.dossier(code)
      if (status === way.reads) return true
      await pause(lookEveryMs)
      return false
    },
    giveUpMs,
  )
  return code
}

/** The sample's own decision; where the case does not offer what it names, what the form demands and no more. */
function decided(view: TaskView, outcome: string, given: Sample['decisions'][string][string] | undefined, now: Date) {
  try {
    return decisionOn(view, outcome, given ?? {}, now)
  } catch (error) {
    if (!given) throw error
    return decisionOn(view, outcome, {}, now)
  }
}

type Timed = <T>(step: string, act: () => Promise<T>) => Promise<T>

const attached = ({ id, name, mediaType, size }: Awaited<ReturnType<Citizen['upload']>>) => ({
  id,
  name,
  mime: mediaType,
  size,
})

async function file(citizen: Citizen, { service, sample, unit, answers }: Dossier, timed: Timed): Promise<string> {
  const draft = await timed('open a draft', () => citizen.openDraft(service.code, unit))
  const papers: { [key: string]: object[] } = {}
  for (const key of Object.keys(sample.papers)) {
    const upload = await timed('upload', () => citizen.upload({ draft: draft.id }, key, fileFor(service, key)))
    papers[key] = [attached(upload)]
  }
  await timed('save the draft', () => citizen.save(draft, { ...answers, ...papers }))
  return (await timed('submit', () => citizen.submit(draft.id))).code
}

/** The citizen brings what the officer asked for. */
async function supply(citizen: Citizen, code: string, { service }: Dossier, timed: Timed): Promise<void> {
  const request = await until(
    `${code} is asked for something`,
    async () => {
      const open = (await citizen.dossier(code)).requests.find(({ state }) => state === 'open')
      if (!open) await pause(lookEveryMs)
      return open
    },
    giveUpMs,
  )
  const answers: { [key: string]: object[] } = {}
  for (const { path } of request.items)
    answers[path] = [attached(await citizen.upload({ request: request.id }, path, fileFor(service, path)))]
  await timed('supply', () => citizen.answer(code, request.id, answers))
}
