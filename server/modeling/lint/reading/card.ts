/** The catalogue card of a service, as far as the rules need it (docs/services/README.md). */
import type { JsonValue } from '#feel'
import { at, isObject, listAt, objectAt, textAt, textsAt } from './json.ts'

export interface SpecifiedStep {
  id: string
  role: string
  kind: string
  /** Outcome -> the next step or end. */
  outcomes: ReadonlyMap<string, string>
}

export interface Card {
  path: string
  json: JsonValue
  kind: 'service' | 'shared'
  code: string
  level: string
  facts: readonly string[]
  /** FEEL by name. */
  derived: ReadonlyMap<string, string>
  lookups: ReadonlyMap<string, { register: string }>
  effects: readonly string[]
  /** Rules of eligibility and competence: id -> decision that gives it. */
  rules: ReadonlyMap<string, string>
  /** Rules that an officer judges; those need no row of a table, they stay open. */
  officerRules: ReadonlySet<string>
  decisionIds: readonly string[]
  resultKind: string
  resultRegister: string
  diagram: string
  form: string
  decisions: readonly string[]
  taskForms: readonly string[]
  documents: readonly string[]
  messages: readonly string[]
  steps: ReadonlyMap<string, SpecifiedStep>
  ends: readonly string[]
}

const textsByName = (json: JsonValue, ...path: string[]) =>
  new Map(
    Object.entries(objectAt(json, ...path)).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )

function rulesOf(json: JsonValue, section: string): [string, string][] {
  return listAt(json, section, 'rules').map((rule) => [textAt(rule, 'id'), textAt(json, section, 'decision')])
}

function stepOf(json: JsonValue): SpecifiedStep {
  return {
    id: textAt(json, 'id'),
    role: textAt(json, 'role'),
    kind: textAt(json, 'kind'),
    outcomes: textsByName(json, 'outcomes'),
  }
}

/** Reads what is there; what is missing is a matter of the rule `card`. */
export function readCard(path: string, json: JsonValue): Card {
  const steps = listAt(json, 'specification', 'steps').map(stepOf)
  return {
    path,
    json,
    kind: textAt(json, 'kind') === 'shared' ? 'shared' : 'service',
    code: textAt(json, 'code'),
    level: textAt(json, 'level'),
    facts: textsAt(json, 'facts'),
    derived: textsByName(json, 'derived'),
    lookups: new Map(
      Object.entries(objectAt(json, 'lookups')).map(([name, lookup]) => [
        name,
        { register: textAt(lookup, 'register') },
      ]),
    ),
    effects: listAt(json, 'registryEffects').map((effect) => textAt(effect, 'effect')),
    rules: new Map([...rulesOf(json, 'competence'), ...rulesOf(json, 'eligibility')]),
    officerRules: new Set(
      listAt(json, 'eligibility', 'rules').flatMap((rule) =>
        textAt(rule, 'kind') === 'officer' ? [textAt(rule, 'id')] : [],
      ),
    ),
    decisionIds: ['competence', 'eligibility', 'fee', 'limit'].flatMap((section) => {
      const id = at(json, section, 'decision')
      return typeof id === 'string' ? [id] : []
    }),
    resultKind: textAt(json, 'result', 'kind'),
    resultRegister: textAt(json, 'result', 'register'),
    diagram: textAt(json, 'files', 'diagram'),
    form: textAt(json, 'files', 'form'),
    decisions: textsAt(json, 'files', 'decisions'),
    taskForms: textsAt(json, 'files', 'taskForms'),
    documents: textsAt(json, 'files', 'documents'),
    messages: textsAt(json, 'files', 'messages'),
    steps: new Map(steps.map((step) => [step.id, step])),
    ends: textsAt(json, 'specification', 'ends'),
  }
}

export const isCardPath = (path: string): boolean => path.endsWith('.service.json')
export const isCard = (json: JsonValue | undefined): json is JsonValue => isObject(json)
