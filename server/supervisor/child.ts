import { spawn } from 'node:child_process'
import { eachLine } from './lines.ts'
import type { ReadyLine } from './part.ts'
import { identityOf, type ProcessIdentity } from './process-identity.ts'

/** What is run, and who hears what it says. */
export interface ChildOptions {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly onLine: (stream: 'out' | 'err', line: string) => void
  /** Time to end by itself after its pipe was closed, then after SIGTERM. */
  readonly patienceMs: { readonly pipe: number; readonly term: number }
}

/** A process of the supervisor's. */
export interface Child {
  readonly identity: ProcessIdentity
  /** Its ready line; rejects when it ends before. */
  readonly ready: Promise<ReadyLine>
  /** Settles when the process has ended, with the reason in words. */
  readonly ended: Promise<string>
  /** Closes the pipe that it watches, and insists when that is not enough. Settles when it has ended. */
  stop(): Promise<void>
}

/** Starts a process in a group of its own, so that Ctrl-C reaches the supervisor alone, which stops all in order. */
export function startChild(options: ChildOptions): Child {
  const child = spawn(options.command, options.args, {
    env: { ...options.env },
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  // A child that is gone closes the pipe; that it ended is heard elsewhere.
  child.stdin.on('error', () => undefined)

  const ended = new Promise<string>((settle) => {
    child.once('error', (error) => settle(error.message))
    child.once('close', (code, signal) => settle(signal === null ? `exit code ${code}` : `signal ${signal}`))
  })
  const ready = new Promise<ReadyLine>((settle, fail) => {
    let waiting = true
    eachLine(child.stdout, (line) => {
      const told = waiting ? readyLine(line) : undefined
      if (told === undefined) return options.onLine('out', line)
      waiting = false
      settle(told)
    })
    void ended.then((reason) => fail(new Error(`it ended before it was ready (${reason})`)))
  })
  // Whoever waits hears it; nobody waiting is no fault.
  ready.catch(() => undefined)
  eachLine(child.stderr, (line) => options.onLine('err', line))

  return {
    identity: identityOf(child.pid ?? 0) ?? { pid: child.pid ?? 0, began: '' },
    ready,
    ended,
    async stop() {
      child.stdin.end()
      if (await within(ended, options.patienceMs.pipe)) return
      child.kill('SIGTERM')
      if (await within(ended, options.patienceMs.term)) return
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** The first JSON object that names a port or says `ready`. It may carry passwords, so it reaches no log. */
function readyLine(line: string): ReadyLine | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null) return undefined
    if (!('ready' in value || 'port' in value || 'smsc' in value)) return undefined
    const { port, say, ...rest }: { [key: string]: unknown; port?: unknown; say?: unknown } = { ...value }
    return {
      ...rest,
      ...(typeof port === 'number' ? { port } : {}),
      ...(Array.isArray(say) ? { say: say.map(String) } : {}),
    }
  } catch {
    return undefined
  }
}

/** Whether the promise settled within the time. */
async function within(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((settle) => {
    timer = setTimeout(() => settle(false), ms)
  })
  const inTime = await Promise.race([promise.then(() => true), late])
  clearTimeout(timer)
  return inTime
}
