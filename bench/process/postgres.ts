import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

/** PostgreSQL as the product runs it, durable, for one table. */
export interface Postgres {
  url: string
  stop(): Promise<void>
}

/** Starts a server with its files in the folder; it ends with this process at the latest. */
export async function startPostgres(folder: string): Promise<Postgres> {
  const root = resolve(import.meta.dirname, '../..')
  const place = join(folder, 'postgres')
  mkdirSync(place)
  // PostgreSQL may run under another account, which must be able to pass.
  for (let at = place; at.startsWith(join(root, '.data')) || at === place || at === folder; at = dirname(at))
    chmodSync(at, 0o711)
  const password = randomBytes(18).toString('base64url')
  const child: ChildProcess = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      join(root, 'server/postgres/main.ts'),
      '--data',
      join(place, 'cluster'),
      '--watch-stdin',
      '--json',
    ],
    {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', MOTCUA_POSTGRES_PASSWORD: password },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  )
  if (!child.stdout || !child.stderr) throw new Error('PostgreSQL was started without pipes')
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000)
  })
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error(`PostgreSQL did not start:\n${said}`))),
  ])
  const { port } = JSON.parse(String(line)) as { port: number }
  return {
    url: `postgres://motcua:${password}@127.0.0.1:${port}/bench`,
    async stop() {
      const gone = once(child, 'exit')
      child.stdin?.end()
      await gone
    },
  }
}
