import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Conversations with a gateway of Zeebe 8.5, as the JSON files beside this one hold them (docs/engine.md). */

/** Resources are deployed, by their names in `diagrams/`. */
export interface DeployStep {
  deploy: string[]
}
/** A call and what must come of it; without a status that is OK. */
export interface CallStep {
  call: string
  request?: Pattern
  /** Of a stream: all its answers as one, `{jobs: […]}`. */
  answer?: Pattern
  status?: string
  /** The whole text of the status. */
  text?: string
  /** How the text of the status begins, where the rest is the broker's own. */
  textBegins?: string
  /** Called again for up to ten seconds until it is as expected. */
  eventually?: boolean
}
export type Step = DeployStep | CallStep
export interface Conversation {
  name: string
  steps: Step[]
}
/** The conversations of one line (or a few) of the semantics page. */
export interface Line {
  line: string
  conversations: Conversation[]
}
export interface Block {
  block: string
  /** The broker and day of the last replay on a real broker, or `never`. */
  replayedOnBroker: string
  lines: Line[]
}

/** JSON with `{{run}}`, `{{any}}`, `{{key:name}}`, `{{name}}` in its texts and `{"$json": …}` for JSON within a text. */
export type Pattern = null | boolean | number | string | Pattern[] | { [name: string]: Pattern }

/** All blocks, by the names of their files. */
export function readBlocks(): Block[] {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'))
  return files.sort().map((name): Block => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')))
}

/** A resource of `diagrams/`; its ids bear the name of the run, so that a broker may have run others. */
export function readResource(name: string, run: string): { name: string; content: Buffer } {
  const text = readFileSync(join(import.meta.dirname, 'diagrams', name), 'utf8')
  return { name: name.replace('.', `-${run}.`), content: Buffer.from(text.replaceAll('__RUN__', run)) }
}
