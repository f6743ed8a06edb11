/** The catalogue card of a service (`*.service.json`); its keys are explained in docs/services/README.md. */
import type { Texts } from '../problems.ts'
import type { ComparedField } from '../registers/index.ts'

export interface EligibilityRule extends Texts {
  id: string
  kind: string
  register?: string
  onFail: string
  legalRef: string
}
export interface LookupQuestion {
  register: string
  /** FEEL; false: not asked (status `skipped`). */
  when?: string
  /** FEEL by the names of the register's question. */
  key: { [name: string]: string }
  /** Which answer stands beside which value of an entry, and how the two are compared. */
  compare?: ComparedField[]
}
export interface ResultField extends Texts {
  key: string
  /** FEEL over answers, lookup, draft, entry, issue, unit, dossier. */
  value: string
}
export interface ResultKind {
  kind: string
  vi: string
  en: string
  register: string
  /** `{seq}/TL-{eventAbbrev}-BS` */
  numbering: string
  numberParts?: { [name: string]: { from: string; words: { [value: string]: string } } }
  template: string
  signer: string | Texts
  fields: ResultField[]
  /** Where the template wants each value: dotted path -> FEEL over the same names as `fields`. */
  paper: { [path: string]: string }
}

/** What a request to others says: whom, which answers it shows, and what is asked. */
export interface AskingOthers {
  /** FEEL over what derived values see and `decision`; codes of units, keys of bodies, or places in words. */
  to?: string
  subject: Texts
  /** Keys of answers that are shown to whoever is asked; nothing else is. */
  fields: string[]
  questions: Texts[]
}

interface Common {
  schema: 1
  code: string
  /** The repository's number, raised with each change that shall go live. */
  release: number
  name: Texts
  files: {
    diagram: string
    form?: string
    decisions: string[]
    taskForms: string[]
    documents: string[]
    messages: string[]
  }
}
/** A process that the platform starts itself. */
export interface SharedCard extends Common {
  kind: 'shared'
}
export interface ServiceCard extends Common {
  kind: 'service'
  /** Four digits, part of each dossier code. */
  serviceNumber: string
  level: 'commune' | 'district'
  field: Texts
  short: Texts
  summary: Texts
  applicant: Texts
  owningDivision: Texts & { code: string }
  legalBasis: (Texts & { ref: string; articles?: string })[]
  competence: Texts & { decision?: string; rules?: EligibilityRule[] }
  limit: Texts & { value: string }
  fee: { name: Texts; summary: Texts; decision?: string; lines?: { [line: string]: Texts }; legalRef?: string }
  eligibility: { decision: string; rules: EligibilityRule[] }
  lookups: { [name: string]: LookupQuestion }
  derived: { [name: string]: string }
  facts: string[]
  result: ResultKind
  registryEffects: { effect: string; vi: string; en: string; entry: { [field: string]: string } }[]
  /** What other units are asked to verify. */
  verification?: AskingOthers
  /** Whose opinions are asked, and on what. */
  consultation?: AskingOthers & { bodies: (Texts & { key: string })[] }
  delivery: { counter: boolean; post?: string | boolean; electronic: boolean }
  messages?: { [event: string]: { vi: string; unicode: string; en: string } }
}
export type Card = ServiceCard | SharedCard

/** Reads a card's bytes. What it says is held by the lint; here only what everything else leans on is looked at. */
export function readCard(bytes: Uint8Array, path: string): Card {
  const parsed: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
  if (!isCard(parsed)) throw new Error(`${path} is not a catalogue card (schema 1 with kind, code, release and files)`)
  return parsed
}

function isCard(value: unknown): value is Card {
  if (typeof value !== 'object' || value === null) return false
  const { schema, kind, code, release, files } = value as Partial<Record<keyof Card, unknown>>
  return (
    schema === 1 &&
    (kind === 'service' || kind === 'shared') &&
    typeof code === 'string' &&
    Number.isInteger(release) &&
    areFiles(files)
  )
}

function areFiles(value: unknown): value is Common['files'] {
  if (typeof value !== 'object' || value === null) return false
  const { diagram, form, decisions, taskForms, documents, messages } = value as Partial<
    Record<keyof Common['files'], unknown>
  >
  const isText = (one: unknown) => typeof one === 'string'
  const lists = [decisions, taskForms, documents, messages]
  return (
    isText(diagram) &&
    (form === undefined || isText(form)) &&
    lists.every((one) => Array.isArray(one) && one.every(isText))
  )
}
