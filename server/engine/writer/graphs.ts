import type { Key } from '../contract.ts'
import { type DecisionRequirements, parseDecisions } from '../decisions/index.ts'
import { compileBpmn } from '../model/compile.ts'
import type { Graph } from '../model/graph.ts'
import { GraphMissing } from '../processing/processing.ts'
import type { State } from '../state/state.ts'

/** Compiled processes and decisions in memory; what was deployed before the engine started is compiled when first needed. */
export class Graphs {
  readonly #graphs = new Map<Key, Graph>()
  readonly #requirements = new Map<Key, DecisionRequirements>()

  get(processDefinitionKey: Key): Graph {
    const graph = this.#graphs.get(processDefinitionKey)
    if (!graph) throw new GraphMissing(processDefinitionKey)
    return graph
  }

  add(processDefinitionKey: Key, graph: Graph): void {
    this.#graphs.set(processDefinitionKey, graph)
  }

  /** Forgets a process or DRG; one that turns out to be stored still is read anew. */
  drop(key: Key): void {
    this.#graphs.delete(key)
    this.#requirements.delete(key)
  }

  /** The decisions of a stored DRG; throws if it is not stored or no longer parses. */
  requirements(decisionRequirementsKey: Key, state: State): DecisionRequirements {
    const known = this.#requirements.get(decisionRequirementsKey)
    if (known) return known
    const definition = state.decisionRequirements.get(decisionRequirementsKey)
    const text = definition && state.resources.get(definition.digest)
    if (!definition || text === undefined)
      throw new Error(`Decision requirements ${decisionRequirementsKey} are not stored`)
    const parsed = parseDecisions(text)
    if (!parsed.ok) throw new Error(`'${definition.resourceName}' was deployed but no longer parses: ${parsed.error}`)
    this.#requirements.set(decisionRequirementsKey, parsed.requirements)
    return parsed.requirements
  }

  /** Compiles a stored definition; throws if it is not stored or no longer compiles. */
  async load(processDefinitionKey: Key, state: State): Promise<void> {
    const definition = state.processes.get(processDefinitionKey)
    const text = definition && state.resources.get(definition.digest)
    if (!definition || text === undefined) throw new Error(`Process definition ${processDefinitionKey} is not stored`)
    const compiled = await compileBpmn(text)
    if (!compiled.ok)
      throw new Error(`'${definition.resourceName}' was deployed but no longer compiles: ${compiled.error}`)
    const graph = compiled.graphs.find(({ process }) => process.id === definition.bpmnProcessId)
    if (!graph) throw new Error(`'${definition.resourceName}' lacks the process '${definition.bpmnProcessId}'`)
    this.add(processDefinitionKey, graph)
  }
}
