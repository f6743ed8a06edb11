import type { Key } from '../contract.ts'
import { compileBpmn } from '../model/compile.ts'
import type { Graph } from '../model/graph.ts'
import { GraphMissing } from '../processing/processing.ts'
import type { State } from '../state/state.ts'

/** The compiled processes in memory; one that was deployed before the engine started is compiled when first needed. */
export class Graphs {
  readonly #graphs = new Map<Key, Graph>()

  get(processDefinitionKey: Key): Graph {
    const graph = this.#graphs.get(processDefinitionKey)
    if (!graph) throw new GraphMissing(processDefinitionKey)
    return graph
  }

  add(processDefinitionKey: Key, graph: Graph): void {
    this.#graphs.set(processDefinitionKey, graph)
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
