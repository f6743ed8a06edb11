import type { FeelValue } from '#feel'
import type { Build, EventDefinitionKind, EventPlace } from '../model/build.ts'
import type { Value } from '../model/expressions.ts'
import type { Catching } from '../model/graph.ts'
import { childOf, flagOf, type Node, textOf } from '../model/node.ts'
import { type Evaluated, evaluate, evaluateWith, unexpectedType } from '../processing/evaluation.ts'
import { Fault } from '../processing/fault.ts'
import { isFeelObject } from '../processing/feel-values.ts'
import { openStartTimer, openTimer } from '../processing/timers.ts'
import { afterDuration, atDate, atLocalDate, byCycle, type Schedule } from '../time/schedule.ts'

/** The three forms of a timer: which FEEL types an expression may give, and how its text becomes a schedule. */
const FORMS = {
  timeDuration: {
    name: 'duration',
    format: 'duration',
    feelTypes: ['days and time duration', 'years and months duration'],
    expected: ['DURATION', 'PERIOD', 'STRING'],
    schedule: afterDuration,
  },
  timeDate: {
    name: 'date',
    format: 'date-time',
    feelTypes: ['date time'],
    expected: ['DATE_TIME', 'STRING'],
    schedule: (text: string) => atDate(text),
  },
  timeCycle: { name: 'cycle', format: 'cycle', feelTypes: [], expected: ['STRING'], schedule: byCycle },
} as const
type Form = keyof typeof FORMS

export const timerDefinition: EventDefinitionKind = {
  type: 'bpmn:TimerEventDefinition',
  places: ['start', 'event sub-process start', 'intermediate catch', 'boundary'],
  nonInterrupting: true,
  catching: compileTimer,
}

function compileTimer(definition: Node, event: Node, place: EventPlace, build: Build): Catching | undefined {
  const given = (Object.keys(FORMS) as Form[]).filter((form) => childOf(definition, form))
  const [form] = given
  if (given.length !== 1 || !form) {
    build.faults.add(definition, 'Must be exactly one type of timer: timeDuration, timeDate or timeCycle')
    return undefined
  }
  if (form === 'timeCycle') checkCycle(event, place, build)
  const value = build.value(definition, textOf(childOf(definition, form), 'body')?.trim() ?? '')
  if (!value) return undefined
  checkConstant(definition, form, value, place, build)
  return {
    kind: 'timer',
    prepare(p, element, host) {
      const schedule = scheduleOf(form, value, evaluate(p, value, host.key), p.now, host.key)
      return schedule instanceof Fault ? schedule : () => openTimer(p, element, host, schedule)
    },
    openStart(p, element, process) {
      const schedule = scheduleOf(form, value, evaluateWith(p.now, value, noVariables), p.now)
      if (schedule instanceof Fault) return schedule
      openStartTimer(p, element, process.key, schedule)
      return undefined
    },
  }
}

const noVariables = () => undefined

/** Only what goes on beside its timer, and a process start event, may repeat. */
function checkCycle(event: Node, place: EventPlace, build: Build): void {
  if (place === 'intermediate catch')
    build.faults.add(event, 'Intermediate timer catch event must have either a time duration or a time date.')
  else if (place === 'boundary' && flagOf(event, 'cancelActivity') !== false)
    build.faults.add(event, 'Interrupting timer event with time cycle is not allowed.')
  else if (place === 'event sub-process start' && flagOf(event, 'isInterrupting') !== false)
    build.faults.add(event.$parent ?? event, 'Interrupting timer event with time cycle is not allowed.')
}

/** Static texts, and all values at process start events (evaluated without variables), must be valid at deployment. */
function checkConstant(definition: Node, form: Form, value: Value, place: EventPlace, build: Build): void {
  if (value.kind !== 'static' && place !== 'start') return
  const schedule = scheduleOf(form, value, evaluateWith(0, value, noVariables), 0)
  if (schedule instanceof Fault)
    build.faults.add(
      definition.$parent ?? definition,
      `Invalid timer ${FORMS[form].name} expression (${schedule.message})`,
    )
}

/** The schedule that an evaluated timer means now. */
function scheduleOf(
  form: Form,
  value: Value,
  result: Evaluated | Fault,
  now: number,
  scopeKey?: Fault['variableScopeKey'],
): Schedule | Fault {
  if (result instanceof Fault) return result
  const schedule = scheduleOfResult(form, value, result.value, now)
  if (schedule === 'unexpected type') return unexpectedType(value, result, [...FORMS[form].expected], scopeKey)
  if (schedule) return schedule
  const text = value.kind === 'static' ? value.text : String(result.value)
  return new Fault(
    'EXTRACT_VALUE_ERROR',
    `Invalid ${FORMS[form].format} format '${text}' for expression '${value.text}'.`,
    scopeKey,
  )
}

function scheduleOfResult(
  form: Form,
  value: Value,
  result: FeelValue,
  now: number,
): Schedule | 'unexpected type' | undefined {
  // A static text is what it is, even where it looks like a number.
  if (value.kind === 'static') return FORMS[form].schedule(value.text, now)
  if (typeof result === 'string') return FORMS[form].schedule(result, now)
  const types: readonly unknown[] = FORMS[form].feelTypes
  if (!isFeelObject(result) || !types.includes(result.feelType)) return 'unexpected type'
  // A FEEL date and time may be without a zone and is then one of the engine's zone.
  return form === 'timeDate' ? atLocalDate(String(result)) : FORMS[form].schedule(String(result), now)
}
