import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DeployedResource, type OpenEngine, openEngine } from '../../../../server/engine/index.ts'
import { Dice } from '../../dice.ts'
import { inconsistencies } from '../../inconsistencies.ts'
import { corpus } from './corpus.ts'
import { mutated } from './mutations.ts'

export interface FuzzOptions {
  seed: number
  files: number
  /** Told after every hundred files. */
  progress?: (fuzzed: Fuzzed) => void
}

export interface Fuzzed {
  files: number
  accepted: number
  refused: number
  /** Instances that were started of accepted diagrams. */
  instances: number
  /** The longest that one file took, in milliseconds of the processor. */
  slowest: number
  /** Bytes of the heap after every so many files, with nothing deployed. */
  heaps: number[]
  faults: string[]
}

/** The most that deploying one file or running one instance may take, in milliseconds of the processor. */
const LONGEST = 2_000
/** What no reason for users says: traces of an exception. */
const TRACES =
  /\[object |is not a function|is not iterable|Cannot read|Maximum call stack|TypeError|RangeError|\bundefined\b(?! task| entity)/
const BETWEEN_LOOKS = 100
const BETWEEN_HEAPS = 1000
const MOST_GROWTH = 32 * 1024 * 1024
/** The engine's own limit for a diagram that goes round and round. */
const ENDLESS = /More than 100000 steps/

/**
 * Deploys mutated diagrams, decisions and forms: each is refused with a readable reason, or accepted and then runs
 * without the engine failing. The file of number n of a seed is always the same.
 */
export async function fuzz({ seed, files, progress }: FuzzOptions): Promise<Fuzzed> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-fuzz-'))
  const fuzzed: Fuzzed = { files: 0, accepted: 0, refused: 0, instances: 0, slowest: 0, heaps: [], faults: [] }
  const failures: string[] = []
  const engine = await openEngine({
    folder,
    clock: { now: () => new Date() },
    onFailure: (failure) => {
      if (!ENDLESS.test(failure.message)) failures.push(failure.stack ?? failure.message)
    },
  })
  const sources = corpus()
  try {
    for (let at = 0; at < files && fuzzed.faults.length < 10; at++) {
      const dice = new Dice(seed + at * 7919)
      const source = dice.pick(sources)
      const name = dice.chance(0.97) ? source.name : dice.pick(['x.bpmn', 'x.dmn', 'x.form', 'x.xml', 'x.txt'])
      const { bytes, by } = mutated(dice, source.text)
      const where = `file ${at} (${source.name} as ${name}, ${by.join(', ')})`
      const found = await deploy(engine, name, bytes, fuzzed)
      fuzzed.faults.push(...[...found, ...failures.splice(0)].map((fault) => `${where}: ${fault}`))
      fuzzed.files += 1
      if (fuzzed.files % BETWEEN_LOOKS > 0) continue
      fuzzed.faults.push(...inconsistencies(engine.inspect).map((fault) => `by ${where}: ${fault}`))
      if (fuzzed.files % BETWEEN_HEAPS === 0) {
        globalThis.gc?.()
        fuzzed.heaps.push(process.memoryUsage().heapUsed)
      }
      progress?.(fuzzed)
    }
    const [warm = 0, ...later] = fuzzed.heaps.slice(1)
    const least = Math.min(...later.slice(-3))
    if (globalThis.gc && later.length > 2 && least > warm + MOST_GROWTH)
      fuzzed.faults.push(`the heap grew from ${warm} to ${least} bytes`)
    return fuzzed
  } finally {
    await engine.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function deploy(engine: OpenEngine, name: string, content: Uint8Array, fuzzed: Fuzzed): Promise<string[]> {
  const faults: string[] = []
  const timed = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
    const began = process.cpuUsage()
    const result = await work()
    const { user, system } = process.cpuUsage(began)
    const took = (user + system) / 1000
    fuzzed.slowest = Math.max(fuzzed.slowest, Math.round(took))
    if (took > LONGEST) faults.push(`${what} took ${Math.round(took)} ms`)
    return result
  }
  const deployed = await timed('deploying', () => engine.execute('deployResource', { resources: [{ name, content }] }))
  if (!deployed.ok) {
    fuzzed.refused += 1
    const { code, reason } = deployed.rejection
    if (code !== 'INVALID_ARGUMENT') faults.push(`refused with ${code}: ${reason}`)
    return [...faults, ...unreadable(name, reason, content)]
  }
  fuzzed.accepted += 1
  for (const resource of deployed.answer.deployments)
    faults.push(...(await timed('running', () => run(engine, resource, fuzzed))))
  for (const key of deployed.answer.deployments.flatMap(deletable)) {
    const deleted = await engine.execute('deleteResource', { resourceKey: key })
    if (!deleted.ok) faults.push(`deleting: ${deleted.rejection.code}: ${deleted.rejection.reason}`)
  }
  return faults
}

function unreadable(name: string, reason: string, content: Uint8Array): string[] {
  const faults: string[] = []
  if (!reason.startsWith('Expected to deploy new resources, but encountered the following errors:'))
    faults.push(`the reason begins otherwise: ${reason.slice(0, 300)}`)
  if (!reason.includes(`'${name}'`)) faults.push(`the reason does not name the file: ${reason.slice(0, 300)}`)
  const trace = TRACES.exec(reason)?.[0]
  if (trace !== undefined && !Buffer.from(content).includes(trace))
    faults.push(`the reason is a trace: ${reason.slice(0, 600)}`)
  if (reason.includes('- ERROR') && !/- Element: \S/.test(reason))
    faults.push(`no element is named: ${reason.slice(0, 600)}`)
  return faults
}

const deletable = (resource: DeployedResource) => {
  if ('process' in resource) return [resource.process.processDefinitionKey]
  if ('decisionRequirements' in resource) return [resource.decisionRequirements.decisionRequirementsKey]
  return 'form' in resource ? [resource.form.formKey] : []
}

/** Starts what was deployed, completes some of its jobs and ends it. */
async function run(engine: OpenEngine, resource: DeployedResource, fuzzed: Fuzzed): Promise<string[]> {
  const faults: string[] = []
  const attempt = async (...[name, request]: Parameters<OpenEngine['execute']>) => {
    const result = await engine.execute(name, request)
    if (!result.ok && result.rejection.code === 'PROCESSING_ERROR' && !ENDLESS.test(result.rejection.reason))
      faults.push(`${name}: ${result.rejection.reason}`)
  }
  const variables = { code: 'x', list: [1, 2], ok: true, kind: 'a', wait: 'PT1H' }
  if ('decision' in resource) {
    await attempt('evaluateDecision', { decisionKey: resource.decision.decisionKey, variables })
    return faults
  }
  if (!('process' in resource)) return faults
  await attempt('createProcessInstance', { processDefinitionKey: resource.process.processDefinitionKey, variables })
  fuzzed.instances += 1
  for (let round = 0; round < 3; round++)
    for (const { key } of engine.inspect.jobs().slice(0, 10)) await attempt('completeJob', { jobKey: key, variables })
  await attempt('publishMessage', { name: 'begin', correlationKey: 'x', timeToLive: 0, messageId: '', variables })
  const roots = () => engine.inspect.processInstances().filter(({ calledBy }) => calledBy === undefined)
  for (const { key } of roots()) await attempt('cancelProcessInstance', { processInstanceKey: key })
  return faults
}
