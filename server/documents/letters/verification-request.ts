/** Văn bản đề nghị xác minh: what is asked of the units that hold the registers, and by when. */
import { askingOthers } from './asking-others.ts'
import type { Letter } from './letter.ts'

export const verificationRequest: Letter = {
  register: 'UBND-XM',
  signed: true,
  data: (context) => askingOthers(context, 'verification'),
}
