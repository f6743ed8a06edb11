import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** What a process has used since it began. */
export interface Usage {
  cpuSeconds: number
  /** Bytes in memory now, with mapped files. */
  resident: number
  /** Bytes of `resident` that are no mapped files. */
  own: number
  /** Bytes handed to the disk. */
  written: number
}

interface Told {
  ready?: true
  id?: number
  answer?: unknown
  error?: string
}
interface Waiting {
  give: (answer: never) => void
  fail: (error: Error) => void
}

/** Each side of a comparison runs in a process of its own: none pays for another's garbage. */
export class Station {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, Waiting>()
  #next = 0

  private constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (told: Told) => this.#told(told))
    child.once('exit', (code, signal) => {
      for (const { fail } of this.#waiting.values()) fail(new Error(`A station ended (${code ?? signal})`))
      this.#waiting.clear()
    })
  }

  /** Starts a bundle of `bench/bundle.mjs`, by its name. */
  static async start(name: string, env: Record<string, string> = {}): Promise<Station> {
    const script = fileURLToPath(new URL(bundlePath(name), import.meta.url))
    const child = fork(script, { env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => Promise.reject(new Error(`${name} did not start (${code})`))),
    ])
    return new Station(child)
  }

  ask<Answer>(name: string, argument?: unknown): Promise<Answer> {
    const id = this.#next++
    return new Promise<Answer>((give, fail) => {
      this.#waiting.set(id, { give, fail })
      this.#child.send({ id, name, argument })
    })
  }

  usage(): Usage {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8')
    const io = readFileSync(`/proc/${this.#child.pid}/io`, 'utf8')
    // Times are the 14th and 15th field; the 2nd, the name, may hold blanks.
    const fields = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    const number = (text: string, name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0)
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
      resident: number(status, 'VmRSS') * 1024,
      own: number(status, 'RssAnon') * 1024,
      written: number(io, 'write_bytes'),
    }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    this.#child.disconnect()
    await gone
  }

  #told({ id, answer, error }: Told): void {
    const waiting = this.#waiting.get(id ?? -1)
    this.#waiting.delete(id ?? -1)
    if (error === undefined) waiting?.give(answer as never)
    else waiting?.fail(new Error(error))
  }
}

/** Rivals lie where their packages are found, all else where the product's are; both seen from a bundle. */
function bundlePath(name: string): string {
  return name.startsWith('rival-') ? `../../bench/dist/${name}.js` : `./${name}.js`
}
