/** Other units and bodies are asked, each by a request of its own: whom the card's `to` names for this case. */
import { cityInstant } from '../../clock.ts'
import { type AskedKind, askedBy, askedIn, isAskedKind } from '../../dossiers/asked.ts'
import { answersOf, caseScope, lookupsOf } from '../../dossiers/case-scope.ts'
import { examination } from '../../dossiers/examination.ts'
import { requestDue } from '../../dossiers/request-due.ts'
import { appendEvent } from '../../dossiers/timeline.ts'
import type { Request } from '../../generated/prisma/client.ts'
import { newId } from '../../ids.ts'
import { cityUnits } from '../../services/unit-map.ts'
import { lastDecision } from '../last-decision.ts'
import { type Asking, type Opening, type OpeningContext, openRequests } from './opening.ts'

/** Who is to be asked; the own unit where nobody is known. */
async function wanted(context: OpeningContext, kind: AskedKind): Promise<string[]> {
  const { platform, tx, dossier, release } = context
  const source = release.card[kind]?.to
  if (!source) throw new Error(`the card of ${release.serviceCode} does not say whom a ${kind} is asked of`)
  const scope = caseScope({
    dossier,
    release,
    answers: await answersOf(tx, dossier),
    now: platform.clock.now(),
    periods: platform.periods,
    units: await cityUnits(tx),
    names: {
      lookup: await lookupsOf(tx, dossier.id),
      decision: (await examination(tx, dossier.id, release))?.form ?? null,
    },
  })
  const asked = askedIn(scope.evaluate(source))
  return asked.length > 0 ? asked : [dossier.unitCode]
}

/** One request for each that is asked, open ones used again; in the order in which they are named. */
async function openEach(context: OpeningContext, { kind, limit }: Asking, asked: string[]): Promise<Request[]> {
  const { platform, tx, dossier, release, job, jobRef } = context
  const open = await openRequests(tx, dossier.id, kind)
  const now = platform.clock.now()
  const since = (await lastDecision(tx, job))?.at ?? now
  const due = requestDue(platform.calendar, limit, since)
  const requests: Request[] = []
  for (const to of asked) {
    const found = open.find((request) => request.to === to)
    requests.push(
      found ??
        (await tx.request.create({
          data: { id: newId(), dossierId: dossier.id, kind, to, items: [], openedAt: now, due, state: 'open' },
        })),
    )
  }
  const [first] = requests
  if (first) {
    const names = await Promise.all(asked.map((to) => askedBy(tx, dossier, release, to)))
    await appendEvent(tx, dossier, {
      type: 'requested',
      at: now,
      actor: 'system',
      elementId: job.elementId,
      job: jobRef,
      data: {
        requestId: first.id,
        kind,
        due: first.due.toISOString(),
        items: [],
        asked: names.map(({ short }) => short.vi),
      },
    })
  }
  return requests
}

export const askOthers: Opening = async (context, asking) => {
  const { tx, dossier, release } = context
  if (!isAskedKind(asking.kind)) throw new Error(`nobody else is asked for a ${asking.kind}`)
  const requests = await openEach(context, asking, await wanted(context, asking.kind))
  return {
    requests: await Promise.all(
      requests.map(async ({ id, due, to }) => {
        const { unitCode } = await askedBy(tx, dossier, release, to)
        return { id, due: cityInstant(due), unit: unitCode ?? dossier.unitCode }
      }),
    ),
  }
}

/** Up to release 2 of the extract: the header `to` is the key of the answer that holds the one unit. */
export const askNamedUnit: Opening = async (context, asking) => {
  const { tx, dossier } = context
  const [named = dossier.unitCode] = askedIn((await answersOf(tx, dossier))[asking.to] ?? null)
  const [request] = await openEach(context, asking, [named])
  if (!request) throw new Error('no request was opened')
  return { request: { id: request.id, due: cityInstant(request.due) } }
}
