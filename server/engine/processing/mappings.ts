import { type FeelValue, type Lookup, toJson } from '#feel'
import type { JsonValue, Variables } from '../contract.ts'
import type { Element } from '../model/graph.ts'
import type { Mappings } from '../model/mappings.ts'
import type { ElementInstance } from '../state/records.ts'
import { evaluateWith } from './evaluation.ts'
import { Fault } from './fault.ts'
import { isContext } from './feel-values.ts'
import { update } from './instances.ts'
import type { Processing } from './processing.ts'
import { localVariables, lookupFrom, mergeUpwards, setLocal } from './variables.ts'

/** Sets the element's input mappings as its local variables. */
export function applyInputs(p: Processing, element: Element, instance: ElementInstance): Fault | undefined {
  if (!element.inputs) return undefined
  const context = build(p, element.inputs, lookupFrom(p, instance.key), instance, () => undefined)
  if (context instanceof Fault) return context
  setLocal(p, instance.key, toVariables(context))
  return undefined
}

/**
 * What an element gives out on completion: its output mappings from the flow scope upwards; without any, the variables
 * of the event or job that completed it, from its own scope upwards. With mappings those stay local.
 */
export function applyOutputs(p: Processing, element: Element, instance: ElementInstance): Fault | undefined {
  const variables = instance.trigger?.variables
  if (!element.outputs) {
    if (variables) mergeUpwards(p, instance.key, variables)
    // The loop may still be stuck with this step, which then must not bring the variables again.
    if (variables && instance.loopCounter !== undefined) update(p, instance.key, { trigger: undefined })
    return undefined
  }
  if (variables) {
    setLocal(p, instance.key, variables)
    update(p, instance.key, { trigger: undefined })
  }
  const lookup = lookupFrom(p, instance.key)
  const context = build(p, element.outputs, lookup, instance, (name) => lookup(name))
  if (context instanceof Fault) return context
  // Those of a repeated activity start at its own scope, so that they can set its output element.
  const from = instance.loopCounter === undefined ? (instance.scopeKey ?? instance.key) : instance.key
  mergeUpwards(p, from, toVariables(context))
  return undefined
}

/** As applyOutputs for events whose variables are local already: without mappings all of them go upwards. */
export function applyEventOutputs(p: Processing, element: Element, instance: ElementInstance): Fault | undefined {
  if (element.outputs) return applyOutputs(p, element, instance)
  if (instance.scopeKey !== undefined) mergeUpwards(p, instance.scopeKey, localVariables(p, instance.key))
  return undefined
}

type Context = { [name: string]: FeelValue }

/**
 * Evaluates mappings in order as one FEEL context: later entries see earlier ones. `existing` gives the variable that
 * a target with dots merges into (output mappings) or nothing (input mappings build a fresh one).
 */
function build(
  p: Processing,
  mappings: Mappings,
  lookup: Lookup,
  instance: ElementInstance,
  existing: (name: string) => FeelValue | undefined,
): Context | Fault {
  const built = new Map<string, FeelValue>()
  const inner: Lookup = (name) => (built.has(name) ? built.get(name) : lookup(name))
  for (const mapping of mappings) {
    const value =
      'entries' in mapping
        ? buildInto(p, mapping.entries, inner, instance, existing(mapping.name))
        : evaluateMapping(p, mapping, inner, instance)
    if (value instanceof Fault) return value
    built.set(mapping.name, value)
  }
  return Object.fromEntries(built)
}

function buildInto(
  p: Processing,
  entries: Mappings,
  lookup: Lookup,
  instance: ElementInstance,
  target: FeelValue | undefined,
): Context | Fault {
  const context = isContext(target) ? target : {}
  const part = build(p, entries, lookup, instance, (name) => (Object.hasOwn(context, name) ? context[name] : undefined))
  return part instanceof Fault ? part : { ...context, ...part }
}

function evaluateMapping(
  p: Processing,
  mapping: Extract<Mappings[number], { source: unknown }>,
  lookup: Lookup,
  instance: ElementInstance,
): FeelValue | Fault {
  // In mappings static text is always a string.
  if (mapping.source.kind === 'static') return mapping.source.text
  const result = evaluateWith(p.now, mapping.source, lookup, instance.key)
  return result instanceof Fault ? new Fault('IO_MAPPING_ERROR', result.message, instance.key) : result.value
}

function toVariables(context: Context): Variables {
  return Object.fromEntries(Object.entries(context).map(([name, value]): [string, JsonValue] => [name, toJson(value)]))
}
