import { normalizeContextKey } from 'lezer-feel'
import type { Run } from '../evaluation/run.ts'
import type { Scope } from '../evaluation/scope.ts'
import { SyntaxFault } from '../syntax/fault.ts'
import type { Node } from '../syntax/grammar.ts'
import type { FeelValue } from '../types.ts'

/** A compiled part of an expression. */
export type Evaluate = (run: Run, scope: Scope) => FeelValue
/** What a kind of node becomes; one entry of a table by node name. */
export type CompileNode = (node: Node, compilation: Compilation) => Evaluate
export type NodeKinds = { readonly [nodeName: string]: CompileNode }

/** A compiled body together with what one evaluation of it costs: the number of its nodes. */
export interface Body {
  evaluate: Evaluate
  weight: number
  /** Names that it reads, bound or not. */
  reads: ReadonlySet<string>
}

/** The name of the value that a unary test tests. */
export const inputName = '?'

/** Parts within each other, also those without brackets such as `1 + 1 + 1`. */
const deepestParts = 300

/** One walk over the tree of one source. */
export class Compilation {
  readonly source: string
  /** Names read from outside. */
  readonly variables = new Set<string>()
  private readonly kinds: NodeKinds
  private readonly given: ReadonlyMap<string, string>
  /** How often each name is bound where the walk stands. */
  private readonly bound = new Map<string, number>()
  private read = new Set<string>()
  private nodes = 0
  private depth = 0

  constructor(source: string, kinds: NodeKinds, names: readonly string[]) {
    this.source = source
    this.kinds = kinds
    this.given = new Map(names.map((name) => [normalizeContextKey(name), name]))
  }

  compile(node: Node): Evaluate {
    const kind = Object.hasOwn(this.kinds, node.name) ? this.kinds[node.name] : undefined
    if (!kind) throw new SyntaxFault(`'${this.text(node).slice(0, 40)}' is not supported here`)
    this.nodes += 1
    this.depth += 1
    if (this.depth > deepestParts) throw new SyntaxFault(`it is nested deeper than ${deepestParts}`)
    const evaluate = kind(node, this)
    this.depth -= 1
    return evaluate
  }

  /** Compiles what is evaluated many times, with names that are bound in it. */
  body(node: Node, names: readonly string[] = []): Body {
    const { nodes, read } = this
    this.read = new Set()
    this.bind(names, 1)
    const evaluate = this.compile(node)
    this.bind(names, -1)
    const body: Body = { evaluate, weight: this.nodes - nodes, reads: this.read }
    for (const name of this.read) read.add(name)
    this.read = read
    return body
  }

  /** Binds names for the parts compiled next (1), or releases them (-1). */
  bind(names: readonly string[], times: 1 | -1): void {
    for (const name of names) this.bound.set(name, (this.bound.get(name) ?? 0) + times)
  }

  /** Notes that the expression reads a name. */
  reads(name: string): void {
    this.read.add(name)
    if (name !== inputName && !this.bound.get(name)) this.variables.add(name)
  }

  text(node: Node): string {
    return this.source.slice(node.from, node.to)
  }

  /** A name as its value is known by: without backticks, given names as they were given, spaces made single. */
  name(node: Node): string {
    const text = this.text(node)
    if (text.startsWith('`')) return text.slice(1, -1)
    return this.given.get(normalizeContextKey(text)) ?? text.replace(/\s+/g, ' ')
  }
}

/** Fails where nothing stands that the grammar promises. */
export function required(node: Node | undefined): Node {
  if (!node) throw new SyntaxFault('a part is missing')
  return node
}
