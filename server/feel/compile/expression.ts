import { checkSize } from '../evaluation/result-size.ts'
import { budgets, Halt, Run } from '../evaluation/run.ts'
import { NamesScope, OuterScope, type Scope } from '../evaluation/scope.ts'
import { SyntaxFault } from '../syntax/fault.ts'
import { type Dialect, parse } from '../syntax/grammar.ts'
import { operands } from '../syntax/nodes.ts'
import type { Compiled, Evaluation, EvaluationOptions, Expression, FeelValue, UnaryTests } from '../types.ts'
import { Compilation, type Evaluate, inputName, required } from './compilation.ts'
import { kinds } from './kinds.ts'

export interface CompileOptions {
  /** Variables with spaces, signs or keywords in their names, which the grammar must be told of. */
  names?: Iterable<string>
}

interface Program {
  evaluate: Evaluate
  variables: ReadonlySet<string>
}

function translate(source: string, dialect: Dialect, options: CompileOptions): Compiled<Program> {
  try {
    const names = [...(options.names ?? [])]
    const tree = parse(source, dialect, names)
    const compilation = new Compilation(source, kinds, names)
    const start = dialect === 'UnaryTests' ? tree : required(operands(tree)[0])
    return { ok: true, expression: { evaluate: compilation.compile(start), variables: compilation.variables } }
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error
    const shown = source.length > 200 ? `${source.slice(0, 200)}…` : source
    return { ok: false, error: `failed to parse expression '${shown}': ${error.message}` }
  }
}

function evaluateIn(program: Program, source: string, options: EvaluationOptions, scope: Scope): Evaluation {
  const run = new Run(source, options.now, options.maxSteps ?? budgets.steps)
  try {
    const value = program.evaluate(run, scope)
    checkSize(value, run)
    return { ok: true, value, warnings: run.warnings }
  } catch (error) {
    return { ok: false, failure: causeOf(error, run), warnings: run.warnings }
  }
}

function causeOf(error: unknown, run: Run): string {
  if (error instanceof Halt) return error.message
  // A RangeError is the stack's end: data or calls nested too deeply.
  if (error instanceof RangeError) return run.failure('it is nested too deeply').message
  return run.failure(error instanceof Error ? error.message : 'unknown cause').message
}

/** Compiles an expression; the error reads `failed to parse expression '…': …`. */
export function compileExpression(source: string, options: CompileOptions = {}): Compiled<Expression> {
  const program = translate(source, 'Expression', options)
  if (!program.ok) return program
  const { variables } = program.expression
  return {
    ok: true,
    expression: {
      source,
      variables,
      evaluate: (lookup, evaluation) => evaluateIn(program.expression, source, evaluation, new OuterScope(lookup)),
    },
  }
}

/** Compiles an input entry of a decision table; its value is true, false or null. */
export function compileUnaryTests(source: string, options: CompileOptions = {}): Compiled<UnaryTests> {
  const program = translate(source, 'UnaryTests', options)
  if (!program.ok) return program
  const { variables } = program.expression
  return {
    ok: true,
    expression: {
      source,
      variables,
      test: (input: FeelValue, lookup, evaluation) =>
        evaluateIn(
          program.expression,
          source,
          evaluation,
          new NamesScope(new OuterScope(lookup)).set(inputName, input),
        ),
    },
  }
}
