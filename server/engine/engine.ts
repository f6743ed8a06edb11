import type { Command, Prepared } from './commands/command.ts'
import { commands } from './commands/index.ts'
import type { Clock, CommandName, CommandResult, Commands, Engine, Key, Rejection, RejectionCode } from './contract.ts'
import { type Inspection, inspectionOf } from './inspection/inspection.ts'
import type { Transition } from './processing/processing.ts'
import { RecordTooBig } from './processing/record-size.ts'
import { Refusal } from './processing/refusal.ts'
import { openStore, type StoreOptions } from './state/store.ts'
import { HeldAnswers } from './writer/held-answers.ts'
import { Listeners } from './writer/listeners.ts'
import type { Outcome } from './writer/outcome.ts'
import { Writer } from './writer/writer.ts'

export interface EngineOptions extends StoreOptions {
  /** The data folder; made if it is not there. One engine at a time may have it. */
  folder: string
  clock: Clock
  /** Commands that may wait before more are refused as RESOURCE_EXHAUSTED; 10,000 by default. */
  maxQueue?: number
  /** How many days the history keeps process instances that have ended; 0, the default, turns the history off. */
  historyDays?: number
  /** Told, after each commit and in order, how element instances went on. */
  onTransition?: (transition: Transition) => void
  /** Told of exceptions within the engine, which end a command and ban the instance in which they happened. */
  onFailure?: (failure: Error) => void
  /**
   * Told when the disk has failed. From then on all commands are refused; the process should end and open the folder
   * anew, for only that tells whether the last batch was stored.
   */
  onBroken?: (failure: Error) => void
}
export interface OpenEngine extends Engine {
  /** Read-only views for tests and operators' lists. */
  readonly inspect: Inspection
  /** Does at once all that is due by the clock; tests call it after they advance their clock. */
  tick(): Promise<void>
}

const DAY = 24 * 3_600_000
const DEFAULT_MAX_QUEUE = 10_000
type Unanswered = Exclude<Extract<Outcome<unknown>, { ok: false }>['why'], 'failed'>
const REJECTIONS: Record<Unanswered, readonly [RejectionCode, reason: string]> = {
  full: ['RESOURCE_EXHAUSTED', 'Reached maximum capacity of requests handled'],
  disk: ['RESOURCE_EXHAUSTED', 'Cannot accept requests for partition 1. Broker is out of disk space'],
  stopped: ['RESOURCE_EXHAUSTED', 'The engine is stopping'],
  undone: ['PROCESSING_ERROR', 'A write failed; nothing of the command was stored'],
  broken: ['PROCESSING_ERROR', 'The disk failed; whether the last commands were stored shows after a restart'],
}

/** Opens the engine on its data folder; throws with words if the folder is another's or of another format. */
export async function openEngine({
  folder,
  clock,
  maxQueue = DEFAULT_MAX_QUEUE,
  historyDays = 0,
  onTransition,
  onFailure,
  onBroken,
  ...options
}: EngineOptions): Promise<OpenEngine> {
  const store = await openStore(folder, options)
  const jobListeners = new Listeners<void>()
  const offerListeners = new Listeners<readonly Key[]>()
  const held = new HeldAnswers()
  const writer = new Writer(store, {
    clock,
    maxQueue,
    retention: historyDays * DAY,
    report: (failure) => onFailure?.(failure),
    broke: (failure) => onBroken?.(failure),
    offer({ availableJobs, offeredJobs }) {
      // Streams before pollers: who is pushed to asks first.
      for (const [type, keys] of offeredJobs) offerListeners.call(type, keys)
      for (const type of availableJobs) jobListeners.call(type)
    },
    announce({ ended, transitions }) {
      if (onTransition) transitions.forEach(onTransition)
      for (const [key, variables] of ended) held.ended(key, variables)
    },
  })

  return {
    epoch: store.epoch,
    inspect: inspectionOf(store),
    async execute<Name extends CommandName>(name: Name, request: Commands[Name]['request']) {
      const command: Command<Name> = commands[name]
      const preparing = prepared(command, request)
      // What needs no waiting is queued before this returns, so that it can still join the batch that is being run.
      const run = preparing instanceof Promise ? await preparing : preparing
      if (run instanceof Refusal) return rejectionOf(command.intent, run.code, run.reason)
      const keeps = (result: unknown) => !(result instanceof Refusal)
      return new Promise<CommandResult<Commands[Name]['answer']>>((resolve) => {
        writer.submit<Commands[Name]['answer'] | Refusal>({ run, keeps }, (outcome) => {
          const result = resultOf<Commands[Name]['answer']>(command.intent, outcome)
          const hold = result.ok ? command.hold?.(request, result.answer) : undefined
          if (!hold) resolve(result)
          else
            held.hold(
              hold.processInstanceKey,
              hold.signal,
              (variables) => resolve({ ok: true, answer: hold.answer(variables) }),
              () => resolve(resultOf(command.intent, { ok: false, why: 'stopped' })),
            )
        })
      })
    },
    onJobAvailable: (type, listener) => jobListeners.add(type, listener),
    onJobsOffered: (type, listener) => offerListeners.add(type, listener),
    tick: () => writer.tick(),
    async stop() {
      await writer.stop()
      held.stop()
      await store.close()
    },
  }
}

/** A command whose preparation throws fails as one that throws while it runs. */
function prepared<Name extends CommandName>(
  command: Command<Name>,
  request: Commands[Name]['request'],
): Prepared<Name> | Promise<Prepared<Name>> {
  const failed = (error: unknown) => () => {
    throw error
  }
  try {
    const preparing = command.prepare(request)
    return preparing instanceof Promise ? preparing.catch(failed) : preparing
  } catch (error) {
    return failed(error)
  }
}

function rejectionOf(intent: string, code: RejectionCode, reason: string): { ok: false; rejection: Rejection } {
  return { ok: false, rejection: { code, intent, reason } }
}

function resultOf<Answer>(intent: string, outcome: Outcome<Answer | Refusal>): CommandResult<Answer> {
  const rejected = (code: RejectionCode, reason: string) => rejectionOf(intent, code, reason)
  if (!outcome.ok && outcome.why !== 'failed') return rejected(...REJECTIONS[outcome.why])
  if (!outcome.ok && outcome.failure.cause instanceof RecordTooBig) return rejected('EXCEEDED_BATCH_RECORD_SIZE', '')
  if (!outcome.ok) return rejected('PROCESSING_ERROR', outcome.failure.message)
  const { result } = outcome
  return result instanceof Refusal ? rejected(result.code, result.reason) : { ok: true, answer: result }
}
