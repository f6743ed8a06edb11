/** Everything that the registers answer from: people, things of the city, and what dossiers wrote. */
import type { JsonObject } from '../../registers/index.ts'
import { type City, createCity } from '../city/index.ts'
import { type CommuneUnit, createCityPeople } from '../population/index.ts'
import type { StoredEffect } from './effects.ts'
import { indexLives, type LivesIndex } from './lives-index.ts'
import { createRegistry, type Registry } from './registry.ts'

export interface World {
  readonly registry: Registry
  readonly lives: LivesIndex
  readonly city: City
  /** A unit as entries name it; also of a district. */
  unit(code: string): JsonObject
  commune(code: string): CommuneUnit | undefined
  /** Lines in force that a register took, found by one of these words, oldest first. */
  written(register: string, words: readonly (string | null)[], asOf: number): StoredEffect[]
}

export interface WorldOptions {
  units: readonly CommuneUnit[]
  people?: number
  inForce(register: string, word: string): readonly StoredEffect[]
}

const msADay = 86_400_000

/** Nothing is made before somebody asks: a start must not wait for twenty thousand lives. */
export function createWorld({ units, people, inForce }: WorldOptions): World {
  const communes = new Map(units.map((unit) => [unit.code, unit]))
  const districts = new Map(units.map(({ districtCode, district }) => [districtCode, district]))
  const theirs = once(() => {
    const made = createCityPeople({ units, ...(people === undefined ? {} : { size: people }) })
    return { made, registry: createRegistry(made), lives: indexLives(made.lives) }
  })
  const theCity = once(() => createCity(units, theirs().made.people))
  return {
    get registry() {
      return theirs().registry
    },
    get lives() {
      return theirs().lives
    },
    get city() {
      return theCity()
    },
    commune: (code) => communes.get(code),
    unit(code) {
      const commune = communes.get(code)
      if (commune) return unitAnswer(commune)
      const district = districts.get(code.replace(/^00(?=\d{3}$)/, ''))
      return { code, name: district ?? code, district: district ?? null }
    },
    written(register, words, asOf) {
      const lines = new Set(words.flatMap((word) => (word === null ? [] : inForce(register, word))))
      return [...lines].filter(({ at }) => Math.floor(Date.parse(at) / msADay) <= asOf)
    },
  }
}

export function unitAnswer({ code, name, district }: CommuneUnit): JsonObject {
  return { code, name, district }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
