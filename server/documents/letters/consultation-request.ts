/** Văn bản lấy ý kiến: what the bodies are asked; the division's head signs it on the committee's order. */
import { askingOthers } from './asking-others.ts'
import type { Letter } from './letter.ts'

export const consultationRequest: Letter = {
  register: 'UBND-LYK',
  signed: true,
  async data(context) {
    const { officer } = context.decision ?? {}
    return {
      ...(await askingOthers(context, 'consultation')),
      // The standard part takes a late answer as agreement.
      silenceAgrees: true,
      signer: officer ? { lines: ['TL. Chủ tịch'], title: officer.title, name: officer.fullName } : null,
    }
  },
}
