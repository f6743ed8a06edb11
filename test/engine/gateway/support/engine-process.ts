import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** The engine as `npm run engine` starts it. */
export const fromSources = ['--import', 'tsx', 'server/engine/main.ts']
/** The engine as it is built (`npm run build`): it starts in a third of the time. */
const asBuilt = ['dist/server/engine.js']

/** An engine in a process of its own. */
export interface EngineProcess {
  child: ChildProcess
  /** Lines of standard output so far. */
  output: string[]
  errors: () => string
  /** Resolves with exit code or signal. */
  exited: Promise<number | string>
}

export function engineProcess(
  flags: string[],
  environment: NodeJS.ProcessEnv = {},
  nodeFlags: readonly string[] = [],
  program: readonly string[] = asBuilt,
): EngineProcess {
  const child = spawn(process.execPath, [...nodeFlags, ...program, ...flags], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const output: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => output.push(line))
  let errors = ''
  child.stderr.on('data', (text) => {
    errors += text
  })
  const exited = once(child, 'exit').then(([code, signal]) => code ?? signal)
  return { child, output, errors: () => errors, exited }
}

/** The first line that the process writes; rejects with its words if it ends before. */
export async function firstLine(engine: EngineProcess): Promise<string> {
  const ended = engine.exited.then((code) => Promise.reject(new Error(`engine ended (${code}): ${engine.errors()}`)))
  const line = (async () => {
    for (;;) {
      if (engine.output[0] !== undefined) return engine.output[0]
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  })()
  return Promise.race([line, ended])
}

/** Starts the engine on a folder and waits until it is ready. */
export async function readyEngine(
  folder: string,
  port = 0,
): Promise<EngineProcess & { host: string; port: number; epoch: string }> {
  const engine = engineProcess(['--json', '--port', String(port), '--data', folder])
  const ready = JSON.parse(await firstLine(engine)) as { host: string; port: number; epoch: string }
  return { ...engine, ...ready }
}
