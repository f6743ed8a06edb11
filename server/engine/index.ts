export type * from './contract.ts'
export { type EngineOptions, type OpenEngine, openEngine } from './engine.ts'
export type { Inspection } from './inspection.ts'
export type {
  ElementInstance,
  Incident,
  IncidentType,
  Job,
  JobState,
  MessageSubscription,
  Timer,
} from './state/records.ts'
