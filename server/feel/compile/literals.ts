import { NamesScope } from '../evaluation/scope.ts'
import { SyntaxFault } from '../syntax/fault.ts'
import type { Node } from '../syntax/grammar.ts'
import { operands, part } from '../syntax/nodes.ts'
import { parseTemporal } from '../temporal/parse.ts'
import type { FeelValue } from '../types.ts'
import { decimal } from '../values/numbers.ts'
import { type Compilation, type Evaluate, type NodeKinds, required } from './compilation.ts'

const escapes: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** The text of a string literal. An unknown escape stays as it is, so that patterns such as "\d" need no doubling. */
export function stringText(literal: string): string {
  return literal.slice(1, -1).replace(/\\(?:(["'\\nrtbf])|u([0-9a-fA-F]{4}))/g, (_, char?: string, code?: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
    return char === undefined ? '' : (escapes[char] ?? char)
  })
}

const constant =
  (value: FeelValue): Evaluate =>
  () =>
    value

function compileNumber(text: string): Evaluate {
  const value = Number(text.replace(/\s+/g, ''))
  if (!Number.isFinite(value)) throw new SyntaxFault(`the number ${text.slice(0, 40)} is too big`)
  return constant(decimal(value))
}

function compileAtLiteral(literal: string): Evaluate {
  const text = stringText(literal)
  const value = parseTemporal(text)
  if (value) return constant(value)
  return (run) => run.warn('INVALID_TYPE', `'${text}' is no date, time or duration`)
}

function compileList(items: Evaluate[]): Evaluate {
  return (run, scope) => {
    const list: FeelValue[] = []
    for (const item of items) list.push(item(run, scope))
    return list
  }
}

/** Entries see those before them. */
function compileContext(entries: { name: string; evaluate: Evaluate }[]): Evaluate {
  return (run, scope) => {
    const inner = new NamesScope(scope)
    for (const { name, evaluate } of entries) inner.set(name, evaluate(run, inner))
    return inner.names
  }
}

export const literals: NodeKinds = {
  NumericLiteral: (node, c) => compileNumber(c.text(node)),
  StringLiteral: (node, c) => constant(stringText(c.text(node))),
  BooleanLiteral: (node, c) => constant(c.text(node) === 'true'),
  null: () => constant(null),
  AtLiteral: (node, c) => compileAtLiteral(c.text(required(part(node, 'StringLiteral')))),
  ParenthesizedExpression: (node, c) => c.compile(required(operands(node)[0])),
  List: (node, c) => compileList(operands(node).map((item) => c.compile(item))),
  Context: (node, c) => {
    const names: string[] = []
    const entries = operands(node).map((entry) => {
      const [key, value] = operands(entry)
      const name = keyOf(required(key && operands(key)[0]), c)
      const evaluate = c.compile(required(value))
      c.bind([name], 1)
      names.push(name)
      return { name, evaluate }
    })
    c.bind(names, -1)
    return compileContext(entries)
  },
}

function keyOf(key: Node, compilation: Compilation): string {
  return key.name === 'StringLiteral' ? stringText(compilation.text(key)) : compilation.name(key)
}
