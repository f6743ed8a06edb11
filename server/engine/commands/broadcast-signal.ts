import { broadcast } from '../processing/signals.ts'
import type { Command } from './command.ts'

/** Lets a signal reach all that wait for it at this moment; nobody waiting is no fault. */
export const broadcastSignal: Command<'broadcastSignal'> = {
  intent: 'BROADCAST',
  prepare:
    ({ signalName, variables = {} }) =>
    (p) => {
      const key = p.nextKey()
      broadcast(p, signalName, variables)
      return { key }
    },
}
