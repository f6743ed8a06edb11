/**
 * `open-request` asks the citizen, others, or the parties to appear, before the wait begins. An open request of the kind
 * is used again. Whom is asked, by the header `to`, is one entry of the table.
 */
import { parseLimit } from '#calendar'
import { askCitizen } from './requests/ask-citizen.ts'
import { askNamedUnit, askOthers } from './requests/ask-others.ts'
import { callToAppear } from './requests/call-to-appear.ts'
import type { Opening } from './requests/opening.ts'
import type { Worker } from './worker.ts'

const openings: { readonly [to: string]: Opening } = {
  citizen: askCitizen,
  others: askOthers,
  appearance: callToAppear,
}

export const openRequest: Worker = {
  type: 'open-request',
  async handle(context) {
    const { elementId, headers } = context.job
    const { kind, to, limit, clock } = headers
    const timeLimit = limit ? parseLimit(limit) : undefined
    if (!kind || !to || !timeLimit) throw new Error(`open-request ${elementId} lacks kind, to or limit`)
    const opening = Object.hasOwn(openings, to) ? openings[to] : undefined
    // Diagrams of earlier releases name the answer that holds the one unit that is asked.
    return (opening ?? askNamedUnit)(context, { kind, to, limit: timeLimit, ...(clock ? { clock } : {}) })
  },
}
