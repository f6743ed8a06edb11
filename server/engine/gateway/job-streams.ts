import type { ActivatedJob as WireJob } from '../../gateway-protocol/index.ts'
import type { Commands, Engine, Key } from '../contract.ts'
import { unavailable } from './fault.ts'
import { wireJob, wireSize } from './job-batches.ts'

/** What a stream takes: jobs of a type, for a worker, until a time-out in milliseconds. */
export type StreamTerms = Omit<Commands['activateJobs']['request'], 'maxJobsToActivate' | 'jobKeys'>

/** The client's end of a stream. */
export interface StreamClient {
  /** Aborted when the client is gone. */
  signal: AbortSignal
  /** Sends a job; `taken` is called when the transport has taken it over. */
  send(job: WireJob, taken: () => void): void
}

/** Bytes on their way to a client beyond which it counts as blocked: it does not read. */
const mostUnderWay = 1024 * 1024
/** A push asks for all its jobs at once; the size of an answer is the engine's limit. */
const noLimit = 2 ** 31 - 1

/** One open stream. */
class JobStream {
  readonly terms: StreamTerms
  /** Streams with the same terms can stand in for each other once a job is activated. */
  readonly likeness: string
  readonly #client: StreamClient
  #underWay = 0

  constructor(terms: StreamTerms, client: StreamClient) {
    this.terms = terms
    this.likeness = JSON.stringify([terms.worker, terms.timeout, terms.fetchVariable ?? []])
    this.#client = client
  }

  get ready(): boolean {
    return !this.#client.signal.aborted && this.#underWay < mostUnderWay
  }

  send(job: WireJob): void {
    const size = wireSize(job)
    this.#underWay += size
    this.#client.send(job, () => {
      this.#underWay -= size
    })
  }
}

interface OpenType {
  readonly streams: Set<JobStream>
  readonly close: () => void
}

/**
 * The open streams by job type. A job that becomes activatable is pushed to one of them at random; jobs that were
 * there before are left to those who poll. A blocked or vanished client costs nothing: nothing is activated for it, and
 * what was, meanwhile, goes to another of its like or is given back.
 */
export class JobStreams {
  readonly #engine: Engine
  readonly #types = new Map<string, OpenType>()
  readonly #ends = new Set<(fault: Error) => void>()
  readonly #draw: () => number

  /** `draw` gives numbers from 0 to below 1. */
  constructor(engine: Engine, draw: () => number = Math.random) {
    this.#engine = engine
    this.#draw = draw
  }

  /** Keeps a stream open until its client is gone (resolves) or the gateway stops (rejects UNAVAILABLE). */
  async serve(terms: StreamTerms, client: StreamClient): Promise<void> {
    const stream = new JobStream(terms, client)
    const type = this.#types.get(terms.type) ?? this.#open(terms.type)
    type.streams.add(stream)
    try {
      await this.#untilGone(client.signal)
    } finally {
      type.streams.delete(stream)
      if (type.streams.size === 0) {
        type.close()
        this.#types.delete(terms.type)
      }
    }
  }

  /** Ends all streams with UNAVAILABLE. */
  stop(): void {
    for (const end of [...this.#ends]) end(unavailable('The gateway is shutting down'))
  }

  #open(type: string): OpenType {
    const streams = new Set<JobStream>()
    const close = this.#engine.onJobsOffered(type, (keys) => this.#offer(streams, keys))
    const opened = { streams, close }
    this.#types.set(type, opened)
    return opened
  }

  #untilGone(signal: AbortSignal): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const settle = (end: () => void) => {
        this.#ends.delete(fail)
        signal.removeEventListener('abort', gone)
        end()
      }
      const gone = () => settle(resolve)
      const fail = (fault: Error) => settle(() => reject(fault))
      this.#ends.add(fail)
      signal.addEventListener('abort', gone)
      if (signal.aborted) gone()
    })
  }

  /** Deals the jobs out among the streams that are ready; with none of them they stay activatable. */
  #offer(streams: ReadonlySet<JobStream>, keys: readonly Key[]): void {
    const ready = [...streams].filter((stream) => stream.ready)
    const dealt = new Map<JobStream, Key[]>()
    for (const key of keys) {
      const stream = this.#pick(ready)
      if (!stream) return
      const hand = dealt.get(stream)
      if (hand) hand.push(key)
      else dealt.set(stream, [key])
    }
    for (const [stream, hand] of dealt) void this.#push(streams, stream, hand)
  }

  #pick(ready: readonly JobStream[]): JobStream | undefined {
    return ready[Math.floor(this.#draw() * ready.length)]
  }

  /** Activates jobs for a stream and sends them. A refusal (the engine is busy) leaves them to those who poll. */
  async #push(streams: ReadonlySet<JobStream>, chosen: JobStream, jobKeys: readonly Key[]): Promise<void> {
    let more = true
    while (more) {
      const request = { ...chosen.terms, jobKeys, maxJobsToActivate: noLimit }
      const result = await this.#engine.execute('activateJobs', request)
      if (!result.ok) return
      const left: Key[] = []
      for (const job of result.answer.jobs) {
        const stream = chosen.ready ? chosen : this.#pick(likeOf(streams, chosen))
        if (stream) stream.send(wireJob(job))
        else left.push(job.key)
      }
      if (left.length > 0) {
        await this.#engine.execute('releaseJobs', { jobKeys: left })
        return
      }
      more = result.answer.more && result.answer.jobs.length > 0
    }
  }
}

function likeOf(streams: ReadonlySet<JobStream>, chosen: JobStream): JobStream[] {
  return [...streams].filter((stream) => stream.ready && stream.likeness === chosen.likeness)
}
