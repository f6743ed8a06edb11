import type { Key } from '../contract.ts'
import type { IncidentType } from '../state/records.ts'

/** Why a step of an element could not be done: becomes an incident; never thrown. */
export class Fault {
  readonly type: IncidentType
  readonly message: string
  /** The scope whose variables the failing expression saw; the element's own when absent. */
  readonly variableScopeKey: Key | undefined
  constructor(type: IncidentType, message: string, variableScopeKey?: Key) {
    this.type = type
    this.message = message
    this.variableScopeKey = variableScopeKey
  }
}
