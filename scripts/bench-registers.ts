/**
 * How many look-ups a second the simulated registers answer over HTTP, all registers in turn, by card numbers and names
 * of the whole city: `node --import tsx scripts/bench-registers.ts [seconds] [connections]`. The simulators run as a
 * process of their own; the asker shares the machine with them.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { JsonObject } from '../server/registers/index.ts'
import { readUnits } from '../server/simulators/index.ts'
import { simulatedRegisters } from '../server/simulators/registers/table.ts'
import { createWorld } from '../server/simulators/registers/world.ts'

const [seconds = 5, connections = 16] = process.argv.slice(2).map(Number)
const root = resolve(import.meta.dirname, '..')
const unitsFile = join(root, 'prisma/seed/hanoi-units.json')

interface Question {
  path: string
  body: string
}

/** What is asked: the examples of every register, and a thousand people across the city. */
function questions(): Question[] {
  const world = createWorld({ units: readUnits(JSON.parse(readFileSync(unitsFile, 'utf8'))), inForce: () => [] })
  const ask = (register: string, key: JsonObject): Question => ({
    path: `/registers/${register}/lookup`,
    body: JSON.stringify({ key }),
  })
  const { people } = world.registry
  const some = Array.from({ length: 1_000 }, (_, place) => people[(place * 19) % people.length]).filter(
    (person) => person !== undefined,
  )
  return [
    ...Object.entries(simulatedRegisters).flatMap(([register, { lookup }]) =>
      (lookup?.examples(world) ?? []).map((key) => ask(register, key)),
    ),
    ...some.flatMap(({ idNumber, fullName }) => [
      ask('population.person', { idNumber }),
      ask('civil.maritalStatus', { idNumber }),
      ask('civil.entry', { type: 'khai-sinh', fullName }),
    ]),
  ]
}

const dataFolder = mkdtempSync(join(tmpdir(), 'motcua-bench-registers-'))
const simulators = spawn(
  process.execPath,
  ['--import', 'tsx', join(root, 'server/simulators/main.ts'), '--data', dataFolder, '--watch-stdin'],
  { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] },
)

async function addressOfRegisters(): Promise<URL> {
  for await (const line of createInterface({ input: simulators.stdout })) {
    const told: { registers?: string } = JSON.parse(line)
    if (told.registers) return new URL(told.registers)
  }
  throw new Error('the simulators did not start')
}

const agent = new Agent({ keepAlive: true, maxSockets: connections })

function ask({ hostname, port }: URL, { path, body }: Question): Promise<void> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((answered, failed) => {
    const question = request({ agent, hostname, port, path, method: 'POST', headers }, (answer) => {
      answer.resume()
      if (answer.statusCode !== 200) failed(new Error(`${path} was answered ${answer.statusCode}`))
      answer.on('end', answered)
    })
    question.on('error', failed)
    question.end(body)
  })
}

try {
  const all = questions()
  const address = await addressOfRegisters()
  // The first questions make the city.
  const before = performance.now()
  for (const question of all.slice(0, 60)) await ask(address, question)
  console.log(`the city is made and asked once in ${Math.round(performance.now() - before)} ms`)
  const took: number[] = []
  const end = performance.now() + seconds * 1_000
  let next = 0
  const askOn = async (): Promise<void> => {
    while (performance.now() < end) {
      const question = all[next++ % all.length]
      if (!question) return
      const started = performance.now()
      await ask(address, question)
      took.push(performance.now() - started)
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: connections }, askOn))
  const elapsed = (performance.now() - started) / 1_000
  took.sort((a, b) => a - b)
  const p = (share: number) => (took[Math.floor((took.length - 1) * share)] ?? 0).toFixed(1)
  console.log(`${Math.round(took.length / elapsed)} look-ups/s over ${connections} connections, ${took.length} in all`)
  console.log(`p50 ${p(0.5)} ms, p95 ${p(0.95)} ms, p99 ${p(0.99)} ms`)
} finally {
  agent.destroy()
  simulators.stdin.end()
  rmSync(dataFolder, { recursive: true, force: true })
}
