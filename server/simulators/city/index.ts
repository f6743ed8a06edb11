/** The things of the city that registers tell of: land, streets, schools, businesses. Made when first asked for. */
import type { CommuneUnit, Person } from '../population/index.ts'
import { type Business, createBusinesses, createGameCentres, type GameCentre } from './businesses.ts'
import { type BuildingPermit, createBuildingPermits, createParcels, type Parcel } from './land.ts'
import { createSchools, type School } from './schools.ts'
import { createPavementPermits, createStreets, type PavementPermit, type Street } from './streets.ts'

export type { Business, GameCentre } from './businesses.ts'
export { metresBetween, movedBy } from './districts.ts'
export type { BuildingPermit, Parcel } from './land.ts'
export type { School } from './schools.ts'
export type { PavementPermit, Street } from './streets.ts'

export interface City {
  readonly parcels: readonly Parcel[]
  readonly buildingPermits: readonly BuildingPermit[]
  readonly streets: readonly Street[]
  readonly pavementPermits: readonly PavementPermit[]
  readonly schools: readonly School[]
  readonly businesses: readonly Business[]
  readonly gameCentres: readonly GameCentre[]
}

/** The same units and people give the same city. */
export function createCity(units: readonly CommuneUnit[], people: readonly Person[]): City {
  const made = new Map<string, unknown>()
  const once = <T>(name: string, make: () => T): T => {
    if (!made.has(name)) made.set(name, make())
    return made.get(name) as T
  }
  const city: City = {
    get parcels() {
      return once('parcels', () => createParcels(people))
    },
    get buildingPermits() {
      return once('buildingPermits', () => createBuildingPermits(city.parcels))
    },
    get streets() {
      return once('streets', () => createStreets(units))
    },
    get pavementPermits() {
      return once('pavementPermits', () => createPavementPermits(city.streets, grownPeopleOf(people)))
    },
    get schools() {
      return once('schools', () => createSchools(units))
    },
    get businesses() {
      return once('businesses', () => createBusinesses(people))
    },
    get gameCentres() {
      return once('gameCentres', () => createGameCentres(city.businesses, city.schools))
    },
  }
  return city
}

function grownPeopleOf(people: readonly Person[]): (unit: CommuneUnit) => readonly Person[] {
  const byUnit = new Map<string, Person[]>()
  for (const person of people) {
    if (person.diedOn !== null || person.idIssuedOn === null) continue
    const neighbours = byUnit.get(person.unit.code)
    if (neighbours) neighbours.push(person)
    else byUnit.set(person.unit.code, [person])
  }
  return (unit) => byUnit.get(unit.code) ?? []
}
