/** What a timeline entry of each type says. Types are never renamed: reports read them for years. */
import type { DossierStatus } from './status.ts'

export interface RequestedItem {
  /** Key of the field or paper. */
  path: string
  reason: string
  remedy?: string
  ground?: string
}

export type EventData = {
  submitted: { channel: string; release: number; formVersion: number }
  opened: { processInstanceKey: string; epoch: string }
  /** After a loss or a restore: started again, here. */
  restored: { processInstanceKey: string; epoch: string; elements: string[] }
  validated: { ok: boolean; faults: number }
  status: { from: DossierStatus; to: DossierStatus }
  accepted: { by: string; appointment: string }
  clock: { move: 'start' | 'pause' | 'resume' | 'extend' | 'stop'; appointment?: string }
  looked_up: { name: string; register: string; status: string }
  checked: { checks: { [rule: string]: string } }
  fee: { amount: number }
  decided: { decisionId: string; outcome: string; byName: string; reason?: string }
  assigned: { to: string; name: string }
  /** A head moved a task, or with it the dossier, to another officer. `id` is the caller's: the same act is done once. */
  reassigned: {
    id: string
    role: string
    taskId?: string
    from?: string
    fromName?: string
    to: string
    name: string
    reason: string
    byName: string
  }
  /** Somebody took a task of a dossier that is given to another. */
  stood_in: { taskId: string; for: string; forName: string; byName: string }
  overtaken: { decisionId: string; outcome: string }
  requested: {
    requestId: string
    kind: string
    due: string
    items: RequestedItem[]
    /** Whom, in words, where others are asked. */
    asked?: string[]
    /** When the parties are expected. */
    appointment?: string
  }
  answered: { requestId: string; formVersion?: number; changed: string[] }
  settled: { requestId: string; outcome: 'supplied' | 'timeout'; kind?: string }
  document: { documentId: string; kind: string; number?: string; issue: number }
  voided: { documentId: string; kind: string; number?: string; reason: string }
  register: { effect: string; direction: 'apply' | 'reverse'; issue: number; byHand: boolean }
  message: { smsId: string; event: string }
  paid: { amount: number; receiptNumber: string }
  withdrawn: { reason?: string }
  late: { appointment: string; apologyId: string }
  apologised: { apologyId: string; newAppointment: string }
  cancelled: { reason: string }
  closed: { end: string; status: DossierStatus }
}
export type EventType = keyof EventData
