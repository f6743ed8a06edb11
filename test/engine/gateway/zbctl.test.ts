import { execFile, spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { sequenceOf } from './support/models.ts'
import { type RunningEngine, runningEngine } from './support/real-engine.ts'

/** Zeebe's own command line client, written in Go: another gRPC stack than ours. */

const binaries: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'zbctl-cli.linux',
  darwin: 'zbctl-cli.darwin',
  win32: 'zbctl-cli.exe',
}
const binary = fileURLToPath(new URL(`../../../node_modules/zbctl/bin/${binaries[process.platform]}`, import.meta.url))
const run = promisify(execFile)
/** There is no binary for every machine. */
const describeIfItRuns = spawnSync(binary, ['version']).status === 0 ? describe : describe.skip

let running: RunningEngine
const zbctl = async (...args: string[]) =>
  (await run(binary, ['--insecure', '--address', running.address, ...args], { timeout: 20_000 })).stdout
const json = async (...args: string[]) => JSON.parse(await zbctl(...args))
beforeAll(async () => {
  running = await runningEngine()
})
afterAll(() => running.stop())

describeIfItRuns('zbctl', () => {
  test('sees the status', async () => {
    const status = await zbctl('status')
    expect(status).toContain('Gateway version: 8.5.4')
    expect(status).toMatch(/Partition 1 : Leader, Healthy/)
  })

  test('deploys, creates, activates, fails, completes', async () => {
    const file = join(tmpdir(), `motcua-${process.pid}-ctl.bpmn`)
    await writeFile(file, sequenceOf('ctl', ['ctl-a', 'ctl-b']))
    const { deployments } = await json('deploy', 'resource', file)
    expect(deployments).toMatchObject([{ process: { bpmnProcessId: 'ctl', version: 1 } }])

    const { processInstanceKey } = await json('create', 'instance', 'ctl', '--variables', '{"code": "HN-1"}')
    const first = await json('activate', 'jobs', 'ctl-a', '--worker', 'me', '--timeout', '60s')
    expect(first.jobs).toMatchObject([{ processInstanceKey, worker: 'me', variables: '{"code":"HN-1"}' }])
    await zbctl('fail', 'job', first.jobs[0].key, '--retries', '2', '--errorMessage', 'busy')
    const again = await json('activate', 'jobs', 'ctl-a')
    expect(again.jobs).toMatchObject([{ key: first.jobs[0].key, retries: 2 }])
    await zbctl('complete', 'job', again.jobs[0].key, '--variables', '{"fee": 8000}')
    const second = await json('activate', 'jobs', 'ctl-b')
    expect(JSON.parse(second.jobs[0].variables)).toEqual({ code: 'HN-1', fee: 8000 })
    await zbctl('complete', 'job', second.jobs[0].key)
    expect(running.engine.inspect.processInstances()).toEqual([])

    await expect(zbctl('cancel', 'instance', processInstanceKey)).rejects.toThrow(
      /NotFound.*no such process was found/s,
    )
  })
})
