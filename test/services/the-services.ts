/** The services with the samples that the tests play, the project's and the examples': what one more brings is read, not listed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { JsonValue } from '#feel'
import { compileForm, type Form } from '#forms'
import { type Card, readCard } from '../../server/services/card.ts'

export type LookupAnswer = {
  status: 'found' | 'notFound' | 'unavailable' | 'skipped'
  entries: JsonValue[]
}

/** `sample.json`: a case that passes every rule. */
export interface Sample {
  /** Code of the unit where it is filed. */
  readonly unit: string
  readonly answers: { readonly [key: string]: JsonValue }
  /** How many files are attached under each paper's key. */
  readonly papers: { readonly [key: string]: number }
  /** Valid answers of task forms by step and outcome; those that demand nothing are left out. */
  readonly decisions: { readonly [step: string]: { readonly [outcome: string]: { readonly [key: string]: JsonValue } } }
  /** What the registers answer, by the card's names. */
  readonly lookups: { readonly [name: string]: LookupAnswer }
}

/** A line of `edges.json`: the sample with a few things changed, and what the tables or the form then say. */
export type Edge = {
  readonly says: string
  readonly answers?: { readonly [key: string]: JsonValue }
  readonly papers?: { readonly [key: string]: number }
  readonly lookups?: { readonly [name: string]: LookupAnswer }
  /** Day of submission; that of all samples unless told. */
  readonly submittedOn?: string
} & (
  | { readonly rule: string; readonly expect: 'pass' | 'fail' | 'open' }
  | { readonly fee: readonly (readonly [line: string, quantity: number, amount: number])[] }
  | { readonly crossRule: string; readonly expect: 'broken' | 'kept' }
)

export interface ServiceFiles {
  readonly code: string
  readonly card: Card
  /** Absolute path of a file that the card names: in its own folder, else in the project's. */
  readonly pathOf: (path: string) => string
  readonly sample: Sample | undefined
  readonly edges: readonly Edge[]
  /** Those of the sample's answers that the engine holds. */
  readonly facts: { readonly [key: string]: JsonValue }
}

/** The service of a code. */
export function serviceOf(code: string): ServiceFiles {
  const service = theServices.find((each) => each.code === code)
  if (!service) throw new Error(`there is no service ${code}`)
  return service
}

/** The sample of a service that has one. */
export function sampleOf({ code, sample }: ServiceFiles): Sample {
  if (!sample) throw new Error(`${code} has no sample`)
  return sample
}

const root = resolve(import.meta.dirname, '../..')

/** The compiled form that a citizen fills. */
export function formOf({ card, pathOf }: ServiceFiles): Form {
  const path = card.files.form ?? ''
  const compiled = compileForm(JSON.parse(readFileSync(pathOf(path), 'utf8')))
  if (!compiled.ok) throw new Error(`${path} does not compile`)
  return compiled.form
}

function cardsIn(folder: string): Card[] {
  const processes = join(folder, 'processes')
  return readdirSync(processes, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.service.json'))
    .sort()
    .map((path) => readCard(readFileSync(join(processes, path)), path))
}

function held<T>(path: string): T | undefined {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

/** Services of a folder; `samplesOf` says where a service's sample and edges lie. */
function servicesOf(folder: string, samplesOf: (code: string) => string): ServiceFiles[] {
  return cardsIn(folder).map((card) => {
    const { code } = card
    const sample = held<Sample>(join(samplesOf(code), 'sample.json'))
    const answers = sample?.answers ?? {}
    const facts = card.kind === 'service' ? card.facts : []
    return {
      code,
      card,
      pathOf: (path) => [join(folder, path), join(root, path)].find((place) => existsSync(place)) ?? path,
      sample,
      edges: held<Edge[]>(join(samplesOf(code), 'edges.json')) ?? [],
      facts: Object.fromEntries(facts.map((key) => [key, answers[key] ?? null])),
    }
  })
}

export const theServices: readonly ServiceFiles[] = servicesOf(root, (code) => join(import.meta.dirname, code))

/** Services outside of the project's own folders, as an analyst adds them (docs/adding-a-service.md). */
export const theExamples: readonly ServiceFiles[] = readdirSync(join(root, 'examples'))
  .map((name) => join(root, 'examples', name))
  .filter((folder) => existsSync(join(folder, 'processes')))
  .flatMap((folder) => servicesOf(folder, () => folder))

/** Who works at a unit of the demonstration: login by role. */
export const logins: { readonly [unit: string]: { readonly [role: string]: string } } = {
  '00685': { oneStopOfficer: 'motcua.dongmy', justiceOfficer: 'tuphap.dongmy', unitLeader: 'lanhdao.dongmy' },
  '020': {
    oneStopOfficer: 'motcua.thanhtri',
    divisionOfficer: 'tuphap.thanhtri',
    divisionHead: 'truongphong.thanhtri',
    unitLeader: 'lanhdao.thanhtri',
  },
}
