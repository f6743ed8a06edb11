/**
 * The supervisor as a program: reads the configuration, takes the data folder, starts the parts and stops them in
 * order. `npm start` runs it from the build; `--sources` (npm run dev) runs the parts straight from the sources.
 */
import { join } from 'node:path'
import { type Config, ConfigRefused, loadConfig } from './config.ts'
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
  await run()
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
    `Một cửa is ready after ${seconds} s: ${config.publicUrl}`,
    ...(typeof inbox === 'string' ? [`SMS that the simulated switchboard received: ${inbox}`] : []),
    `Data and logs: ${config.dataFolder}`,
    ...said,
    'Ctrl-C stops everything.',
    '',
  ].join('\n')
}
