// `npm run dev`: the parts straight from their sources, the app started anew when a file of the server changes, and
// the web served by vite with what changes in it. Opens nothing to the network.
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { root } from './fingerprint.mjs'
import { generate } from './generate.mjs'

const port = process.env.PORT ?? '3000'
const webPort = process.env.WEB_PORT ?? '5173'
const settleMs = 300

await generate()
const env = {
  ...process.env,
  PORT: port,
  WEB_PORT: webPort,
  PUBLIC_URL: process.env.PUBLIC_URL ?? `http://localhost:${webPort}`,
}
/** @param {readonly string[]} args */
const run = (args) => spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
const platform = run(['--import', 'tsx', 'server/main.ts', '--sources'])
const web = run(['node_modules/vite/bin/vite.js', '--strictPort'])
console.log(`The web with its changes: http://localhost:${webPort}`)

/** @type {NodeJS.Timeout | undefined} */
let soon
watch(join(root, 'server'), { recursive: true }, (_event, name) => {
  if (name === null || !/\.(ts|yaml|proto)$/.test(name) || /^(generated|engine|postgres|supervisor)/.test(name)) return
  clearTimeout(soon)
  soon = setTimeout(() => {
    console.log(`server/${name} changed; starting the app anew.`)
    platform.kill('SIGUSR2')
  }, settleMs)
})

// Ctrl-C reaches both; the platform takes its time to stop in order.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => platform.kill('SIGTERM'))
platform.once('exit', (code) => {
  web.kill('SIGTERM')
  process.exit(code ?? 1)
})
