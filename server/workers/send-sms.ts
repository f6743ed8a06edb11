/** `send-sms`: one message per job and template, queued in the job's transaction; the outbox sends it. */

import { appendEvent } from '../dossiers/timeline.ts'
import { messageText } from '../messaging/case-message.ts'
import { queueSms } from '../messaging/index.ts'
import type { Worker } from './worker.ts'

export const sendSms: Worker = {
  type: 'send-sms',
  async handle({ platform, tx, dossier, release, diagramOf, job, jobRef, apologyId }) {
    const event = job.headers.template
    if (!event) throw new Error(`send-sms ${job.elementId} names no template`)
    const now = platform.clock.now()
    const text = await messageText(platform, tx, { dossier, release, texts: diagramOf, event, apologyId })
    const smsId = await queueSms(tx, {
      key: `${jobRef.epoch}:${jobRef.key}:${event}`,
      event,
      to: dossier.phone,
      text,
      dossierId: dossier.id,
      at: now,
    })
    if (smsId) {
      await appendEvent(tx, dossier, {
        type: 'message',
        at: now,
        actor: 'system',
        elementId: job.elementId,
        job: jobRef,
        data: { smsId, event },
      })
    }
    if (apologyId) await tx.apology.update({ where: { id: apologyId }, data: { state: 'sent', closedAt: now } })
    return undefined
  },
}
