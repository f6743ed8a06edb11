import { answer, api } from '../../api/index.ts'
import type { Language } from '../../i18n/index.ts'

/** A code on its way, by which the answer is checked. */
export interface Challenge {
  challengeId: string
  /** Instants of the platform's clock. */
  expiresAt: string
  askAgainAt: string
}

/** Digits only, `+84` as `0`: what people type has dots and spaces. */
export function phoneDigits(text: string): string {
  return text.replace(/^\s*\+?84(?=[\s.]*\d{2})/, '0').replace(/\D/g, '')
}

/** Has a code sent by SMS. Rejects with `session.phone`, `session.code-too-soon` and others. */
export function askForCode(phone: string, language: Language): Promise<Challenge> {
  return answer(api.POST('/api/session/codes', { body: { phone: phoneDigits(phone), language } }))
}
