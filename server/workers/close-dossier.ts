/** `close-dossier`: final status, figures, and everything that was still open about it closed with it. */

import { closeDossier as close } from '../dossiers/close.ts'
import { dossierEnds } from '../dossiers/ends.ts'
import type { Worker } from './worker.ts'

export const closeDossier: Worker = {
  type: 'close-dossier',
  async handle({ platform, tx, dossier, job, jobRef }) {
    const end = job.headers.end
    const status = end ? dossierEnds[end] : undefined
    if (!end || !status) throw new Error(`unknown end ${end}`)
    await close(platform, tx, dossier, { end, status, job: jobRef, elementId: job.elementId })
    return undefined
  },
}
