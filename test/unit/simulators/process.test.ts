import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from '@jest/globals'
import { createRegisters } from '../../../server/registers/index.ts'
import { startSimulators } from '../../../server/simulators/index.ts'
import { aBoundClient, aFolder, anSms, cleanUp, clock } from '../messaging/smpp/set-up.ts'
import { units } from '../registers/set-up.ts'

const children: ChildProcess[] = []
afterEach(async () => {
  await cleanUp()
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

interface Addresses {
  smsc: string
  registers: string
  inbox: string
}

const root = join(import.meta.dirname, '../../..')

async function start(folder: string, ...flags: string[]): Promise<{ child: ChildProcess; told: Addresses }> {
  const args = [
    '--import',
    'tsx',
    'server/simulators/main.ts',
    '--data',
    folder,
    '--port',
    '0',
    '--watch-stdin',
    '--json',
    ...flags,
  ]
  const { NODE_OPTIONS: _, ...env } = process.env
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'], env })
  children.push(child)
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
  return { child, told: JSON.parse(line) }
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve))

test('the simulators are one process, tell their addresses in one line and survive kill -9 with all that they took', async () => {
  const folder = aFolder()
  const first = await start(folder, '--clock-offset', String(new Date('2017-12-14T03:00:00Z').getTime() - Date.now()))
  expect(first.told).toEqual({
    smsc: expect.stringMatching(/^smpp:\/\/motcua:motcua@127\.0\.0\.1:\d+$/),
    registers: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
    inbox: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/),
  })
  const { switchboard } = await aBoundClient(first.told.smsc)
  expect((await switchboard.submit(anSms('truoc kill -9'))).state).toBe('accepted')
  const registers = createRegisters({ url: first.told.registers, clock })
  const person = await registers.lookup('population.person', { idNumber: '001085012345' }, { idempotencyKey: 'j' })
  expect(person).toMatchObject({ status: 'found', asOf: expect.stringMatching(/^2017-12-14T03:0/) })

  first.child.kill('SIGKILL')
  await ended(first.child)
  const second = await start(folder)
  expect(second.told).toEqual(first.told)
  const shown = await (await fetch(`${second.told.inbox}messages`)).json()
  expect(shown).toMatchObject({ messages: [{ text: 'truoc kill -9' }] })

  const end = ended(second.child)
  second.child.stdin?.end()
  expect(await end).toBe(0)
})

test('a port that is taken by somebody else stops the start, a remembered one gives way', async () => {
  const folder = aFolder()
  const before = await startSimulators({ dataFolder: folder, clock, units })
  await before.close()
  const port = Number(new URL(before.registers).port)
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
  await expect(startSimulators({ dataFolder: folder, clock, units, ports: { registers: port } })).rejects.toThrow(
    'EADDRINUSE',
  )
  const after = await startSimulators({ dataFolder: folder, clock, units })
  expect(after.smsc).toBe(before.smsc)
  expect(after.registers).not.toBe(before.registers)
  await after.close()
  await new Promise((resolve) => other.close(resolve))
  expect(existsSync(join(folder, 'effects.jsonl'))).toBe(true)
  expect(JSON.parse(readFileSync(join(folder, 'ports.json'), 'utf8'))).toMatchObject({
    smsc: Number(new URL(before.smsc).port),
  })
})
