import type { DossierStatus } from '../api/index.ts'
import type { IconName } from './Icon.tsx'

/** Class of the colours of a state, and the shape beside its word. */
export interface Tone {
  tone: 'on-time' | 'soon' | 'late' | 'wait' | 'done'
  icon: IconName
}

const moving: Tone = { tone: 'on-time', icon: 'clock' }
const waiting: Tone = { tone: 'wait', icon: 'wait' }
const done: Tone = { tone: 'done', icon: 'check' }
const ended: Tone = { tone: 'on-time', icon: 'x' }

/** How each status of a dossier looks. Refused is an answer, not an error: it is quiet too. */
export const statusTones: { readonly [status in DossierStatus]: Tone } = {
  submitted: moving,
  checking: moving,
  accepted: moving,
  'in-progress': moving,
  supplement: waiting,
  'waiting-unit': waiting,
  'waiting-appearance': waiting,
  ready: done,
  'handed-over': done,
  refused: ended,
  returned: ended,
  withdrawn: ended,
  expired: ended,
  cancelled: ended,
}
