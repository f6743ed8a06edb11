/**
 * PostgreSQL as a part: starts the packaged server, says where it listens, and stops it when told or when its parent
 * is gone. `--data DIR` its files, `--port N` (0: a free one), `--watch-stdin` stop when standard input closes,
 * `--json` one line `{"ready":true,"port":N,"pid":N}` when ready, `--ephemeral` for tests: quick, and its files are
 * removed at the end. The owner's password comes in MOTCUA_POSTGRES_PASSWORD.
 */
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Cluster, startCluster } from './cluster.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.data/postgres' },
    port: { type: 'string', default: '0' },
    'watch-stdin': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    ephemeral: { type: 'boolean', default: false },
  },
})

let starting: Promise<Cluster> | undefined
let stopping: Promise<void> | undefined

function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    // A start under way is waited for: a server half started is a server left behind.
    const cluster = await starting?.catch(() => undefined)
    await cluster?.stop()
    if (values.ephemeral) rmSync(values.data, { recursive: true, force: true })
    process.exit(code)
  })()
  return stopping
}

process.on('SIGTERM', () => void stop(0))
// Ctrl-C reaches the whole group; the supervisor decides the order.
process.on('SIGINT', () => (values['watch-stdin'] ? undefined : void stop(0)))
if (values['watch-stdin'])
  process.stdin
    .resume()
    .once('end', () => void stop(0))
    .once('error', () => void stop(0))
// A parent that died closes our output too; a write to it must not end us before PostgreSQL is stopped.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

const password = process.env.MOTCUA_POSTGRES_PASSWORD ?? ''
if (password === '') {
  console.error('MOTCUA_POSTGRES_PASSWORD must hold the password of the database owner.')
  process.exit(2)
}

try {
  starting = startCluster({
    folder: values.data,
    port: Number(values.port),
    password,
    durability: values.ephemeral ? 'thrown-away' : 'kept',
    log: (line) => console.error(line),
  })
  const started = await starting
  if (values.json) console.log(JSON.stringify({ ready: true, port: started.port, pid: started.pid }))
  else console.log(`PostgreSQL listens on 127.0.0.1:${started.port}`)
  const code = await started.ended
  if (stopping === undefined) {
    console.error(`PostgreSQL ended by itself (exit code ${code ?? 'none'}).`)
    process.exit(1)
  }
} catch (error) {
  if (stopping === undefined) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}
