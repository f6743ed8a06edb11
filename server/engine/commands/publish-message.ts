import { publish } from '../processing/messages.ts'
import { Refusal } from '../processing/refusal.ts'
import { hash } from '../state/keys.ts'
import type { Command } from './command.ts'

/** Correlates a message at once and buffers it for its time to live. */
export const publishMessage: Command<'publishMessage'> = {
  intent: 'PUBLISH',
  prepare:
    ({ name, correlationKey, timeToLive, messageId, variables = {} }) =>
    (p) => {
      if (messageId !== '' && p.state.messageIds.has(hash(name, correlationKey, messageId)))
        return new Refusal(
          'ALREADY_EXISTS',
          `Expected to publish a new message with id '${messageId}', but a message with that id was already published`,
        )
      return { key: publish(p, { name, correlationKey, timeToLive, messageId, variables }) }
    },
}
