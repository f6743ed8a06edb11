/** The part of bpmnlint that is used. */
declare module 'bpmnlint' {
  import type { ModdleElement } from 'bpmn-moddle'
  export interface Report {
    id?: string
    message: string
    /** error, warn, info or rule-error. */
    category: string
  }
  export interface LintConfig {
    extends?: string | string[]
    rules?: Record<string, unknown>
  }
  export class Linter {
    constructor(options: { config: LintConfig; resolver: unknown })
    /** Reports by rule name. A linter keeps state between calls: make a new one for each. */
    lint(root: ModdleElement): Promise<Record<string, Report[]>>
  }
}
declare module 'bpmnlint/lib/resolver/node-resolver.js' {
  export default class NodeResolver {
    constructor(options?: { require?: NodeRequire })
  }
}
