/**
 * Judges a run by what it left: the database, the register's effects and the switchboard's log. It knows nothing of how
 * the run went, so that a lucky run and an unlucky one are held to the same.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Evidence {
  readonly dossiers: readonly {
    id: string
    code: string
    status: string
    closed: boolean
    bound: boolean
    supplements: number
    fee: number
  }[]
  readonly instances: number
  readonly tasks: readonly { id: string; dossierId: string; element: string; state: string }[]
  readonly decisions: readonly { dossierId: string; element: string; outcome: string; state: string }[]
  readonly lines: readonly { book: string; line: number; state: string; dossierId: string }[]
  /** Papers with a number, each with the book that numbered it. */
  readonly issued: readonly { dossierId: string; kind: string; number: string; book: string }[]
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
      `SELECT id, code, status, closed_at IS NOT NULL AS closed, process_instance_key IS NOT NULL AS bound,
         supplement_count AS supplements, coalesce(fee_amount, 0) AS fee
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
      `SELECT d.dossier_id AS "dossierId", d.kind, d.number, l.unit_code || '/' || l.register || '/' || l.year AS book
       FROM document d JOIN register_line l ON l.document_id = d.id
       WHERE d.state = 'issued' AND d.number IS NOT NULL`,
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
  const issuedOf = groupBy(issued)
  const paidOf = groupBy(payments)
  const tasksOf = groupBy(tasks)
  const textedOf = groupBy(sms)
  // Whoever was asked for something comes to the same step again.
  const rounds = new Map(dossiers.map(({ id, supplements }) => [id, 1 + supplements]))
  const mostOf = (key: string): number => rounds.get(key.split(' ')[0] ?? '') ?? 1
  const codes = new Set(dossiers.map(({ code }) => code))
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
      ...repeated(
        lines.flatMap(({ state, dossierId, book }) => (state === 'issued' ? [`issued ${dossierId} ${book}`] : [])),
      ),
      ...repeated(issued.map(({ book, number }) => `${book} ${number}`)),
    ]),
    finding(
      'every case that was handed over has each paper once, and one payment where there is a fee',
      `${issued.length} papers, ${payments.length} payments`,
      dossiers
        .filter(({ status }) => status === 'handed-over')
        .flatMap(({ id, code, fee }) => [
          ...(issuedOf.has(id) ? [] : [`${code}: no paper`]),
          ...repeated((issuedOf.get(id) ?? []).map(({ kind }) => `${code}: ${kind}`)),
          ...exactly(fee > 0 ? 1 : 0, paidOf.get(id)?.length ?? 0, `${code}: payments`),
        ]),
    ),
    finding(
      'no task twice but after a supplement',
      `${tasks.length} tasks`,
      repeated(
        tasks.map(({ dossierId, element }) => `${dossierId} ${element}`),
        mostOf,
      ),
    ),
    finding(
      'no task of a closed case is open',
      `${tasks.filter(({ state }) => state !== 'closed').length} open`,
      closed.flatMap(({ id, code }) =>
        (tasksOf.get(id) ?? [])
          .filter(({ state }) => state === 'open' || state === 'claimed')
          .map(({ element }) => `${code} ${element}`),
      ),
    ),
    finding('every decision is confirmed, one for a task', `${decisions.length} decisions`, [
      ...decisions
        .filter(({ state }) => state !== 'confirmed')
        .map((row) => `${row.dossierId} ${row.element} ${row.state}`),
      ...repeated(
        decisions.map(({ dossierId, element }) => `${dossierId} ${element}`),
        mostOf,
      ),
    ]),
    finding('SMS rows equal events', `${sms.length} rows, ${messageEvents.length} events`, [
      ...messageEvents
        .filter(({ smsId }) => !rowOfEvent.has(smsId))
        .map(({ event, dossierId }) => `${dossierId} ${event}: no row`),
      ...(sms.length === messageEvents.length ? [] : [`${sms.length} rows, ${messageEvents.length} events`]),
      ...repeated(sms.map(({ dossierId, event }) => `${dossierId} ${event}`)),
      ...dossiers
        .filter(({ status }) => status === 'handed-over')
        .flatMap(({ id, code }) =>
          ['received', 'ready']
            .filter((event) => !textedOf.get(id)?.some((row) => row.event === event))
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
      ...effects.filter(({ dossier }) => !codes.has(dossier)).map(({ dossier }) => `${dossier} is no dossier`),
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

function groupBy<Row extends { dossierId: string }>(rows: readonly Row[]): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.dossierId)
    if (group) group.push(row)
    else groups.set(row.dossierId, [row])
  }
  return groups
}

/** Keys that stand more often than they may: once unless told. */
function repeated(keys: readonly string[], most: (key: string) => number = () => 1): string[] {
  const seen = new Map<string, number>()
  for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1)
  return [...seen].filter(([key, count]) => count > most(key)).map(([key, count]) => `${key}: ${count} times`)
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
