import { Ajv } from 'ajv'
import type { JsonValue } from '#feel'
import type { Remark } from '../finding.ts'
import { at, listAt, objectAt, parseJson, textAt, textsAt } from '../reading/json.ts'
import { type KnownRegister, readRegisters, registerPaths, SCHEMA } from '../reading/registers.ts'
import type { Rule } from '../rule.ts'
import type { ProjectFiles, Service } from '../service.ts'

/** Registers that a service asks and writes are described, and what it says to them is what they know. */
export const registers: Rule = {
  name: 'registers',
  judge(service) {
    const known = readRegisters(service.files)
    const { json, path } = service.card
    return [
      ...Object.entries(objectAt(json, 'lookups')).flatMap(([name, lookup]) =>
        judgeLookup(lookup, known).map((message) => ({ file: path, at: `lookups.${name}`, message })),
      ),
      ...listAt(json, 'registryEffects').flatMap((effect) =>
        judgeEffect(effect, known).map((message) => ({ file: path, at: textAt(effect, 'effect'), message })),
      ),
      ...judgeRules(json, known).map((remark) => ({ file: path, ...remark })),
      ...judgeByHand(service),
    ]
  },
}

type Registers = ReadonlyMap<string, KnownRegister>

function judgeLookup(lookup: JsonValue, registers: Registers): string[] {
  const name = textAt(lookup, 'register')
  const register = registers.get(name)
  if (!register?.key)
    return [`the register ${name} cannot be asked: there is no processes/registers/${name}.json with a lookup`]
  const asked = Object.keys(objectAt(lookup, 'key'))
  const missing = (fields: readonly string[]) => fields.filter((field) => !asked.includes(field))
  const alternatives = register.either.map(missing)
  return [
    ...unknown(asked, register.key, name),
    ...missing(required(register.key)).map((field) => `${name} needs ${field}`),
    ...(alternatives.length === 0 || alternatives.some(({ length }) => length === 0)
      ? []
      : [`${name} needs ${register.either.map((set) => set.join(' and ')).join(', or ')}`]),
  ]
}

function judgeEffect(effect: JsonValue, registers: Registers): string[] {
  const name = textAt(effect, 'effect')
  const register = registers.get(name)
  if (!register?.line)
    return [`the register ${name} cannot be written: there is no processes/registers/${name}.json with an effect`]
  const entry = objectAt(effect, 'entry')
  const written = Object.keys(entry)
  // An act that is worked out is known to the register alone.
  const act = /^=\s*"([^"]*)"\s*$/.exec(textAt(entry, 'act'))?.[1]
  const ofAct = act === undefined ? [] : register.acts.get(act)
  return [
    ...unknown(written, register.line, name),
    ...(ofAct ? [] : [`${name} knows no act ${act}`]),
    ...[...required(register.line), ...(ofAct ?? [])]
      .filter((field) => !written.includes(field))
      .map((field) => `${name} needs ${field}`),
  ]
}

const required = (needs: ReadonlyMap<string, string>) =>
  [...needs].filter(([, need]) => need === 'required').map(([field]) => field)

const unknown = (fields: readonly string[], needs: ReadonlyMap<string, string>, name: string) =>
  fields.filter((field) => !needs.has(field)).map((field) => `${name} knows no ${field}`)

function judgeRules(json: JsonValue, registers: Registers): Remark[] {
  return ['competence', 'eligibility'].flatMap((section) =>
    listAt(json, section, 'rules').flatMap((rule) => {
      const name = textAt(rule, 'register')
      if (name === '' || registers.has(name)) return []
      return [{ at: `${section}.${textAt(rule, 'id')}`, message: `there is no register ${name}` }]
    }),
  )
}

/** An officer enters by hand what the machine would have written. */
function judgeByHand({ card, diagram }: Service): Remark[] {
  return [...diagram.elements.values()].flatMap(({ id, properties }) =>
    properties.effect === undefined || card.effects.includes(properties.effect)
      ? []
      : [{ at: id, message: `the card has no effect ${properties.effect}` }],
  )
}

/** The register files themselves: as their schema says, and fields that they speak of are there. */
export function judgeRegisterFiles(files: ProjectFiles): Remark[] {
  const schema = parseJson(files.get(SCHEMA) ?? '')
  const validate = schema === undefined ? undefined : new Ajv({ allErrors: true }).compile(Object(schema))
  return registerPaths(files).flatMap((path) => {
    const json = parseJson(files.get(path) ?? '')
    if (json === undefined) return [{ file: path, message: 'the file is no JSON' }]
    const name = path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
    const remarks: Remark[] = []
    const say = (place: string, message: string) => remarks.push({ file: path, at: place, message })
    if (validate && !validate(json))
      for (const { instancePath, message = 'is wrong' } of validate.errors ?? []) say(instancePath.slice(1), message)
    if (textAt(json, 'register') !== name) say('register', `must be ${name}, as the file`)
    for (const [place, field] of mentioned(json)) if (!isField(json, place, field)) say(place, `${field} is no field`)
    return remarks
  })
}

type Mention = [place: 'lookup' | 'effect', field: string]

function mentioned(json: JsonValue): Mention[] {
  const ofKey = [
    ...listAt(json, 'lookup', 'fits').flatMap((fit) => [textAt(fit, 'key'), textAt(fit, 'unless')]),
    ...listAt(json, 'lookup', 'either').flatMap((set) => textsAt(set)),
    ...Object.entries(objectAt(json, 'lookup', 'points')).flatMap(([field, sentAs]) => [field, ...textsAt(sentAs)]),
  ]
  const acts = Object.keys(objectAt(json, 'effect', 'acts'))
  const ofLine = [...(acts.length > 0 ? ['act'] : []), ...acts.flatMap((act) => textsAt(json, 'effect', 'acts', act))]
  const mention =
    (place: Mention[0]) =>
    (field: string): Mention[] =>
      field === '' ? [] : [[place, field]]
  return [...ofKey.flatMap(mention('lookup')), ...ofLine.flatMap(mention('effect'))]
}

function isField(json: JsonValue, place: Mention[0], field: string): boolean {
  return at(json, place, place === 'lookup' ? 'key' : 'entry', field) !== undefined
}
