import type { Key } from '../../contract.ts'
import type { Element } from '../../model/graph.ts'
import { Fault } from '../../processing/fault.ts'
import { change, instanceOf, update } from '../../processing/instances.ts'
import type { Refusal } from '../../processing/refusal.ts'
import { closeSubscriptions, openSubscriptions } from '../../processing/subscriptions.ts'
import { hash } from '../../state/keys.ts'
import type { ElementInstance, ProcessDefinition } from '../../state/records.ts'
import { impossible, type Plan } from './checks.ts'

/** Moves an element instance with its job and incidents to its element in the target process; keys stay. */
export function moveInstance(
  plan: Plan,
  before: ElementInstance,
  to: Element,
  target: ProcessDefinition,
): Refusal | undefined {
  const { p } = plan
  const { key: processDefinitionKey, bpmnProcessId } = target
  const place = { elementId: to.id, processDefinitionKey }
  const instance = update(p, before.key, { ...place, joins: undefined })
  const job = before.jobKey === undefined ? undefined : p.state.jobs.get(before.jobKey)
  if (job) p.state.jobs.put(job.key, change(job, place))
  for (const incidentKey of [before.incidentKey, job?.incidentKey]) {
    const incident = incidentKey === undefined ? undefined : p.state.incidents.get(incidentKey)
    if (incident) p.state.incidents.put(incident.key, change(incident, { ...place, bpmnProcessId }))
  }
  return to.scope ? renewBoundaryEvents(plan, instance, to) : undefined
}

/** Opens the target's message boundary events and closes those of the source. */
function renewBoundaryEvents(plan: Plan, instance: ElementInstance, to: Element): Refusal | undefined {
  const { p } = plan
  const old = instance.messages ?? []
  const names = new Set(old.map((key) => messageName(plan, key)))
  const fault = instance.state === 'ACTIVATED' ? openSubscriptions(p, instance, to.boundaryEvents) : undefined
  if (fault instanceof Fault)
    return impossible(plan, `the boundary events of target element '${to.id}' could not be opened: ${fault.message}`)
  const all = instanceOf(p, instance.key).messages ?? []
  const opened = all.filter((key) => !old.includes(key))
  const twice = opened.map((key) => messageName(plan, key)).find((name) => names.has(name))
  if (twice !== undefined)
    return impossible(
      plan,
      `active element with id '${to.id}' attempts to subscribe to a message it is already subscribed to with name '${twice}'. Migrating active elements that subscribe to a message they are already subscribed to is not possible yet.`,
    )
  if (old.length === 0) return undefined
  closeSubscriptions(p, update(p, instance.key, { messages: old }))
  update(p, instance.key, { messages: opened.length > 0 ? opened : undefined })
  return undefined
}

function messageName({ p }: Plan, key: Key): string | undefined {
  return p.state.messageSubscriptions.get(key)?.messageName
}

/**
 * Moves the process instance in the indexes by definition. One that a message with a correlation key started takes its
 * lock with it; refused if another instance of the target process has that.
 */
export function moveProcessInstance(
  plan: Plan,
  { key, processDefinitionKey, startLock }: ElementInstance,
  target: ProcessDefinition,
): Refusal | undefined {
  const { p } = plan
  p.state.processInstances.delete(processDefinitionKey + key)
  p.state.processInstances.insert(target.key + key, 1)
  const lock = startLock === undefined ? undefined : p.state.startLocks.get(startLock)
  if (startLock === undefined || !lock || lock.bpmnProcessId === target.bpmnProcessId) return undefined
  const moved = hash(target.bpmnProcessId, lock.correlationKey)
  if (p.state.startLocks.has(moved))
    return impossible(
      plan,
      `target process definition '${target.bpmnProcessId}' has an active instance triggered by a message start event with correlation key '${lock.correlationKey}'. Only one instance per correlation key is allowed for message start events.`,
    )
  p.state.startLocks.delete(startLock)
  p.state.startLocks.insert(moved, change(lock, { bpmnProcessId: target.bpmnProcessId }))
  update(p, key, { startLock: moved })
  return undefined
}
