/** The variables of a case as the diagrams' contract names them, put together again from the record. */
import type { JsonValue } from '#feel'
import { cityInstant } from '../clock.ts'
import type { Tx } from '../db.ts'
import { askedBy } from '../dossiers/asked.ts'
import { answersOf, dossierVariable, jsonObject } from '../dossiers/case-scope.ts'
import type { Dossier } from '../generated/prisma/client.ts'
import type { Diagram, ServiceRelease } from '../services/index.ts'
import type { Variables } from '../zeebe/index.ts'
import { eventsOf, type PastEvent } from './position.ts'

export async function caseVariables(
  tx: Tx,
  about: {
    dossier: Dossier
    release: ServiceRelease
    /** The diagram that runs: the service's, or the apology's. */
    diagram: Diagram
    events: readonly PastEvent[]
    apologyId?: string
  },
): Promise<Variables> {
  const { dossier, release, apologyId } = about
  const unit = await tx.unit.findUnique({
    where: { code: dossier.unitCode },
    select: { level: true, code: true, parentCode: true },
  })
  const district = unit?.level === 'district' ? unit.code : (unit?.parentCode ?? null)
  const told = eventsOf(about.diagram, about.events)
  const request = await tx.request.findFirst({ where: { dossierId: dossier.id }, orderBy: { openedAt: 'desc' } })
  return {
    dossier: dossierVariable(dossier, release, district),
    facts: {},
    lookups: {},
    checks: {},
    ...decided(told),
    ...(apologyId ? { apology: { id: apologyId } } : await examined(tx, dossier, release, told)),
    ...(request && !apologyId ? { request: { id: request.id, due: cityInstant(request.due) } } : {}),
    ...(apologyId ? {} : await askedOfOthers(tx, dossier, release)),
  }
}

/** Those asked side by side whose answers the case still waits for, or is about to: as `open-request` gives them. */
async function askedOfOthers(tx: Tx, dossier: Dossier, release: ServiceRelease): Promise<Variables> {
  const open = await tx.request.findMany({
    where: { dossierId: dossier.id, state: 'open', to: { notIn: ['citizen', 'appearance'] } },
    orderBy: [{ openedAt: 'asc' }, { id: 'asc' }],
  })
  if (open.length === 0) return {}
  const asked = open.map(async ({ id, due, to }) => {
    const { unitCode } = await askedBy(tx, dossier, release, to)
    return { id, due: cityInstant(due), unit: unitCode ?? dossier.unitCode }
  })
  return { requests: await Promise.all(asked) }
}

/** What the last decision and the last settled request gave. */
function decided(told: readonly PastEvent[]): Variables {
  const decision = told.findLast(({ type }) => type === 'decided')
  const spoke = told.findLast(({ type }) => type === 'decided' || type === 'settled')
  const { decisionId, reason } = jsonObject(decision?.data)
  const { outcome } = jsonObject(spoke?.data)
  return {
    lastDecisionId: decisionId ?? null,
    ...(outcome === undefined ? {} : { outcome, reason: reason ?? null }),
  }
}

/** What the machine steps found. */
async function examined(
  tx: Tx,
  dossier: Dossier,
  release: ServiceRelease,
  told: readonly PastEvent[],
): Promise<Variables> {
  const lookups: { [name: string]: JsonValue } = {}
  let checks: { [rule: string]: JsonValue } = {}
  let validation: { [name: string]: JsonValue } | undefined
  for (const { type, data } of told) {
    const said = jsonObject(data)
    if (type === 'looked_up' && typeof said.name === 'string') lookups[said.name] = said.status ?? null
    if (type === 'checked') checks = { ...checks, ...jsonObject(said.checks) }
    if (type === 'validated') validation = said
  }
  if (!validation) return { lookups, checks }
  const answers = await answersOf(tx, dossier)
  const facts = Object.fromEntries(release.card.facts.map((key) => [key, answers[key] ?? null]))
  return { lookups, checks, validation, facts: { ...facts, formVersion: dossier.formVersion } }
}
