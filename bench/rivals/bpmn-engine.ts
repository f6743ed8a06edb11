import { EventEmitter } from 'node:events'
import { open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import * as elements from 'bpmn-elements'
import { Engine } from 'bpmn-engine'
import Moddle from 'bpmn-moddle'
import serialize, { TypeResolver } from 'moddle-context-serializer'
import { workloads } from '../diagrams/workloads.ts'
import { serve } from '../process/serve.ts'

/**
 * bpmn-engine that survives a loss of power: where an instance waits its state is written and synced (fdatasync), one
 * file each, before its task is completed. The diagram is parsed once, the state holds no copy of it (a recovery brings
 * it along), nothing is logged, and files are written without blocking the others.
 */

const text = workloads['one task'].resources[0]?.text.replaceAll('serviceTask', 'userTask') ?? ''
const sourceContext = serialize(await new Moddle().fromXML(text), TypeResolver(elements))
const silent = () => ({ debug() {}, warn() {}, error() {} })
let drawn = 0

async function save(path: string, engine: InstanceType<typeof Engine>): Promise<void> {
  const state = await engine.getState()
  const file = await open(path, 'w')
  await file.writeFile(JSON.stringify(state, (key, value) => (key === 'source' ? undefined : value)))
  await file.datasync()
  await file.close()
}

async function one(folder: string): Promise<void> {
  const path = join(folder, `${drawn++}.json`)
  const engine = new Engine({ sourceContext, Logger: silent, variables: { ...workloads['one task'].variables } })
  const listener = new EventEmitter()
  const ended = engine.waitFor('end')
  listener.once('activity.wait', (task: { signal(output: object): void }) => {
    void save(path, engine).then(() => task.signal({ done: true }))
  })
  await engine.execute({ listener })
  await ended
  await unlink(path)
}

serve({
  async run({ folder, seconds, inFlight }: { folder: string; seconds: number; inFlight: number }) {
    let over = false
    let ended = 0
    const slot = async () => {
      while (!over) {
        await one(folder)
        ended += 1
      }
    }
    const slots = Promise.all(Array.from({ length: inFlight }, slot))
    await new Promise((resolve) => setTimeout(resolve, seconds * 300))
    const [before, from] = [ended, performance.now()]
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    const instancesPerSecond = ((ended - before) * 1000) / (performance.now() - from)
    over = true
    await slots
    return { instancesPerSecond }
  },
})
