import { setTimeout as pause } from 'node:timers/promises'
import type { Workload } from '../diagrams/workloads.ts'
import type { Driven, Way } from './way.ts'

export interface Load {
  seconds: number
  inFlight: number
  /** Called when the measured part of the run begins and ends. */
  begins?: () => void
  ends?: () => void
}

/** A part of the run goes by before its measured part, so that all of it has begun. */
const LEAD = 0.3
let drawn = 0

/** Keeps so many instances under way, works their jobs and counts those that end within the measured time. */
export async function drive(way: Way, workload: Workload, load: Load): Promise<Driven> {
  let over = false
  let ended = 0
  const left = new Map<string, { jobs: number; done?: () => void }>()
  const instanceOf = (key: string) => {
    const known = left.get(key) ?? { jobs: workload.jobs }
    left.set(key, known)
    return known
  }
  const worked = (key: string) => {
    const instance = instanceOf(key)
    instance.jobs -= 1
    if (instance.jobs === 0) instance.done?.()
  }
  const stopTaking =
    workload.jobs === 0
      ? async () => undefined
      : await way.takeJobs((jobs) => {
          for (const { key, processInstanceKey } of jobs) void way.complete(key).then(() => worked(processInstanceKey))
        })
  const one = async () => {
    const code = `HN-${drawn++}`
    const variables = { ...workload.variables, code }
    if (workload.jobs === 0) {
      const end = way.createWithResult(workload.processId, variables)
      if (workload.message !== undefined) await way.publish(workload.message, code)
      await end
      return
    }
    const key = await way.create(workload.processId, variables)
    const instance = instanceOf(key)
    if (instance.jobs > 0)
      await new Promise<void>((done) => {
        instance.done = done
      })
    left.delete(key)
  }
  const slot = async () => {
    while (!over) {
      await one()
      ended += 1
    }
  }
  const slots = Promise.all(Array.from({ length: load.inFlight }, slot))
  const measured = (async () => {
    await pause(load.seconds * LEAD * 1000)
    load.begins?.()
    const [before, from] = [ended, performance.now()]
    await pause(load.seconds * 1000)
    load.ends?.()
    const driven = {
      instances: ended - before,
      instancesPerSecond: ((ended - before) * 1000) / (performance.now() - from),
    }
    over = true
    return driven
  })()
  // A slot that fails ends the run, not only itself.
  await Promise.race([slots, measured])
  const driven = await measured
  await slots
  await stopTaking()
  return driven
}
