import { compileExpression } from '#feel'
import { PARTS, VARIABLES } from '../contract.ts'
import type { Remark } from '../finding.ts'
import type { Element } from '../reading/diagram.ts'
import { outgoing } from '../reading/paths.ts'
import type { Rule } from '../rule.ts'
import type { Service } from '../service.ts'

/** Expressions read variables of the contract only, and of the answers only the card's facts, which identify nobody. */
export const variables: Rule = {
  name: 'variables',
  judge(service) {
    const { card, diagram } = service
    const read = new Set<string>()
    const remarks: Remark[] = []
    for (const element of diagram.elements.values())
      for (const expression of expressionsOf(service, element)) {
        remarks.push(...judge(element.id, expression))
        for (const fact of factsIn(expression)) read.add(fact)
      }
    for (const fact of read)
      if (!card.facts.includes(fact))
        remarks.push({ file: card.path, at: fact, message: 'the diagram reads it, but it is not in facts' })
    for (const fact of card.facts) remarks.push(...judgeFact(service, fact, read))
    return remarks
  },
}

function expressionsOf({ diagram }: Service, element: Element): string[] {
  const flows = outgoing(diagram, element.id)
  const texts = [
    ...flows.map(({ condition }) => condition),
    ...flows.map(({ properties }) => (properties.when ?? '').replaceAll('counts.', 'facts.counts.')),
    element.event.expression,
    element.group,
    element.each?.collection ?? '',
    ...element.inputs.map(({ source }) => source),
    ...element.outputs.map(({ source }) => source),
  ]
  return texts.filter((text) => text.startsWith('=')).map((text) => text.slice(1))
}

const factsIn = (expression: string): string[] =>
  [...expression.matchAll(/\bfacts\.(?!counts\.)(\w+)/g)].flatMap(([, name]) => (name ? [name] : []))

function judge(at: string, expression: string): Remark[] {
  const compiled = compileExpression(expression)
  if (!compiled.ok) return [{ at, message: compiled.error }]
  const unknown = [...compiled.expression.variables].filter((name) => !VARIABLES.includes(name))
  const parts = [...expression.matchAll(/\b(dossier|request|apology)\.(\w+)/g)].filter(
    ([, name = '', part = '']) => !PARTS[name]?.includes(part),
  )
  return [
    ...unknown.map((name) => ({ at, message: `${name} is no variable of the contract` })),
    ...parts.map(([path]) => ({ at, message: `${path} is not in the contract` })),
  ]
}

function judgeFact({ card, form }: Service, fact: string, read: ReadonlySet<string>): Remark[] {
  const say = (message: string) => [{ file: card.path, at: fact, message }]
  if (!read.has(fact)) return say('a fact that no gateway, timer or group reads does not belong in the engine')
  if (!form?.compiled.ok) return []
  const field = form.compiled.form.fields.get(fact)
  if (!field) return say('the form has no such key')
  return field.personal === undefined ? [] : say(`identifies a person (${field.personal}) and may not be in the engine`)
}
