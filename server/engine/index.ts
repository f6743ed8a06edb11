export type * from './contract.ts'
export { type EngineOptions, type OpenEngine, openEngine } from './engine.ts'
export type { Inspection } from './inspection.ts'
export { type Backup, backUp } from './state/backup.ts'
export type {
  ElementInstance,
  Incident,
  IncidentType,
  Job,
  JobState,
  MessageSubscription,
  Timer,
} from './state/records.ts'
export { type Restored, restore } from './state/restore.ts'
