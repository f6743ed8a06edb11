/** The workers by job type: the table is the documentation (docs/services/README.md has their headers). */
import type { Platform } from '../platform.ts'
import { calculateDue } from './calculate-due.ts'
import { calculateFee } from './calculate-fee.ts'
import { checkEligibility } from './check-eligibility.ts'
import { closeDossier } from './close-dossier.ts'
import { lookupCitizen, lookupRegister } from './lookup-register.ts'
import { openDossier } from './open-dossier.ts'
import { openRequest } from './open-request.ts'
import { generateDocument, issueResult, voidResult } from './papers.ts'
import { recordStatus } from './record-status.ts'
import { type JobLoop, loopOf, runJobLoop } from './runner.ts'
import { sendSms } from './send-sms.ts'
import { settleRequest } from './settle-request.ts'
import { updateRegister } from './update-register.ts'
import { validateDossier } from './validate-dossier.ts'
import { registered } from './worker.ts'

const loops: readonly JobLoop[] = [
  { type: 'open-dossier', leaseMs: 30_000, atOnce: 8, handle: openDossier },
  ...[
    registered(validateDossier),
    registered(lookupCitizen),
    registered(lookupRegister),
    registered(checkEligibility),
    registered(calculateFee),
    registered(calculateDue),
    registered(recordStatus),
    registered(openRequest),
    registered(settleRequest),
    registered(generateDocument),
    registered(issueResult),
    registered(voidResult),
    registered(updateRegister),
    registered(sendSms),
    registered(closeDossier),
  ].map(loopOf),
]

/** Runs all workers until the signal is aborted; resolves when the last job under way is done. */
export async function runWorkers(platform: Platform, signal: AbortSignal): Promise<void> {
  await Promise.all(loops.map((loop) => runJobLoop(platform, loop, signal)))
}

export { askRegister } from './lookup-register.ts'
