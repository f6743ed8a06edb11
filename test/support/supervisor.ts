/** The supervisor from the build as a child of the tests: started, ready, stopped. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const startsWithinMs = 150_000

/** A supervisor that said that all is ready. */
export interface Running {
  readonly child: ChildProcess
  readonly port: string
  /** The switchboard's inbox, with a slash at the end. */
  readonly inbox: string
  readonly offsetMs: number
}

/** A child that ends with the tests, its clocks `offsetMs` from ours; it is not ready yet. */
export function spawnMain(folder: string, offsetMs: number, env: Record<string, string>, args: readonly string[]) {
  const preload = join(import.meta.dirname, 'end-with-parent.mjs')
  return spawn(process.execPath, ['--import', preload, join(root, 'dist/server/main.js'), ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      MOTCUA_DATA: folder,
      MOTCUA_NOW: `${offsetMs < 0 ? '' : '+'}${Math.round(offsetMs)}ms`,
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** Starts it and waits until all of its parts are ready. */
export async function startMain(folder: string, offsetMs: number, env: Record<string, string>): Promise<Running> {
  const child = spawnMain(folder, offsetMs, env, [])
  let said = ''
  const ready = new Promise<{ port: string; inbox: string }>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill()
      reject(new Error(`the stack was not ready in ${startsWithinMs} ms:\n${said.slice(-4000)}`))
    }, startsWithinMs)
    const hear = (text: string): void => {
      said += text
      const port = /^ *Citizens +http:\/\/localhost:(\d+)/m.exec(said)?.[1]
      const inbox = /^ *SMS +(\S+)/m.exec(said)?.[1]
      if (port === undefined || inbox === undefined) return
      clearTimeout(timer)
      resolve({ port, inbox })
    }
    child.stdout.setEncoding('utf8').on('data', hear)
    child.stderr.setEncoding('utf8').on('data', hear)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`the stack ended with ${code} before it was ready:\n${said.slice(-4000)}`))
    })
  })
  return { child, offsetMs, ...(await ready) }
}

/** Ends it in order. */
export async function endMain({ child }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
