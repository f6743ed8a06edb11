/** `generate-document`, `issue-result`, `void-result`. */
import type { Tx } from '../db.ts'
import { generateLetter } from '../documents/generate.ts'
import { issueResult as issue, voidResult as voidIt } from '../documents/issue.ts'
import { PaperFault } from '../documents/render/index.ts'
import { lastCall } from '../dossiers/appearance.ts'
import { isClockMove, moveClock } from '../dossiers/clock.ts'
import { lastDecision } from './last-decision.ts'
import { BpmnError, type Worker } from './worker.ts'

/** Faults of the data or template come again each time: an officer makes the paper by hand. Others pass. */
const lasting = new Set(['template', 'pages', 'size'])

async function orByHand<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PaperFault && lasting.has(error.code))
      throw new BpmnError('DOCUMENT_REJECTED', error.message.slice(0, 300))
    throw error
  }
}

export const generateDocument: Worker = {
  type: 'generate-document',
  async handle({ platform, tx, dossier, release, diagramOf, job, jobRef, apologyId }) {
    const { template, kind } = job.headers
    if (!template || !kind) throw new Error(`generate-document ${job.elementId} lacks template or kind`)
    const decision = await lastDecision(tx, job)
    const { elementId } = job
    await orByHand(() =>
      generateLetter(platform, tx, {
        dossier,
        release,
        tasksOf: diagramOf,
        template,
        kind,
        decision,
        job: jobRef,
        elementId,
        apologyId,
      }),
    )
    return undefined
  },
}

export const issueResult: Worker = {
  type: 'issue-result',
  async handle({ platform, tx, dossier, release, job, jobRef }) {
    const decision = await lastDecision(tx, job)
    await issue(platform, tx, { dossier, release, decision, job: jobRef, elementId: job.elementId })
    return undefined
  },
}

/** Nobody decided: the time to appear ran out, after the last decision. */
async function lapsedSince(tx: Tx, dossierId: string, decidedAt: Date | undefined): Promise<boolean> {
  const call = await lastCall(tx, dossierId)
  return call?.state === 'timeout' && (!decidedAt || (call.closedAt ?? call.due) > decidedAt)
}

export const voidResult: Worker = {
  type: 'void-result',
  async handle({ platform, tx, dossier, job, jobRef }) {
    const { kind, clock } = job.headers
    if (!kind) throw new Error(`void-result ${job.elementId} names no kind`)
    const decision = await lastDecision(tx, job)
    const { elementId } = job
    const lapsed = await lapsedSince(tx, dossier.id, decision?.at)
    const by = lapsed ? { reason: 'Quá thời hạn đến ký', decision: null } : { decision }
    await voidIt(platform, tx, { dossier, kind, ...by, job: jobRef, elementId })
    if (isClockMove(clock)) {
      const at = decision?.at ?? platform.clock.now()
      await moveClock(platform, tx, dossier, { kind: clock, at, job: jobRef, elementId })
    }
    return undefined
  },
}
