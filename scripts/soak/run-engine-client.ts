/**
 * `npm run soak -- engine-client [--calls 100000] [--minutes 60]`: the published Node client, unchanged, makes so many
 * calls spread over the time, while its workers complete each job. Ends with 1 when a call fails, a worker sees an error
 * or loses its connection, or an instance is left.
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ZBClient } from 'zeebe-node'
import { readyEngine } from '../../test/engine/gateway/support/engine-process.ts'
import { sequenceOf, waitsForMessage } from '../../test/engine/gateway/support/models.ts'
import { wholeNumber } from './whole-number.ts'

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { calls: { type: 'string', default: '100000' }, minutes: { type: 'string', default: '60' } },
})
const calls = wholeNumber('calls', values.calls)
const minutes = wholeNumber('minutes', values.minutes)
/** Calls of one round: a batch of those that a team's programs make all day. */
const ROUND = 5

execFileSync(process.execPath, [fileURLToPath(new URL('../build-server.mjs', import.meta.url))])
const folder = await mkdtemp(join(tmpdir(), 'motcua-client-'))
const engine = await readyEngine(folder)
const faults: string[] = []
const fault = (where: string) => (error?: unknown) => {
  faults.push(`${new Date().toISOString()} ${where}: ${error instanceof Error ? error.message : String(error ?? '')}`)
}
const silent = { debug: () => undefined, info: () => undefined, error: () => undefined }
const client = new ZBClient(`127.0.0.1:${engine.port}`, {
  loglevel: 'NONE',
  stdout: silent,
  // A call that fails shall show, and not be mended by another.
  retry: false,
  onConnectionError: fault('client'),
})
let made = 0
let worked = 0
try {
  await client.deployResource({ name: 'order.bpmn', process: Buffer.from(sequenceOf('order', ['pay', 'ship'])) })
  await client.deployResource({ name: 'waiting.bpmn', process: Buffer.from(waitsForMessage('waiting')) })
  for (const taskType of ['pay', 'ship'])
    client.createWorker({
      taskType,
      timeout: 60_000,
      onConnectionError: fault(`worker ${taskType}`),
      taskHandler: async (job) => {
        worked += 1
        return job.complete({ [taskType]: worked })
      },
    })
  // At its birth the client reports a fault of its own: it waits for the channel until the tenth second of 1970.
  await client.topology()
  await pause(2000)
  faults.length = 0
  const began = performance.now()
  let told = 0
  for (let round = 0; made < calls; round++) {
    const code = `HN-${round}`
    await Promise.all([
      client.topology(),
      client.createProcessInstance({ bpmnProcessId: 'order', variables: { round } }),
      client.createProcessInstance({ bpmnProcessId: 'waiting', variables: { code } }),
      client.publishMessage({
        name: 'supplement',
        correlationKey: code,
        messageId: code,
        timeToLive: 60_000,
        variables: {},
      }),
      client.publishMessage({
        name: 'nobody',
        correlationKey: code,
        messageId: code,
        timeToLive: 1_000,
        variables: {},
      }),
    ]).catch(fault('a call'))
    made += ROUND
    const seconds = (performance.now() - began) / 1000
    if (seconds - told >= 300) {
      told = seconds
      console.log(`  ${Math.round(seconds)} s: ${made} calls, ${worked} jobs, ${faults.length} faults`)
    }
    await pause(Math.max(0, (made / calls) * minutes * 60_000 - (performance.now() - began)))
  }
  await pause(5000)
  const orders = Math.ceil(calls / ROUND)
  if (worked !== orders * 2) faults.push(`${worked} jobs were worked on, ${orders * 2} were made`)
} finally {
  await client.close()
  engine.child.kill('SIGTERM')
  await engine.exited
  await rm(folder, { recursive: true, force: true })
}
for (const said of faults.slice(0, 20)) console.error(said)
console.log(`${made} calls and ${worked} jobs in ${minutes} min: ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1
