import { type FeelValue, toJson } from '#feel'
import type { Build, ElementKind } from '../model/build.ts'
import { isExpression, type Value } from '../model/expressions.ts'
import type { Behaviour } from '../model/graph.ts'
import { extensionsOf, type Node, textOf } from '../model/node.ts'
import { evaluate, evaluateString, unexpectedType } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import { isFeelObject } from '../processing/feel-values.ts'
import type { JobRequest } from '../processing/jobs.ts'
import type { Processing } from '../processing/processing.ts'
import { hash } from '../state/keys.ts'
import type { ElementInstance } from '../state/records.ts'
import { parseDateTime } from '../time/date-time.ts'
import { readHeaders } from './job-definition.ts'
import { behaviourOfJob } from './job-task.ts'

const TYPE = 'io.camunda.zeebe:userTask'
const HEADER = 'io.camunda.zeebe:'
/** Job based user tasks are never tried again by the engine. */
const RETRIES = 1

/** Works out one header; undefined leaves it out. */
type HeaderRule = (p: Processing, instance: ElementInstance) => string | undefined | Fault

/** A job of a fixed type; who may do it and until when stands in its headers. */
export const userTask: ElementKind = {
  type: 'bpmn:UserTask',
  compile(node, build): Behaviour | undefined {
    if (extensionsOf(node, 'zeebe:UserTask').length > 0)
      build.faults.add(node, "User tasks with 'zeebe:userTask' are currently not supported. Use a job-based user task.")
    const [assignment] = extensionsOf(node, 'zeebe:AssignmentDefinition')
    const [schedule] = extensionsOf(node, 'zeebe:TaskSchedule')
    const rules: [name: string, rule: HeaderRule | undefined][] = [
      ['assignee', assignment && text(assignment, 'assignee', build)],
      ['candidateGroups', assignment && list(assignment, 'candidateGroups', build)],
      ['candidateUsers', assignment && list(assignment, 'candidateUsers', build)],
      ['dueDate', schedule && dateTime(schedule, 'dueDate', build)],
      ['followUpDate', schedule && dateTime(schedule, 'followUpDate', build)],
      ['formKey', form(node, build)],
    ]
    const headers = readHeaders(node, build)
    return behaviourOfJob((p, instance) => request(p, instance, rules, headers))
  },
}

function request(
  p: Processing,
  instance: ElementInstance,
  rules: [name: string, rule: HeaderRule | undefined][],
  headers: { [name: string]: string },
): JobRequest | Fault {
  const worked: [string, string][] = []
  for (const [name, rule] of rules) {
    const value = rule?.(p, instance)
    if (value instanceof Fault) return value
    if (value !== undefined) worked.push([HEADER + name, value])
  }
  return { type: TYPE, retries: RETRIES, headers: { ...headers, ...Object.fromEntries(worked) } }
}

function attributeValue(node: Node, attribute: string, build: Build): Value | undefined {
  const given = textOf(node, attribute)?.trim() ?? ''
  return given === '' ? undefined : build.value(node, given)
}

function text(node: Node, attribute: string, build: Build): HeaderRule | undefined {
  const value = attributeValue(node, attribute, build)
  if (!value) return undefined
  return (p, instance) => (value.kind === 'static' ? value.text : evaluateString(p, value, instance.key))
}

/** A list of strings as JSON; the static form is a comma separated list. */
function list(node: Node, attribute: string, build: Build): HeaderRule | undefined {
  const value = attributeValue(node, attribute, build)
  if (!value) return undefined
  if (value.kind === 'static') {
    const names = value.text.split(',').map((name) => name.trim())
    if (names.includes(''))
      build.faults.add(
        node,
        `Expected static value to be a list of comma-separated values, e.g. 'a,b,c', but found '${value.text}'.`,
      )
    const header = JSON.stringify(names)
    return () => header
  }
  return (p, instance) => {
    const result = evaluate(p, value, instance.key)
    if (result instanceof Fault) return result
    if (!isStrings(result.value)) {
      if (!Array.isArray(result.value)) return unexpectedType(value, result, 'ARRAY', instance.key)
      return new Fault(
        'EXTRACT_VALUE_ERROR',
        `Expected result of the expression '${value.text}' to be 'ARRAY' containing 'STRING' items, but was 'ARRAY' containing at least one non-'STRING' item.${result.warnings}`,
        instance.key,
      )
    }
    return JSON.stringify(result.value)
  }
}

/** An ISO date-time with zone; null or empty leaves the header out. */
function dateTime(node: Node, attribute: string, build: Build): HeaderRule | undefined {
  const value = attributeValue(node, attribute, build)
  if (!value) return undefined
  if (value.kind === 'static' && parseDateTime(value.text, { zoneRequired: true }) === undefined)
    build.faults.add(
      node,
      `Expected static value to be a valid DateTime String, e.g. '2023-03-02T15:35+02:00', but found '${value.text}'.`,
    )
  return (p, instance) => {
    if (value.kind === 'static') return value.text
    const result = evaluate(p, value, instance.key)
    if (result instanceof Fault) return result
    if (result.value === null || result.value === '') return undefined
    const given =
      isFeelObject(result.value) && result.value.feelType === 'date time' ? toJson(result.value) : result.value
    if (typeof given !== 'string') return unexpectedType(value, result, ['DATE_TIME', 'STRING'], instance.key)
    if (parseDateTime(given, { zoneRequired: typeof result.value === 'string' }) === undefined)
      return new Fault(
        'EXTRACT_VALUE_ERROR',
        `Invalid date-time format '${given}' for expression '${value.text}'.`,
        instance.key,
      )
    return given
  }
}

/** The literal formKey, or for a formId the key of the latest form of that id. */
function form(node: Node, build: Build): HeaderRule | undefined {
  const definitions = extensionsOf(node, 'zeebe:FormDefinition')
  const [definition] = definitions
  if (!definition) return undefined
  const formKey = textOf(definition, 'formKey') ?? ''
  const formId = textOf(definition, 'formId') ?? ''
  if (definitions.length > 1 || (formKey === '') === (formId === ''))
    build.faults.add(definition, "Exactly one of the attributes 'formId, formKey' must be present and not blank")
  if (formKey !== '') {
    const value = build.value(definition, formKey)
    return value && ((p, instance) => (isExpression(formKey) ? evaluateString(p, value, instance.key) : formKey))
  }
  const id = build.value(definition, formId)
  if (!id) return undefined
  return (p, instance) => {
    const wanted = id.kind === 'static' ? id.text : evaluateString(p, id, instance.key)
    if (wanted instanceof Fault) return wanted
    return (
      p.state.latestForms.get(hash(wanted))?.key ??
      new Fault(
        'FORM_NOT_FOUND',
        `Expected to find a form with id '${wanted}', but no form with this id is found, at least a form with this id should be available. To resolve the Incident please deploy a form with the same id`,
        instance.key,
      )
    )
  }
}

function isStrings(value: FeelValue): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
