import type { RejectionCode } from '../contract.ts'

/** Why a command is rejected; nothing was changed. */
export class Refusal {
  readonly code: RejectionCode
  readonly reason: string
  constructor(code: RejectionCode, reason: string) {
    this.code = code
    this.reason = reason
  }
}
