import type { CommandName, Commands, Key, Variables } from '../contract.ts'
import type { Processing } from '../processing/processing.ts'
import type { Refusal } from '../processing/refusal.ts'

export type Answer<Name extends CommandName> = Commands[Name]['answer']
export type Request<Name extends CommandName> = Commands[Name]['request']
/** Checks, then changes state; a refusal undoes whatever was changed before it. */
export type Run<Name extends CommandName> = (processing: Processing) => Answer<Name> | Refusal

/** A command that may wait for its turn, or the refusal of a request that is wrong whatever the state. */
export type Prepared<Name extends CommandName> = Run<Name> | Refusal

/** An answer that is held back until a process instance has completed. */
export interface Hold<Name extends CommandName> {
  processInstanceKey: Key
  /** Aborted when nobody waits for the answer any more. */
  signal?: AbortSignal
  /** The answer, given the root variables of the completed instance. */
  answer(variables: Variables): Answer<Name>
}

/** One command of the protocol. */
export interface Command<Name extends CommandName> {
  /** The word of rejection texts, such as COMPLETE. */
  readonly intent: string
  /**
   * Does what needs no state (checking the request, reading resources) before the command waits for its turn; what is
   * refused here never reaches the writer.
   */
  prepare(request: Request<Name>): Prepared<Name> | Promise<Prepared<Name>>
  hold?(request: Request<Name>, answer: Answer<Name>): Hold<Name>
}
