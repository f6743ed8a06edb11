/**
 * Proves services whole: diagram, forms, tables, messages and card agree with each other, with the conventions
 * (docs/services/README.md) and with what Zeebe 8.5 runs.
 */
import type { Finding, Remark } from './finding.ts'
import { besideTheHouse } from './further-folder.ts'
import { readProject } from './project.ts'
import type { Rule } from './rule.ts'
import { rules } from './rules/index.ts'
import { judgeMessages } from './rules/messages.ts'
import { judgeRegisterFiles } from './rules/registers.ts'
import { type ProjectFiles, readServices, type Service } from './service.ts'

export type { Finding } from './finding.ts'
export type { ProjectFiles } from './service.ts'

/** Lints every service among these files, by all rules or by those of these names; nothing is read from disk. */
export async function lintProject(files: ProjectFiles, only?: readonly string[]): Promise<Finding[]> {
  const chosen = rules.filter(({ name }) => only?.includes(name) ?? true)
  const { services, findings } = await readServices(files)
  const found = await Promise.all(services.map((service) => lintService(service, chosen)))
  const messages = judgeMessages(files).map((remark) => toFinding(remark, 'messages', 'processes/messages'))
  const registers = judgeRegisterFiles(files).map((remark) => toFinding(remark, 'registers', 'processes/registers'))
  return [...findings, ...found.flat(), ...messages, ...registers]
}

/** Reads `processes` and `forms` below these folders (the project, further folders of services) and lints them together. */
export async function runLint(folders: readonly string[]): Promise<Finding[]> {
  return lintProject(await readProject(folders))
}

/**
 * Lints the services of a further folder (MOTCUA_SERVICES) as the platform reads them: what their cards name is looked
 * for there first, then among the house's files. The house's own services are not judged again.
 */
export async function lintFolder(house: string, folder: string): Promise<Finding[]> {
  const { files, findings } = besideTheHouse(await readProject([house]), await readProject([folder]))
  return [...findings, ...(await lintProject(files))]
}

async function lintService(service: Service, chosen: readonly Rule[]): Promise<Finding[]> {
  const found = await Promise.all(
    chosen.map(async (rule) => {
      const remarks = await rule.judge(service)
      return remarks.map((remark) => toFinding(remark, rule.name, service.card.diagram))
    }),
  )
  return found.flat()
}

function toFinding({ at, file, message }: Remark, rule: string, usualFile: string): Finding {
  return { rule, file: file ?? usualFile, ...(at ? { at } : {}), message }
}
