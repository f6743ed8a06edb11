import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { status } from '@grpc/grpc-js'
import { Dice } from '../../dice.ts'
import { Callers, type Came, type Manner, type Sent } from './call.ts'
import { encoded, FuzzedEngine } from './fuzzed-engine.ts'
import { anRpc, makers, type Pools } from './requests.ts'
import { faultOf } from './verdict.ts'
import { brokenFrame, spoiled } from './wire.ts'

export interface FuzzOptions {
  seed: number
  requests: number
  /** Requests between two looks at the engine. */
  batch?: number
  /** Told after each batch. */
  progress?: (fuzzed: Fuzzed) => void
}

export interface Fuzzed {
  requests: number
  /** How many calls came to which end. */
  ends: { [end: string]: number }
  /** Bytes in the engine's heap after a collection, with nothing running, as often as it was looked at. */
  heaps: number[]
  /** What was no legal answer or no whole state, with the batch. */
  faults: string[]
}

/** Calls under way at a time. */
const AT_ONCE = 48
/** Batches after which all that was started and deployed is taken away, and the memory measured. */
const BETWEEN_CLEARINGS = 10
/** Heaps before this are of an engine that is not warm yet. */
const COLD = 2
/** How much the heap may grow after that, in bytes. */
const MOST_GROWTH = 24 * 1024 * 1024

/**
 * Sends random and spoiled requests of all rpcs to an engine in a process of its own, batch by batch. After each batch a
 * control instance must run to its end and the state must be consistent; each answer must be legal. The requests follow
 * from the seed and from what the engine held at the beginning of the batch; their order at the engine does not quite.
 */
export async function fuzz({ seed, requests, batch = 500, progress }: FuzzOptions): Promise<Fuzzed> {
  const folder = await mkdtemp(join(tmpdir(), 'motcua-fuzz-'))
  const engine = await FuzzedEngine.start(folder)
  const fuzzed: Fuzzed = { requests: 0, ends: {}, heaps: [], faults: [] }
  try {
    for (let at = 0; fuzzed.requests < requests && fuzzed.faults.length < 10; at++) {
      await engine.deploy()
      await engine.startControl()
      const pools = engine.pools()
      const dice = new Dice(seed + at * 7919)
      const sent = Array.from({ length: Math.min(batch, requests - fuzzed.requests) }, () => aRequest(dice, pools))
      await sendAll(engine.address, sent, fuzzed, at)
      await engine.endControl()
      fuzzed.faults.push(...engine.inconsistencies().map((fault) => `batch ${at}: ${fault}`))
      if (at % BETWEEN_CLEARINGS === BETWEEN_CLEARINGS - 1) {
        await engine.clear()
        fuzzed.heaps.push((await engine.memory()).heapUsed)
      }
      progress?.(fuzzed)
    }
    const [warm = 0, ...later] = fuzzed.heaps.slice(COLD)
    const heap = Math.max(warm, ...later.slice(-3))
    if (later.length > 0 && heap > warm + MOST_GROWTH) fuzzed.faults.push(`the heap grew from ${warm} to ${heap} bytes`)
    return fuzzed
  } catch (error) {
    fuzzed.faults.push(error instanceof Error ? error.message : String(error))
    return fuzzed
  } finally {
    await engine.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function aRequest(dice: Dice, pools: Pools): Sent {
  const rpc = anRpc(dice)
  const whole = encoded(rpc, makers[rpc]?.(dice, pools) ?? {})
  const bytes = dice.chance(0.12) ? spoiled(dice, whole) : whole
  return { rpc, bytes, manner: mannerOf(dice, rpc, bytes) }
}

function mannerOf(dice: Dice, rpc: string, bytes: Buffer): Manner {
  const choice = dice.upTo(100)
  if (choice < 5) return { kind: 'deadline', milliseconds: dice.upTo(6) }
  if (choice < 10) return { kind: 'cancelled', after: dice.upTo(5) }
  if (choice < 14)
    return { kind: 'frame', frame: brokenFrame(dice, bytes), ...(dice.chance(0.5) && { reset: dice.upTo(5) }) }
  if (rpc === 'StreamActivatedJobs' || rpc === 'ActivateJobs')
    return { kind: dice.chance(0.3) ? 'unread' : 'cancelled', after: 20 + dice.upTo(300) }
  if (rpc === 'CreateProcessInstanceWithResult') return { kind: 'cancelled', after: 20 + dice.upTo(300) }
  return { kind: 'plain' }
}

async function sendAll(address: string, sent: readonly Sent[], fuzzed: Fuzzed, batch: number): Promise<void> {
  const callers = new Callers(address)
  let next = 0
  const sender = async () => {
    for (;;) {
      const at = next
      next += 1
      const request = sent[at]
      if (!request) return
      const came = await callers.send(request, at)
      note(fuzzed, request, came, `batch ${batch}, request ${at}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sender))
  callers.close()
}

function note(fuzzed: Fuzzed, sent: Sent, came: Came, where: string): void {
  fuzzed.requests += 1
  const end = came.kind === 'status' ? (status[came.code] ?? String(came.code)) : came.kind
  fuzzed.ends[end] = (fuzzed.ends[end] ?? 0) + 1
  const fault = faultOf(sent, came)
  if (fault === undefined) return
  const bytes = sent.bytes.length > 4000 ? `${sent.bytes.length} bytes` : sent.bytes.toString('base64')
  fuzzed.faults.push(`${where}: ${sent.rpc} (${sent.manner.kind}): ${fault}\n  ${bytes}`)
}
