import { parseLimit } from '#calendar'
import { compileExpression, type JsonValue } from '#feel'
import { FUNCTION_NAMES } from '#forms'
import type { Remark } from '../finding.ts'
import { at, isObject, listAt, objectAt, textAt } from '../reading/json.ts'
import type { Rule } from '../rule.ts'
import type { Service } from '../service.ts'

const BILINGUAL = ['name', 'short', 'summary', 'field', 'applicant', 'owningDivision', 'competence', 'limit']
const SHARED_BILINGUAL = ['name', 'short']
const ON_FAIL = ['refuse', 'supplement', 'return', 'verify', 'warn']
/** What derived values, look-up keys, result fields see besides the answers (docs/services/README.md). */
const SEEN = ['today', 'now', 'submittedOn', 'dossier', 'lookup', 'facts']
/** Words that mean somebody else in a request. */
const TAKEN = ['citizen', 'appearance']
const SEEN_BY_RESULT = [...SEEN, 'draft', 'entry', 'issue', 'unit']

/** The card says everything that catalogue, workers and papers need, in both languages, and every FEEL in it compiles. */
export const card: Rule = {
  name: 'card',
  judge(service) {
    const { json, path, kind } = service.card
    const remarks: Remark[] = []
    const say = (place: string, message: string) => remarks.push({ file: path, at: place, message })
    if (at(json, 'schema') !== 1) say('schema', 'must be 1')
    if (!Number.isInteger(at(json, 'release'))) say('release', 'must be a whole number')
    for (const key of kind === 'shared' ? SHARED_BILINGUAL : BILINGUAL)
      if (!textAt(json, key, 'vi') || !textAt(json, key, 'en')) say(key, 'needs vi and en')
    if (kind === 'service') judgeService(service, say)
    return remarks
  },
}

type Say = (place: string, message: string) => void

function judgeService(service: Service, say: Say): void {
  const { card, files } = service
  const { json } = card
  const number = textAt(json, 'serviceNumber')
  if (!/^\d{4}$/.test(number)) say('serviceNumber', 'four digits')
  for (const [path, text] of files)
    if (path !== card.path && path.endsWith('.service.json') && text.includes(`"serviceNumber": "${number}"`))
      say('serviceNumber', `${number} is taken by ${path}`)
  if (!parseLimit(textAt(json, 'limit', 'value'))) say('limit', 'value is no limit')
  if (listAt(json, 'legalBasis').length === 0) say('legalBasis', 'a service rests on law')
  for (const section of ['competence', 'eligibility'])
    for (const rule of listAt(json, section, 'rules')) judgeRule(rule, section, say)

  const keys = service.form?.compiled.ok ? [...service.form.compiled.form.fields.keys()] : []
  const names = new Set([...keys, ...SEEN, ...FUNCTION_NAMES])
  for (const [name, source] of card.derived) judgeFeel(source, names, `derived.${name}`, say)
  for (const [name, lookup] of Object.entries(objectAt(json, 'lookups'))) {
    const key = Object.entries(objectAt(lookup, 'key'))
    if (key.length === 0) say(`lookups.${name}`, 'asks nothing')
    for (const [part, source] of key) judgeFeel(source, names, `lookups.${name}.${part}`, say)
    if (at(lookup, 'when') !== undefined) judgeFeel(at(lookup, 'when'), names, `lookups.${name}.when`, say)
  }
  for (const section of ['verification', 'consultation'])
    judgeAsking(json, section, new Set([...names, 'decision']), say)
  judgeResult(json, new Set([...names, ...SEEN_BY_RESULT]), say)
}

function judgeRule(rule: JsonValue, section: string, say: Say): void {
  const id = textAt(rule, 'id')
  if (!id || !textAt(rule, 'vi') || !textAt(rule, 'en') || !textAt(rule, 'legalRef'))
    say(`${section}.${id}`, 'a rule needs id, vi, en and legalRef')
  if (!ON_FAIL.includes(textAt(rule, 'onFail'))) say(`${section}.${id}`, `onFail is one of ${ON_FAIL.join(', ')}`)
}

/** Whom others are, what they see and what they are asked. */
function judgeAsking(json: JsonValue, section: string, names: ReadonlySet<string>, say: Say): void {
  const asking = at(json, section)
  if (asking === undefined) return
  judgeFeel(at(asking, 'to'), names, `${section}.to`, say)
  for (const words of [at(asking, 'subject'), ...listAt(asking, 'questions'), ...listAt(asking, 'bodies')])
    if (!textAt(words, 'vi') || !textAt(words, 'en')) say(section, 'subject, questions and bodies need vi and en')
  const bodies = listAt(asking, 'bodies').map((body) => textAt(body, 'key'))
  for (const key of bodies)
    if (!/^[a-z][a-z0-9-]*$/.test(key) || TAKEN.includes(key)) say(`${section}.bodies`, `'${key}' is no key of a body`)
  if (new Set(bodies).size < bodies.length) say(`${section}.bodies`, 'two bodies have the same key')
}

function judgeResult(json: JsonValue, names: ReadonlySet<string>, say: Say): void {
  const result = at(json, 'result')
  for (const field of listAt(result, 'fields')) {
    const key = textAt(field, 'key')
    if (!textAt(field, 'vi') || !textAt(field, 'en')) say(`result.${key}`, 'needs vi and en')
    judgeFeel(at(field, 'value'), names, `result.${key}`, say)
  }
  for (const [path, source] of Object.entries(objectAt(result, 'paper')))
    judgeFeel(source, names, `result.paper.${path}`, say)
  for (const effect of listAt(json, 'registryEffects'))
    for (const [field, source] of Object.entries(objectAt(effect, 'entry')))
      judgeFeel(source, names, `${textAt(effect, 'effect')}.${field}`, say)
  const parts = objectAt(result, 'numberParts')
  const numbering = textAt(result, 'numbering')
  if (!numbering.includes('{seq}')) say('result.numbering', 'needs {seq}')
  for (const [, name = ''] of numbering.matchAll(/\{([^}]*)\}/g))
    if (!['seq', 'year', 'unitAbbrev'].includes(name) && !isObject(parts[name]))
      say('result.numbering', `unknown part {${name}}`)
  for (const [name, part] of Object.entries(parts))
    judgeFeel(at(part, 'from'), names, `result.numberParts.${name}`, say)
}

function judgeFeel(source: JsonValue | undefined, names: ReadonlySet<string>, place: string, say: Say): void {
  if (typeof source !== 'string' || !source.startsWith('=')) {
    say(place, 'must be FEEL that begins with =')
    return
  }
  const compiled = compileExpression(source.slice(1))
  if (!compiled.ok) say(place, compiled.error)
  else for (const name of compiled.expression.variables) if (!names.has(name)) say(place, `${name} is not known here`)
}
