import { resolve } from 'node:path'
import { type Finding, lintProject, type ProjectFiles } from '../../../server/modeling/lint/index.ts'
import { readProject } from '../../../server/modeling/lint/project.ts'

export const EXTRACT = 'processes/commune/commune-civil-status-extract.bpmn'
export const CARD = 'processes/commune/commune-civil-status-extract.service.json'
export const FORM = 'forms/commune/commune-civil-status-extract.form'
export const TABLES = 'processes/decisions/commune-civil-status-extract.dmn'
export const READY = 'processes/messages/ready.json'

/** The project's own services. */
export const theProject: ProjectFiles = await readProject([resolve(import.meta.dirname, '../../..')])

export function fileOf(path: string): string {
  const text = theProject.get(path)
  if (text === undefined) throw new Error(`there is no ${path}`)
  return text
}

export interface Change {
  file?: string
  from: string | RegExp
  to: string
}

/** The extract's service with one thing changed in a file (the extract's diagram, if none is named). Fails if nothing changes. */
export function changed({ file = EXTRACT, from, to }: Change): ProjectFiles {
  const before = fileOf(file)
  const after = before.replace(from, to)
  if (after === before) throw new Error(`${from} does not occur in ${file}`)
  const otherCard = (path: string) => path.endsWith('.service.json') && path !== CARD
  return new Map([...[...theProject].filter(([path]) => !otherCard(path)), [file, after]])
}

/** `rule element: message` of every finding of a rule after the change. */
export async function findingsAfter(change: Change, rule: string): Promise<string[]> {
  return (await lintProject(changed(change), [rule])).map(inWords)
}

export const inWords = ({ rule, at, message }: Finding): string => `${rule} ${at ?? ''}: ${message}`
