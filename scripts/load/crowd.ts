/** A crowd plays dossiers of all services in turn, so many at once, until there are enough or the time to file is over. */
import { theServices } from '../../test/services/the-services.ts'
import { signInCitizen } from '../soak/cases.ts'
import type { Rig } from '../soak/rig.ts'
import { seeded } from '../soak/seeded.ts'
import type { People } from './people.ts'
import { playDossier, type Stage } from './play.ts'
import { type Turn, turnOf, wayOf } from './ways.ts'

/** A citizen files so many and gives way to the next: nobody attaches hundreds of files in an hour. */
const dossiersACitizen = 40

export interface Task {
  readonly rig: Rig
  readonly people: People
  readonly stage: Stage
  readonly wanted: number
  readonly atOnce: number
  readonly seed: number
  /** ms of `performance.now()`: nothing is filed after it; what was filed is played to its end. */
  readonly fileUntil: number
  /** Called as each comes to its end, or fails. */
  ended(count: number): Promise<void>
}

export interface Played {
  /** How many were filed. */
  readonly filed: number
  /** Place in the order of filing by code. */
  readonly places: ReadonlyMap<string, number>
  readonly turns: readonly Turn[]
  /** Words about those that did not come to their end. */
  readonly failures: readonly string[]
}

const services = theServices.flatMap((service) =>
  service.card.kind === 'service' && service.sample ? [{ service, card: service.card, sample: service.sample }] : [],
)

/** Plays them; resolves when the last one has ended. */
export async function playCrowd(task: Task): Promise<Played> {
  const { rig, people, stage, wanted, atOnce, fileUntil } = task
  const random = seeded(task.seed)
  const turns = Array.from({ length: wanted }, () => turnOf(random()))
  const places = new Map<string, number>()
  const failures: string[] = []
  let next = 0
  let ended = 0
  let phones = 0
  const newCitizen = () => signInCitizen(rig, `09${String(20_000_000 + phones++)}`)

  async function lane(): Promise<void> {
    let citizen = await newCitizen()
    for (let filed = 0; next < wanted && performance.now() < fileUntil; filed++) {
      const n = next++
      if (filed > 0 && filed % dossiersACitizen === 0) citizen = await newCitizen()
      const played = services[n % services.length]
      const turn: Turn = turns[n] ?? 'straight'
      if (!played) throw new Error('no service has a sample')
      const { service, card, sample } = played
      const { unit, answers } = people.filingOf(card, sample, Math.floor(n / services.length))
      const dossier = {
        n,
        service,
        sample,
        unit,
        answers: { ...answers, contactPhone: citizen.phone },
        way: wayOf(card, turn),
      }
      try {
        places.set(await playDossier(stage, citizen, dossier), n)
      } catch (error) {
        failures.push(
          `dossier ${n + 1}, ${card.code} at ${unit}, ${turn}: ${error instanceof Error ? error.message : error}`,
        )
      }
      ended += 1
      await task.ended(ended)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, wanted) }, lane))
  return { filed: next, places, turns: turns.slice(0, next), failures }
}
