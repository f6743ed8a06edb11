import type { Key } from '../contract.ts'
import { hash } from '../state/keys.ts'
import type { ElementInstance, Message, MessageStartSubscription } from '../state/records.ts'
import { markCorrelated, oldestBuffered } from './messages.ts'
import { startProcessInstance } from './process-instances.ts'
import type { Processing } from './processing.ts'

/** Opens the message start event of a deployed version. */
export function openMessageStart(p: Processing, subscription: MessageStartSubscription): void {
  const { messageName, processDefinitionKey } = subscription
  p.state.messageStartSubscriptions.put(hash(messageName) + processDefinitionKey, subscription)
  p.state.startMessages.put(processDefinitionKey + hash(messageName), messageName)
}

/** Closes the message start events of a version. */
export function closeMessageStarts(p: Processing, processDefinitionKey: Key): void {
  for (const [row, messageName] of p.state.startMessages.range(processDefinitionKey)) {
    p.state.messageStartSubscriptions.delete(hash(messageName) + processDefinitionKey)
    p.state.startMessages.delete(row)
  }
}

/** Starts one instance of each process that waits for the message and was not served by a subscription. */
export function startByMessage(p: Processing, message: Message, served: ReadonlySet<string>): void {
  for (const [, subscription] of p.state.messageStartSubscriptions.range(hash(message.name)))
    if (!served.has(subscription.bpmnProcessId)) start(p, subscription, message)
}

/** With a correlation key only one running instance per process and key: the message waits in the buffer. */
function start(p: Processing, subscription: MessageStartSubscription, message: Message): void {
  const { bpmnProcessId, processDefinitionKey, elementId } = subscription
  const definition = p.state.processes.get(processDefinitionKey)
  const lock = message.correlationKey === '' ? undefined : hash(bpmnProcessId, message.correlationKey)
  if (!definition || (lock !== undefined && p.state.startLocks.has(lock))) return
  const key = startProcessInstance(p, definition, {
    trigger: { elementId, variables: message.variables },
    ...(lock !== undefined && { startLock: lock }),
  })
  markCorrelated(p, message, bpmnProcessId)
  if (lock !== undefined)
    p.state.startLocks.insert(lock, {
      processInstanceKey: key,
      bpmnProcessId,
      correlationKey: message.correlationKey,
    })
}

/** When an instance that a message started has ended: the oldest message that waited starts the latest version. */
export function releaseStartLock(p: Processing, instance: ElementInstance): void {
  const lock = instance.startLock === undefined ? undefined : p.state.startLocks.get(instance.startLock)
  if (instance.startLock === undefined || !lock) return
  p.state.startLocks.delete(instance.startLock)
  const { bpmnProcessId, correlationKey } = lock
  const latest = p.state.latestProcesses.get(hash(bpmnProcessId))
  if (!latest) return
  const waiting = p.state.startMessages.range(latest.key).flatMap(([, messageName]) => {
    const message = oldestBuffered(p, { messageName, correlationKey, bpmnProcessId })
    return message ? [message] : []
  })
  const oldest = waiting.sort((one, other) => (one.key < other.key ? -1 : 1))[0]
  const subscription = oldest && p.state.messageStartSubscriptions.get(hash(oldest.name) + latest.key)
  if (oldest && subscription) start(p, subscription, oldest)
}
