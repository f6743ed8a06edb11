/**
 * Judges a run by what it left: the database, the register's effects and the switchboard's log. It knows nothing of how
 * the run went, so that a lucky run and an unlucky one are held to the same.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Evidence {
  readonly dossiers: readonly { id: string; code: string; status: string; closed: boolean; bound: boolean }[]
  readonly instances: number
  readonly tasks: readonly { id: string; dossierId: string; element: string; state: string }[]
  readonly decisions: readonly { dossierId: string; element: string; outcome: string; state: string }[]
  readonly lines: readonly { book: string; line: number; state: string; dossierId: string }[]
  readonly issued: readonly { dossierId: string; kind: string; number: string | null }[]
  readonly sms: readonly {
    id: string
    dossierId: string
    event: string
    state: string
    again: boolean
    reference: number
  }[]
  readonly messageEvents: readonly { dossierId: string; event: string; smsId: string }[]
  readonly payments: readonly { dossierId: string }[]
  readonly effects: readonly { key: string; dossier: string }[]
  /** Texts at the switchboard by the reference of the row they tell. */
  readonly texts: readonly { reference: number | null; to: string }[]
  readonly openOutbox: number
  readonly openConcerns: readonly { kind: string; text: string }[]
}

export interface Finding {
  readonly rule: string
  /** What was looked at and what it came to, as the table prints it. */
  readonly figure: string
  readonly breaches: readonly string[]
}

export type Ask = <Row extends Record<string, unknown>>(sql: string) => Promise<Row[]>

/** Reads the three records. `folder` is the data folder. */
export async function gather(ask: Ask, folder: string): Promise<Evidence> {
  const one = async (sql: string): Promise<number> => Number((await ask<{ n: string }>(sql))[0]?.n ?? 0)
  return {
    dossiers: await ask(
      `SELECT id, code, status, closed_at IS NOT NULL AS closed, process_instance_key IS NOT NULL AS bound
       FROM dossier ORDER BY code`,
    ),
    instances: await one('SELECT count(DISTINCT (epoch, process_instance_key)) AS n FROM dossier'),
    tasks: await ask('SELECT id, dossier_id AS "dossierId", element_id AS element, state FROM task'),
    decisions: await ask('SELECT dossier_id AS "dossierId", element_id AS element, outcome, state FROM task_decision'),
    lines: await ask(
      `SELECT unit_code || '/' || register || '/' || year AS book, line, state, dossier_id AS "dossierId"
       FROM register_line ORDER BY 1, 2`,
    ),
    issued: await ask(
      `SELECT dossier_id AS "dossierId", kind, number FROM document WHERE state = 'issued' AND number IS NOT NULL`,
    ),
    sms: await ask(
      `SELECT id, dossier_id AS "dossierId", event, state, again, reference FROM sms WHERE event <> 'otp'`,
    ),
    messageEvents: await ask(
      `SELECT dossier_id AS "dossierId", data->>'event' AS event, data->>'smsId' AS "smsId"
       FROM dossier_event WHERE type = 'message'`,
    ),
    payments: await ask('SELECT dossier_id AS "dossierId" FROM payment'),
    effects: jsonLines<{ key: string; dossier: string }>(join(folder, 'simulators/effects.jsonl')),
    texts: jsonLines<{ kind: string; reference: number | null; to: string }>(
      join(folder, 'simulators/sms.jsonl'),
    ).filter(({ kind }) => kind === 'message'),
    openOutbox: await one("SELECT count(*) AS n FROM outbox WHERE state IN ('pending', 'sent') AND kind <> 'sms'"),
    openConcerns: await ask('SELECT kind, text FROM concern WHERE settled_at IS NULL'),
  }
}

function jsonLines<Line>(file: string): Line[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return []
  }
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Line => JSON.parse(line))
}

/** Holds what was found against the rules of the house. `kills`: how often the app died, the most doubles allowed. */
export function judge(evidence: Evidence, told: { filed: number; kills: number }): Finding[] {
  const { dossiers, tasks, decisions, lines, issued, sms, messageEvents, payments, effects, texts } = evidence
  const closed = dossiers.filter(({ closed }) => closed)
  const rowOfEvent = new Set(sms.map(({ id }) => id))
  const textsOf = new Map<number, number>()
  for (const { reference } of texts) if (reference !== null) textsOf.set(reference, (textsOf.get(reference) ?? 0) + 1)
  const copies = (row: Evidence['sms'][number]): number => textsOf.get(row.reference & 0xffff) ?? 0
  const doubles = sms.reduce((sum, row) => sum + Math.max(0, copies(row) - 1), 0)
  const waiting = new Set(['queued', 'sending', 'uncertain'])
  return [
    finding('every dossier that was filed is there, once', `${dossiers.length} of ${told.filed}`, [
      ...(dossiers.length === told.filed ? [] : [`${dossiers.length} dossiers, ${told.filed} filed`]),
    ]),
    finding(
      'as many bound instances as dossiers',
      `${evidence.instances}`,
      evidence.instances === dossiers.length ? [] : [`${evidence.instances} instances, ${dossiers.length} dossiers`],
    ),
    finding(
      'every case ends',
      `${closed.length} of ${dossiers.length}`,
      dossiers.filter(({ closed }) => !closed).map(({ code, status }) => `${code} reads ${status}`),
    ),
    finding('every number once, without a gap', `${lines.length} lines`, [
      ...repeated(lines.map(({ book, line }) => `${book} ${line}`)),
      ...gaps(lines),
      ...repeated(lines.filter(({ state }) => state === 'issued').map(({ dossierId }) => `issued ${dossierId}`)),
      ...repeated(issued.map(({ number }) => String(number))),
    ]),
    finding(
      'every case that was handed over has one paper and one payment',
      `${issued.length} papers, ${payments.length} payments`,
      dossiers
        .filter(({ status }) => status === 'handed-over')
        .flatMap(({ id, code }) => [
          ...exactly(1, issued.filter(({ dossierId }) => dossierId === id).length, `${code}: papers`),
          ...exactly(1, payments.filter(({ dossierId }) => dossierId === id).length, `${code}: payments`),
        ]),
    ),
    finding(
      'no task twice',
      `${tasks.length} tasks`,
      repeated(tasks.map(({ dossierId, element }) => `${dossierId} ${element}`)),
    ),
    finding(
      'no task of a closed case is open',
      `${tasks.filter(({ state }) => state !== 'closed').length} open`,
      closed.flatMap(({ id, code }) =>
        tasks
          .filter(({ dossierId, state }) => dossierId === id && (state === 'open' || state === 'claimed'))
          .map(({ element }) => `${code} ${element}`),
      ),
    ),
    finding('every decision is confirmed, one for a step', `${decisions.length} decisions`, [
      ...decisions
        .filter(({ state }) => state !== 'confirmed')
        .map((row) => `${row.dossierId} ${row.element} ${row.state}`),
      ...repeated(decisions.map(({ dossierId, element }) => `${dossierId} ${element}`)),
    ]),
    finding('SMS rows equal events', `${sms.length} rows, ${messageEvents.length} events`, [
      ...messageEvents
        .filter(({ smsId }) => !rowOfEvent.has(smsId))
        .map(({ event, dossierId }) => `${dossierId} ${event}: no row`),
      ...(sms.length === messageEvents.length ? [] : [`${sms.length} rows, ${messageEvents.length} events`]),
      ...repeated(sms.map(({ dossierId, event }) => `${dossierId} ${event}`)),
      ...closed.flatMap(({ id, code }) =>
        ['received', 'ready']
          .filter((event) => !sms.some((row) => row.dossierId === id && row.event === event))
          .map((event) => `${code}: no ${event}`),
      ),
    ]),
    finding(
      'every SMS reached the switchboard, doubles only for kills',
      `${doubles} doubles, ${told.kills} kills of the app`,
      [
        ...sms
          .filter((row) => !waiting.has(row.state) && copies(row) === 0)
          .map(({ id }) => `${id}: not at the switchboard`),
        ...sms.filter(({ state }) => state === 'failed').map(({ id }) => `${id}: failed`),
        ...(doubles <= told.kills ? [] : [`${doubles} doubles`]),
      ],
    ),
    finding('register effects once', `${effects.length} effects`, [
      ...repeated(effects.map(({ key }) => key)),
      ...effects
        .filter(({ dossier }) => !dossiers.some(({ code }) => code === dossier))
        .map(({ dossier }) => `${dossier} is no dossier`),
    ]),
    finding(
      'nothing waits in the outbox, nothing with the operators',
      `${evidence.openOutbox} rows, ${evidence.openConcerns.length} concerns`,
      [
        ...(evidence.openOutbox === 0 ? [] : [`${evidence.openOutbox} rows are open`]),
        ...evidence.openConcerns.map(({ kind, text }) => `${kind}: ${text}`),
      ],
    ),
  ]
}

const finding = (rule: string, figure: string, breaches: string[]): Finding => ({ rule, figure, breaches })

function repeated(keys: readonly string[]): string[] {
  const seen = new Map<string, number>()
  for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1)
  return [...seen].filter(([, count]) => count > 1).map(([key, count]) => `${key}: ${count} times`)
}

function exactly(wanted: number, found: number, what: string): string[] {
  return found === wanted ? [] : [`${what}: ${found}`]
}

/** Lines of a book are 1…n. */
function gaps(lines: Evidence['lines']): string[] {
  const books = new Set(lines.map(({ book }) => book))
  return [...books].flatMap((book) => {
    const numbers = lines.flatMap((row) => (row.book === book ? [row.line] : [])).sort((a, b) => a - b)
    return numbers.flatMap((number, index) =>
      number === index + 1 ? [] : [`${book}: ${number} at place ${index + 1}`],
    )
  })
}

/** The breaches alone, for a test's assertion. */
export function breachesOf(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ rule, breaches }) => breaches.map((breach) => `${rule}: ${breach}`))
}
