/** What the rules judge: the project's files, and one service with all that it uses read. */
import type { JsonValue } from '#feel'
import { type CompiledForm, compileForm } from '#forms'
import type { Finding } from './finding.ts'
import { type Card, isCard, isCardPath, readCard } from './reading/card.ts'
import { type Decision, readDecisions } from './reading/decisions.ts'
import { type Diagram, readDiagram } from './reading/diagram.ts'
import { parseJson } from './reading/json.ts'
import { remembered } from './reading/remembered.ts'

/** Text by path from the project's root; of papers and pictures only that they exist matters. */
export type ProjectFiles = ReadonlyMap<string, string>

export interface ReadForm {
  path: string
  json: JsonValue | undefined
  compiled: CompiledForm
}

export interface Service {
  card: Card
  diagram: Diagram
  /** Undefined for a shared process. */
  form: ReadForm | undefined
  taskForms: readonly ReadForm[]
  decisions: readonly Decision[]
  /** Standard parts by name (`refusal`, `supplement`, …). */
  parts: ReadonlyMap<string, Diagram>
  files: ProjectFiles
}

const PARTS = 'processes/shared/standard-parts/'
const READ = 'readable'

/** All services of the project that can be read; a finding for each file that can't. */
export async function readServices(files: ProjectFiles): Promise<{ services: Service[]; findings: Finding[] }> {
  const findings: Finding[] = []
  const read = async <T>(path: string, reader: (text: string) => Promise<T>): Promise<T | undefined> => {
    const text = files.get(path)
    if (text === undefined) {
      findings.push({ rule: READ, file: path, message: 'the file is missing' })
      return undefined
    }
    try {
      return await reader(text)
    } catch (error) {
      findings.push({ rule: READ, file: path, message: error instanceof Error ? error.message : String(error) })
      return undefined
    }
  }

  const parts = new Map<string, Diagram>()
  for (const path of [...files.keys()].filter((name) => name.startsWith(PARTS) && name.endsWith('.bpmn'))) {
    const part = await read(path, diagramOf)
    if (part) parts.set(path.slice(PARTS.length, -'.bpmn'.length), part)
  }

  const services: Service[] = []
  for (const [path, text] of files) {
    if (!isCardPath(path)) continue
    const json = parseJson(text)
    if (!isCard(json)) {
      findings.push({ rule: READ, file: path, message: 'the card is no JSON object' })
      continue
    }
    const card = readCard(path, json)
    const diagram = await read(card.diagram, diagramOf)
    const decisions = await Promise.all(card.decisions.map((decision) => read(decision, decisionsOf)))
    const form = card.form ? await read(card.form, readForm(card.form)) : undefined
    const taskForms = await Promise.all(card.taskForms.map((task) => read(task, readForm(task))))
    if (!diagram) continue
    services.push({
      card,
      diagram,
      form,
      taskForms: taskForms.filter((task) => task !== undefined),
      decisions: decisions.flatMap((list) => list ?? []),
      parts,
      files,
    })
  }
  return { services, findings }
}

const diagramOf = remembered(readDiagram)
const decisionsOf = remembered(readDecisions)
const formOf = remembered(async (text) => {
  const json = parseJson(text)
  return { json, compiled: compileForm(json ?? null) }
})

const readForm =
  (path: string) =>
  async (text: string): Promise<ReadForm> => ({ path, ...(await formOf(text)) })
