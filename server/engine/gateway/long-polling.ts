import type { Engine } from '../contract.ts'
import { unavailable } from './fault.ts'

/** One try to hand jobs to a request: whether it got some. A try that found its client gone counts as served. */
export type Attempt = () => Promise<'served' | 'nothing'>

export interface Patience {
  /** Milliseconds to wait for the first job; negative: not at all. */
  wait: number
  /** Aborted when the client is gone. */
  signal: AbortSignal
}

/** Longest delay that a timer of Node takes. */
const longestTimer = 2 ** 31 - 1

interface Waiting {
  attempt: Attempt
  /** Its time has passed or its client is gone: it leaves after the try under way. */
  over: boolean
  trying: boolean
  done: () => void
  fail: (fault: unknown) => void
}

/** The requests that wait for jobs, by job type. */
export class LongPolling {
  readonly #engine: Engine
  readonly #lines = new Map<string, JobLine>()

  constructor(engine: Engine) {
    this.#engine = engine
  }

  /**
   * Tries at once and then, first come first served, whenever a job of the type becomes activatable. Resolves when the
   * request got jobs, ran out of patience or lost its client; rejects as its attempt does, or UNAVAILABLE on stop.
   */
  async serve(type: string, attempt: Attempt, patience: Patience): Promise<void> {
    const line = this.#enter(type)
    try {
      const heard = line.heard
      if ((await attempt()) === 'served' || patience.wait < 0 || patience.signal.aborted) return
      await line.wait(attempt, patience, heard)
    } finally {
      this.#leave(type, line)
    }
  }

  /** Ends the waiting of all requests with UNAVAILABLE. */
  stop(): void {
    for (const line of this.#lines.values()) line.stop()
  }

  #enter(type: string): JobLine {
    const line = this.#lines.get(type) ?? new JobLine(this.#engine, type)
    this.#lines.set(type, line)
    line.users++
    return line
  }

  #leave(type: string, line: JobLine): void {
    line.users--
    if (line.users > 0) return
    line.close()
    this.#lines.delete(type)
  }
}

/** Those who wait for one job type. One try runs at a time, so a new job wakes one request and not all of them. */
class JobLine {
  users = 0
  /** Notifications so far: who sees it grow between a try and the wait knows that it missed one. */
  heard = 0
  readonly close: () => void
  readonly #waiting: Waiting[] = []
  #running = false

  constructor(engine: Engine, type: string) {
    this.close = engine.onJobAvailable(type, () => {
      this.heard++
      void this.#run()
    })
  }

  wait(attempt: Attempt, { wait, signal }: Patience, heard: number): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const leave = () => {
        waiting.over = true
        if (!waiting.trying) waiting.done()
      }
      const timer = setTimeout(leave, Math.min(wait, longestTimer))
      const settle = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', leave)
        const place = this.#waiting.indexOf(waiting)
        if (place >= 0) this.#waiting.splice(place, 1)
      }
      const waiting: Waiting = {
        attempt,
        over: false,
        trying: false,
        done: () => {
          settle()
          resolve()
        },
        fail: (fault) => {
          settle()
          reject(fault)
        },
      }
      signal.addEventListener('abort', leave)
      this.#waiting.push(waiting)
      if (signal.aborted) leave()
      else if (this.heard !== heard) void this.#run()
    })
  }

  stop(): void {
    for (const waiting of [...this.#waiting]) waiting.fail(unavailable('The gateway is shutting down'))
  }

  /** Serves the line until a try finds nothing and no notification came since that try began. */
  async #run(): Promise<void> {
    if (this.#running) return
    this.#running = true
    let found = true
    let heard = this.heard
    while (this.#waiting[0] && (found || heard !== this.heard)) {
      heard = this.heard
      found = await this.#serve(this.#waiting[0])
    }
    this.#running = false
  }

  /** One try for the first of the line: whether a further one may find more. */
  async #serve(first: Waiting): Promise<boolean> {
    first.trying = true
    try {
      const outcome = await first.attempt()
      first.trying = false
      if (outcome === 'served' || first.over) first.done()
      return outcome === 'served'
    } catch (fault) {
      first.fail(fault)
      return true
    }
  }
}
