import type { Variables } from '../contract.ts'
import type { Job } from '../state/records.ts'

/** What becomes of a job in a test. */
export type Outcome =
  | { kind: 'complete'; variables: Variables }
  | { kind: 'error'; code: string; message: string; variables: Variables }
  | { kind: 'fail'; retries: number; message: string }

/** The job is completed with these variables. */
export function completes(variables: Variables = {}): Outcome {
  return { kind: 'complete', variables }
}
/** The worker throws a BPMN error. */
export function throwsError(code: string, message = '', variables: Variables = {}): Outcome {
  return { kind: 'error', code, message, variables }
}
/** The worker fails; without retries left this is an incident. */
export function fails(message = '', retries = 0): Outcome {
  return { kind: 'fail', retries, message }
}

/** A job as a script sees it. */
export interface ScriptedJob extends Pick<Job, 'key' | 'type' | 'headers' | 'elementId' | 'processInstanceKey'> {
  /** All variables that are visible to it. */
  variables: Variables
}
/** One outcome for every job, a list that is used up job by job (after it the jobs wait), or what a function decides. */
export type Answer = Outcome | readonly Outcome[] | ((job: ScriptedJob) => Outcome | undefined)

/** How jobs are answered, by element id or job type; the element id wins. Jobs without an answer wait for the test. */
export class Script {
  readonly #answers = new Map<string, (job: ScriptedJob) => Outcome | undefined>()

  /** Sets the answer; an earlier one is forgotten. */
  answer(where: string, answer: Answer): void {
    this.#answers.set(where, asFunction(answer))
  }
  /** From now on these jobs wait for the test. */
  forget(where: string): void {
    this.#answers.delete(where)
  }
  answers({ elementId, type }: Pick<Job, 'elementId' | 'type'>): boolean {
    return this.#answers.has(elementId) || this.#answers.has(type)
  }
  outcomeOf(job: ScriptedJob): Outcome | undefined {
    return (this.#answers.get(job.elementId) ?? this.#answers.get(job.type))?.(job)
  }
}

function asFunction(answer: Answer): (job: ScriptedJob) => Outcome | undefined {
  if (typeof answer === 'function') return answer
  if ('kind' in answer) return () => answer
  const left = [...answer]
  return () => left.shift()
}
