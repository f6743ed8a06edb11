export { type CaseName, casePeople } from './case-people.ts'
export { type CityPeople, createCityPeople } from './city-people.ts'
export { dayOf, fromIsoDay, isoDay, yearOf } from './days.ts'
export { type DemoName, type DemoPerson, demoPeople, demoUnit, neighbourUnit, unknownIdNumber } from './demo-people.ts'
export { citizenPrefix } from './id-numbers.ts'
export type {
  CapacityDecision,
  CriminalRecord,
  Divorce,
  Lives,
  MaritalCertificate,
  ParentalRestriction,
} from './lives.ts'
export type {
  AdoptionEntry,
  BirthEntry,
  CivilEntry,
  DeathEntry,
  Guardian,
  GuardianshipEndEntry,
  GuardianshipEntry,
  MarriageEntry,
  Person,
  Population,
} from './person.ts'
export { createPopulation, type PopulationOptions } from './population.ts'
export { type Chance, seededChance } from './random.ts'
export { type CommuneUnit, fullAddress, readUnits } from './units.ts'
