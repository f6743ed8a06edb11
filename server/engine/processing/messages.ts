import type { Key } from '../contract.ts'
import type { Element } from '../model/graph.ts'
import { hash, timeKey } from '../state/keys.ts'
import type { ElementInstance, Message, MessageSubscription } from '../state/records.ts'
import { trigger } from './events.ts'
import { update } from './instances.ts'
import { startByMessage } from './message-starts.ts'
import type { Processing } from './processing.ts'
import { noteSubscription } from './subscriptions.ts'

/** Opens the subscription of a catching element; a buffered message is taken in a later step of the same commit. */
export function openMessageSubscription(
  p: Processing,
  element: Element,
  host: ElementInstance,
  { messageName, correlationKey }: { messageName: string; correlationKey: string },
): void {
  const subscription: MessageSubscription = {
    key: p.nextKey(),
    messageName,
    correlationKey,
    elementId: element.id,
    elementInstanceKey: host.key,
    processInstanceKey: host.processInstanceKey,
    processDefinitionKey: host.processDefinitionKey,
    bpmnProcessId: p.graph(host.processDefinitionKey).process.id,
    interrupting: element.interrupting,
  }
  p.state.messageSubscriptions.insert(subscription.key, subscription)
  p.state.messageSubscriptionsByKey.insert(rowOf(subscription), 1)
  noteSubscription(p, host, 'messages', subscription.key)
  p.enqueue(() => correlateBuffered(p, subscription.key))
}

/** Removes a subscription; always true, so that it can be part of a condition. */
export function removeMessageSubscription(p: Processing, key: Key): true {
  const subscription = p.state.messageSubscriptions.get(key)
  if (subscription) {
    p.state.messageSubscriptionsByKey.delete(rowOf(subscription))
    p.state.messageSubscriptions.delete(key)
  }
  return true
}

/** A message as it is published. */
export interface Publication {
  name: string
  correlationKey: string
  /** Milliseconds; 0 or less: not buffered. */
  timeToLive: number
  messageId: string
  variables: Message['variables']
}

/**
 * Correlates a message to at most one subscription per process, then to message start events of processes not yet
 * served, and buffers it until its time to live ends.
 */
export function publish(p: Processing, publication: Publication): Key {
  const { name, correlationKey, messageId, variables, timeToLive } = publication
  const message: Message = {
    key: p.nextKey(),
    name,
    correlationKey,
    messageId,
    variables,
    expiresAt: p.now + timeToLive,
  }
  if (timeToLive > 0) bufferMessage(p, message)
  const served = new Set<string>()
  const prefix = hash(name, correlationKey)
  for (const [row] of p.state.messageSubscriptionsByKey.range(prefix)) {
    const subscription = p.state.messageSubscriptions.get(row.slice(-message.key.length))
    if (!subscription || served.has(subscription.bpmnProcessId)) continue
    if (correlate(p, subscription, message)) served.add(subscription.bpmnProcessId)
  }
  startByMessage(p, message, served)
  return message.key
}

/** Whether the message was correlated to the process already. */
function isCorrelated(p: Processing, message: Message, bpmnProcessId: string): boolean {
  return p.state.correlatedMessages.has(message.key + hash(bpmnProcessId))
}

/** Notes that a buffered message must not be correlated to this process again. */
export function markCorrelated(p: Processing, message: Message, bpmnProcessId: string): void {
  if (p.state.messages.has(message.key)) p.state.correlatedMessages.insert(message.key + hash(bpmnProcessId), 1)
}

/** The oldest buffered message of this name and key that still lives and was not correlated to the process. */
export function oldestBuffered(
  p: Processing,
  {
    messageName,
    correlationKey,
    bpmnProcessId,
  }: { messageName: string; correlationKey: string; bpmnProcessId: string },
): Message | undefined {
  const prefix = hash(messageName, correlationKey)
  for (const [row] of p.state.messagesByKey.range(prefix)) {
    const message = p.state.messages.get(row.slice(prefix.length))
    if (message && message.expiresAt > p.now && !isCorrelated(p, message, bpmnProcessId)) return message
  }
  return undefined
}

/** Removes a message whose time to live is over. */
export function expireMessage(p: Processing, message: Message): void {
  p.state.messages.delete(message.key)
  p.state.messagesByKey.delete(hash(message.name, message.correlationKey) + message.key)
  p.state.messageExpiries.delete(timeKey(message.expiresAt) + message.key)
  if (message.messageId !== '') p.state.messageIds.delete(hash(message.name, message.correlationKey, message.messageId))
  for (const [row] of p.state.correlatedMessages.range(message.key)) p.state.correlatedMessages.delete(row)
}

function bufferMessage(p: Processing, message: Message): void {
  p.state.messages.insert(message.key, message)
  p.state.messagesByKey.insert(hash(message.name, message.correlationKey) + message.key, 1)
  p.state.messageExpiries.insert(timeKey(message.expiresAt) + message.key, 1)
  if (message.messageId !== '')
    p.state.messageIds.insert(hash(message.name, message.correlationKey, message.messageId), message.key)
}

function correlateBuffered(p: Processing, subscriptionKey: Key): void {
  const subscription = p.state.messageSubscriptions.get(subscriptionKey)
  if (!subscription) return
  const message = oldestBuffered(p, subscription)
  if (!message || !correlate(p, subscription, message) || subscription.interrupting) return
  p.enqueue(() => correlateBuffered(p, subscriptionKey))
}

function correlate(p: Processing, subscription: MessageSubscription, message: Message): boolean {
  if (!trigger(p, subscription.elementInstanceKey, subscription.elementId, message.variables)) return false
  markCorrelated(p, message, subscription.bpmnProcessId)
  if (subscription.interrupting) {
    removeMessageSubscription(p, subscription.key)
    const host = p.state.elementInstances.get(subscription.elementInstanceKey)
    const messages = host?.messages?.filter((key) => key !== subscription.key)
    if (host) update(p, host.key, { messages: messages?.length ? messages : undefined })
  }
  return true
}

function rowOf({ messageName, correlationKey, elementInstanceKey, key }: MessageSubscription): string {
  return hash(messageName, correlationKey) + elementInstanceKey + key
}
