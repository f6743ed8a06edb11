import type {
  ActivatedJob,
  CommandName,
  CommandResult,
  Commands,
  Engine,
  Key,
  Rejection,
} from '../../../../server/engine/contract.ts'

type Replies = { [Name in CommandName]?: (request: Commands[Name]['request']) => Commands[Name]['answer'] | Rejection }

/** An engine that answers as told and remembers what it was asked: for what the gateway decides by itself. */
export class FakeEngine implements Engine {
  readonly epoch = 'fake'
  readonly asked: { name: CommandName; request: unknown }[] = []
  readonly replies: Replies = {}
  readonly #listeners = new Map<string, Set<() => void>>()
  /** Jobs that can be activated, by type. */
  readonly #jobs = new Map<string, ActivatedJob[]>()

  async execute<Name extends CommandName>(
    name: Name,
    request: Commands[Name]['request'],
  ): Promise<CommandResult<Commands[Name]['answer']>> {
    this.asked.push({ name, request })
    const reply = this.replies[name]
    if (!reply) throw new Error(`the test did not say what ${name} answers`)
    const answer = reply(request)
    return isRejection(answer) ? { ok: false, rejection: answer } : { ok: true, answer }
  }

  onJobAvailable(type: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(type) ?? new Set()
    this.#listeners.set(type, listeners.add(listener))
    return () => listeners.delete(listener)
  }

  /** This engine offers nothing to streams. */
  onJobsOffered(): () => void {
    return () => {}
  }

  async stop(): Promise<void> {}

  /** Gives the jobs out from now on, to whoever asks first. */
  offersJobs(type: string, jobs: ActivatedJob[], perBatch = Infinity): void {
    this.#jobs.set(type, [...(this.#jobs.get(type) ?? []), ...jobs])
    this.replies.activateJobs ??= (request) => {
      const there = this.#jobs.get(request.type) ?? []
      const taken = there.splice(0, Math.min(request.maxJobsToActivate, perBatch))
      return { jobs: taken.map((job) => ({ ...job, worker: request.worker })), more: there.length > 0 }
    }
    for (const listener of this.#listeners.get(type) ?? []) listener()
  }

  listeners(type: string): number {
    return this.#listeners.get(type)?.size ?? 0
  }

  requests(name: CommandName): unknown[] {
    return this.asked.filter((command) => command.name === name).map((command) => command.request)
  }
}

function isRejection(answer: unknown): answer is Rejection {
  return typeof answer === 'object' && answer !== null && 'intent' in answer
}

export const key = (counter: number) => String(2n ** 51n + BigInt(counter)) as Key

export function aJob(counter: number, variables: ActivatedJob['variables'] = {}): ActivatedJob {
  return {
    key: key(counter),
    type: 'check-form',
    processInstanceKey: key(1),
    bpmnProcessId: 'p',
    processDefinitionVersion: 1,
    processDefinitionKey: key(2),
    elementId: 'task',
    elementInstanceKey: key(3),
    customHeaders: { step: 'a' },
    worker: '',
    retries: 3,
    deadline: 1_700_000_000_000,
    variables,
  }
}
