export type * from './contract.ts'
export { type EngineOptions, type OpenEngine, openEngine } from './engine.ts'
export type { ElementCount } from './inspection/element-counts.ts'
export type { Inspection } from './inspection/inspection.ts'
export type { ElementInstanceView, ProcessInstanceView } from './inspection/instances.ts'
export type { Lists } from './inspection/lists.ts'
export type { Page, PageRequest } from './inspection/page.ts'
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
