import { apologyLetter } from './apology-letter.ts'
import { consultationRequest } from './consultation-request.ts'
import type { Letter } from './letter.ts'
import { receipt } from './receipt.ts'
import { refusalNotice } from './refusal-notice.ts'
import { supplementNotice } from './supplement-notice.ts'
import { verificationRequest } from './verification-request.ts'

export { lastForm } from './last-form.ts'
export type { Letter, LetterContext } from './letter.ts'

/** The letters of the one-stop counter, by the name of their template. A service's own result is not among them. */
export const letters: { readonly [template: string]: Letter } = {
  receipt,
  'supplement-notice': supplementNotice,
  'refusal-notice': refusalNotice,
  'apology-letter': apologyLetter,
  'verification-request': verificationRequest,
  'consultation-request': consultationRequest,
}
