/**
 * What FEEL of a card, a diagram or a paper sees of a case: the answers of a form version with the form's functions,
 * and further names such as `dossier`, `lookup`, `facts`. Expressions are compiled once.
 */

import type { NamedPeriods } from '#calendar'
import { compileExpression, type Expression, type JsonValue, toJson } from '#feel'
import { type AdminUnit, settle } from '#forms'
import { cityDay } from '../clock.ts'
import type { Tx } from '../db.ts'
import type { Dossier } from '../generated/prisma/client.ts'
import type { ServiceRelease } from '../services/index.ts'

const compiled = new Map<string, Expression>()

function expressionOf(source: string): Expression {
  const known = compiled.get(source)
  if (known) return known
  const made = compileExpression(source.replace(/^=/, ''))
  if (!made.ok) throw new Error(`${source}: ${made.error}`)
  compiled.set(source, made.expression)
  return made.expression
}

export interface CaseScope {
  /** The value of an expression (with or without the leading `=`), as JSON. Text without `=` is not special. */
  evaluate(source: string): JsonValue
}

export interface ScopeFacts {
  dossier: Dossier
  release: ServiceRelease
  answers: { [key: string]: JsonValue }
  now: Date
  /** The calendar's named periods, for `periodTouches`. */
  periods: NamedPeriods | undefined
  /** The administrative map, for `districtOf`. */
  units?: ReadonlyMap<string, AdminUnit>
  names?: { [name: string]: JsonValue }
}

/** The variable `dossier` as the engine holds it. */
export function dossierVariable(dossier: Dossier, release: ServiceRelease, districtCode: string | null) {
  return {
    code: dossier.code,
    service: dossier.serviceCode,
    release: release.number,
    channel: dossier.channel,
    unit: { code: dossier.unitCode, level: release.card.level, district: districtCode },
    submittedAt: dossier.submittedAt.toISOString(),
    language: dossier.language,
  }
}

export function caseScope({ dossier, release, answers, now, periods, units, names }: ScopeFacts): CaseScope {
  const path = release.card.files.form
  if (!path) throw new Error(`${release.serviceCode} has no form`)
  const view = settle(release.form(path), answers, {
    now,
    periods,
    submittedOn: cityDay(dossier.submittedAt),
    ...(units ? { unit: (code: string) => units.get(code) } : {}),
    names: { dossier: dossierVariable(dossier, release, null), ...names },
  })
  return { evaluate: (source) => toJson(view.scope.evaluate(expressionOf(source))) }
}

/** The answers of the dossier's form version, or of another one. */
export async function answersOf(tx: Tx, dossier: Dossier, version = dossier.formVersion) {
  const [row] = await tx.sql<{ answers: unknown }>`
    SELECT answers FROM form_version WHERE dossier_id = ${dossier.id}::uuid AND version = ${version}`
  if (!row) throw new Error(`dossier ${dossier.code} has no version ${version} of its answers`)
  return jsonObject(row.answers)
}

/** A JSON column that holds an object. */
export function jsonObject(value: unknown): { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { [key: string]: JsonValue })
    : {}
}

export type LookupStatus = 'found' | 'notFound' | 'unavailable' | 'skipped'

/** The newest answer of each look-up, as `lookup.<name>` shows it. */
export async function lookupsOf(tx: Tx, dossierId: string) {
  const rows = await tx.sql<{ name: string; status: LookupStatus; answer: unknown }>`
    SELECT DISTINCT ON (name) name, status, answer FROM register_lookup
    WHERE dossier_id = ${dossierId}::uuid ORDER BY name, at DESC, id DESC`
  return Object.fromEntries(
    rows.map(({ name, status, answer }) => [
      name,
      { status, entries: status === 'found' && Array.isArray(answer) ? (answer as JsonValue[]) : [] },
    ]),
  )
}
