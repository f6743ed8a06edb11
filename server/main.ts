/**
 * The supervisor as a program: reads the configuration, takes the data folder, starts the parts and stops them in
 * order. `npm start` runs it from the build; `--sources` (npm run dev) runs the parts straight from the sources.
 */
import { join } from 'node:path'
import { type Config, ConfigRefused, loadConfig } from './config.ts'
import { runReconcile } from './reconcile-command.ts'
import {
  checkWebPort,
  FolderTaken,
  openLog,
  ownFolder,
  programOf,
  type ReadyLine,
  supervise,
  wantedParts,
} from './supervisor/index.ts'

const startedAt = performance.now()

try {
  if (process.argv.includes('--reconcile')) await runReconcile(process.argv.slice(2))
  else await run()
} catch (error) {
  const expected = error instanceof ConfigRefused || error instanceof FolderTaken
  console.error(expected ? error.message : error)
  process.exit(1)
}

async function run(): Promise<void> {
  const asked = loadConfig(process.env)
  const free = await checkWebPort(asked.host, asked.port)
  if (free.state === 'refused') {
    console.error(free.words)
    process.exit(1)
  }
  const env = { ...process.env, PORT: `${free.port}`, HOST: asked.host }
  const config = loadConfig(env)
  const folder = ownFolder(config.dataFolder)
  const supervisor = supervise({
    config,
    parts: wantedParts(config),
    program: programOf(process.argv.includes('--sources') ? 'sources' : 'build'),
    env,
    log: openLog(join(config.dataFolder, 'logs')),
    say: (line) => console.error(line),
  })

  let asking = 0
  const stop = async (): Promise<void> => {
    asking += 1
    if (asking > 1) return console.log('Still stopping: PostgreSQL and the engine are writing what they hold …')
    console.log('\nStopping …')
    await supervisor.stop()
    folder.release()
    console.log('Everything has stopped.')
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())

  // npm that is ended does not tell the program that it has started: left alone, it would hold the port and the data.
  if (process.env.npm_lifecycle_event !== undefined) {
    const starter = process.ppid
    const watch = setInterval(() => {
      if (process.ppid === starter) return
      clearInterval(watch)
      void stop()
    }, 1000)
  }

  // Sent by `npm run dev` when the sources have changed.
  process.on('SIGUSR2', () => void supervisor.restart('app'))

  void supervisor.failed.then((why) => {
    folder.release()
    console.error(`\n${why}`)
    process.exit(1)
  })
  const lines = await supervisor.ready.catch(() => undefined)
  if (lines !== undefined) console.log(welcome(config, lines))
}

/** What the one who started the program reads when all is ready: addresses first, then what the parts have to say. */
function welcome(config: Config, lines: ReadonlyMap<string, ReadyLine>): string {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  const inbox = lines.get('simulators')?.inbox
  const said = [...lines.values()].flatMap((line) => line.say ?? [])
  return [
    '',
    `Một cửa is ready after ${seconds} s.`,
    `  Citizens  ${config.publicUrl}/`,
    `  Staff     ${config.publicUrl}/can-bo`,
    ...(typeof inbox === 'string' ? [`  SMS       ${inbox} (what the simulated switchboard received)`] : []),
    `  Data      ${config.dataFolder}`,
    ...demoAccounts(lines.get('app')),
    ...said,
    'Ctrl-C stops everything.',
    '',
  ].join('\n')
}

/** The accounts for trial, as the app tells them: one password for all. */
function demoAccounts(app: ReadyLine | undefined): readonly string[] {
  const { demoPassword, demoAccounts: accounts } = app ?? {}
  if (typeof demoPassword !== 'string') return []
  const rows = Array.isArray(accounts) ? accounts.filter(isDemoAccount) : []
  const width = Math.max(...rows.map(({ login }) => login.length), 0)
  return [
    `Accounts for trial, password ${demoPassword}${rows.length > 0 ? ':' : ''}`,
    ...rows.map(({ login, title, fullName }) => `  ${login.padEnd(width)}  ${title}, ${fullName}`),
  ]
}

function isDemoAccount(value: unknown): value is { login: string; title: string; fullName: string } {
  return typeof value === 'object' && value !== null && 'login' in value && 'title' in value && 'fullName' in value
}
