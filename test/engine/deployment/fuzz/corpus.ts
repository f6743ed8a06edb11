import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { model as story } from '../../durability/story.ts'
import { everything, repetitions } from '../../everything.ts'
import { resources } from '../../gateway/fuzz/models.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const FOLDERS = ['processes', 'forms', 'test/engine/conformance/diagrams']
const ENDINGS = /\.(bpmn|dmn|form)$/

export interface Source {
  name: string
  text: string
}

/** Real diagrams, decisions and forms, and those of tests: what the mutations begin with. */
export function corpus(): readonly [Source, ...Source[]] {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => ENDINGS.test(name))
      .sort()
      .map((name) => ({ name, text: readFileSync(join(root, folder, name), 'utf8') })),
  )
  return [
    { name: 'story.bpmn', text: story },
    { name: 'everything.bpmn', text: everything },
    { name: 'repetitions.bpmn', text: repetitions },
    ...resources.map(({ name, content }) => ({ name, text: content.toString() })),
    ...files,
  ]
}
