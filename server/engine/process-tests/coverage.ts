import { drawDiagram, type Paint } from '../diagram/draw.ts'
import { readLayouts } from '../diagram/layout.ts'
import type { Graph } from '../model/graph.ts'
import type { Transition } from '../processing/processing.ts'

/** How much of one kind (flows or elements) was reached. */
export interface Share {
  covered: number
  all: number
  /** With one decimal; 100 where there is none. */
  percent: number
  /** Ids of what was never reached, in document order. */
  missing: string[]
}

const COVERED = { stroke: '#1a7f4b', fill: '#e3f4ea' }
const MISSED = { stroke: '#b3261e', fill: '#fdecea' }

/** Which sequence flows were taken and which elements entered, over all instances of a process in a test. */
export class Coverage {
  readonly processId: string
  readonly #graph: Graph
  /** The file that the process was deployed from. */
  readonly #diagram: string
  readonly #counts: ReadonlyMap<string, number>

  private constructor(graph: Graph, diagram: string, counts: ReadonlyMap<string, number>) {
    this.processId = graph.process.id
    this.#graph = graph
    this.#diagram = diagram
    this.#counts = counts
  }

  /** Counts the steps of a process's instances. */
  static of(graph: Graph, diagram: string, steps: readonly Transition[]): Coverage {
    const counts = new Map<string, number>()
    for (const { what, elementId } of steps)
      if (what === 'activated' || what === 'taken') counts.set(elementId, (counts.get(elementId) ?? 0) + 1)
    return new Coverage(graph, diagram, counts)
  }

  /** Both together: of several tests of one process. */
  and(other: Coverage): Coverage {
    if (other.#diagram !== this.#diagram || other.processId !== this.processId)
      throw new Error(`The coverage of '${this.processId}' can only be added to that of the same diagram`)
    const counts = new Map(this.#counts)
    for (const [id, count] of other.#counts) counts.set(id, (counts.get(id) ?? 0) + count)
    return new Coverage(this.#graph, this.#diagram, counts)
  }

  get elements(): Share {
    return this.#shareOf([...this.#elementIds()])
  }
  get flows(): Share {
    return this.#shareOf([...this.#flows().keys()])
  }
  /** How often an element was entered or a flow taken. */
  timesOf(id: string): number {
    return this.#counts.get(id) ?? 0
  }

  /** Three lines and more: the shares in per cent, and what is missing. */
  text(): string {
    const { flows, elements } = this
    const lead = this.#flows()
    return [
      this.processId,
      `  flows     ${shareText(flows)}`,
      ...flows.missing.map((id) => `    never taken: ${id} (${lead.get(id) ?? ''})`),
      `  elements  ${shareText(elements)}`,
      ...elements.missing.map((id) => `    never entered: ${id}`),
    ].join('\n')
  }

  /** The diagram, green where a test went (with how often) and red where none did. Rejects if it has no layout. */
  async svg(): Promise<string> {
    const layouts = await readLayouts(this.#diagram)
    const known = new Set([...this.#elementIds(), ...this.#flows().keys()])
    const paintOf = (id: string): Paint | undefined => {
      if (!known.has(id)) return undefined
      const times = this.timesOf(id)
      return times > 0
        ? { ...COVERED, badge: String(times), title: `${id}: ${times}` }
        : { ...MISSED, title: `${id}: 0` }
    }
    const { flows, elements } = this
    return drawDiagram(layouts, paintOf, [`Flows ${shareText(flows)}, elements ${shareText(elements)}`])
  }

  #shareOf(ids: string[]): Share {
    const missing = ids.filter((id) => this.timesOf(id) === 0)
    const covered = ids.length - missing.length
    const percent = ids.length === 0 ? 100 : Math.round((covered / ids.length) * 1000) / 10
    return { covered, all: ids.length, percent, missing }
  }
  #elementIds(): Set<string> {
    return new Set([...this.#graph.elements.keys()].filter((id) => id !== this.processId))
  }
  /** Where each flow leads from and to, by its id. */
  #flows(): Map<string, string> {
    const flows = [...this.#graph.elements.values()].flatMap(({ outgoing }) => outgoing)
    return new Map(flows.map(({ id, source, target }) => [id, `${source.id} → ${target.id}`]))
  }
}

function shareText({ covered, all, percent }: Share): string {
  return `${percent.toFixed(1)} % (${covered} of ${all})`
}
