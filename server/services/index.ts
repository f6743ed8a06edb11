export type {
  AskingOthers,
  Card,
  EligibilityRule,
  LookupQuestion,
  ResultField,
  ResultKind,
  ServiceCard,
} from './card.ts'
export { type Catalogue, openCatalogue, type ServiceRelease } from './catalogue.ts'
export { readCityCalendar } from './city-calendar.ts'
export { deployReleases } from './deploy.ts'
export { type Diagram, type Outcome, type Step, USER_TASK_JOB } from './diagram.ts'
export { allServices, importServices, servicesIn } from './import.ts'
export type { Release } from './release.ts'
export { ReleaseRefused } from './release-refused.ts'
export { seedCity, seedRollout } from './seed.ts'
export { isLive, listUnits, liveCounts, type UnitRow, unitOfBody, unitPath, unitsWhereLive } from './units.ts'
