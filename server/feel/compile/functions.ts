import { type Outcome, type Overload, Refusal } from '../builtins/overload.ts'
import { findBuiltIns } from '../builtins/table.ts'
import type { Run } from '../evaluation/run.ts'
import { NamesScope, type Scope } from '../evaluation/scope.ts'
import { SyntaxFault } from '../syntax/fault.ts'
import type { Node } from '../syntax/grammar.ts'
import { operands, part, parts } from '../syntax/nodes.ts'
import type { FeelValue } from '../types.ts'
import { FeelFunction } from '../values/feel-function.ts'
import { entryOf, isContext } from '../values/special-value.ts'
import { textOf } from '../values/text.ts'
import { type Compilation, type Evaluate, type NodeKinds, required } from './compilation.ts'

/** Arguments as they are written: in order, or each under its parameter's name. */
type Arguments = { positional: Evaluate[] } | { named: Map<string, Evaluate> }

function compileArguments(node: Node, c: Compilation): Arguments {
  const named = part(node, 'NamedParameters')
  if (!named) return { positional: operands(required(part(node, 'PositionalParameters'))).map((arg) => c.compile(arg)) }
  const pairs = operands(named).map((parameter): [string, Evaluate] => {
    const [name, value] = operands(parameter)
    return [c.name(required(name)), c.compile(required(value))]
  })
  return { named: new Map(pairs) }
}

const describe = (args: Arguments): string =>
  'positional' in args ? `${args.positional.length} parameters` : `parameters: ${[...args.named.keys()].join(',')}`

/** Whether a list of parameters takes the arguments as written. */
function takes(parameters: readonly string[], variadic: boolean, args: Arguments): boolean {
  if ('named' in args) return [...args.named.keys()].every((name) => parameters.includes(name))
  const count = args.positional.length
  return (
    count === parameters.length ||
    (variadic && count > parameters.length) ||
    (variadic && count === parameters.length - 1)
  )
}

/** The values in the order of the parameters; a parameter that is not named is null. */
function valuesOf(args: Arguments, parameters: readonly string[], run: Run, scope: Scope): FeelValue[] {
  if ('positional' in args) return args.positional.map((arg) => arg(run, scope))
  return parameters.map((name) => args.named.get(name)?.(run, scope) ?? null)
}

/** Further arguments become the last parameter's list; a single list stands for its items if it is all there is. */
function gathered(values: FeelValue[], { parameters, variadic }: Overload, args: Arguments): FeelValue[] {
  if (!variadic || 'named' in args) return values
  const fixed = parameters.length - 1
  const rest = values.slice(fixed)
  const [only] = rest
  const list = fixed === 0 && rest.length === 1 && Array.isArray(only) ? only : rest
  return [...values.slice(0, fixed), list]
}

function callBuiltIn(name: string, overloads: readonly Overload[], args: Arguments, run: Run, scope: Scope): FeelValue {
  const fitting = overloads.filter((overload) => takes(overload.parameters, overload.variadic, args))
  const [first] = fitting
  if (!first) return notFound(name, args, run)
  run.spend(1)
  const values = valuesOf(args, first.parameters, run, scope)
  let outcome: Outcome | undefined
  for (const overload of fitting) {
    outcome = overload.call(gathered(values, overload, args), run)
    if (outcome !== undefined) break
  }
  if (outcome !== undefined && !(outcome instanceof Refusal)) return outcome
  const cause = outcome?.cause ?? `Illegal arguments: ${values.map((value) => `'${textOf(value)}'`).join(', ')}`
  return run.warn('FUNCTION_INVOCATION_FAILURE', `Failed to invoke function '${name}': ${cause}`)
}

function notFound(name: string, args: Arguments, run: Run): null {
  return run.warn('NO_FUNCTION_FOUND', `No function found with name '${name}' and ${describe(args)}`)
}

function callFunction(name: string, called: FeelFunction, args: Arguments, run: Run, scope: Scope): FeelValue {
  if (!takes(called.parameters, false, args)) return notFound(name, args, run)
  return called.invoke(valuesOf(args, called.parameters, run, scope), run)
}

/** A name: what the scope has under it if that is a function, else the built-in. */
function compileNamedCall(name: string, args: Arguments): Evaluate {
  const builtIns = findBuiltIns(name)
  return (run, scope) => {
    const value = scope.find(name)
    if (value instanceof FeelFunction) return callFunction(name, value, args, run, scope)
    return builtIns ? callBuiltIn(name, builtIns, args, run, scope) : notFound(name, args, run)
  }
}

/** A function that a context holds. */
function compileMemberCall(source: Evaluate, name: string, args: Arguments): Evaluate {
  return (run, scope) => {
    const context = source(run, scope)
    if (!isContext(context)) return run.warn('INVALID_TYPE', `Expected context but found '${textOf(context)}'`)
    const called = entryOf(context, name)
    return called instanceof FeelFunction ? callFunction(name, called, args, run, scope) : notFound(name, args, run)
  }
}

function compileCall(node: Node, c: Compilation): Evaluate {
  const args = compileArguments(node, c)
  const callee = required(parts(node)[0])
  if (callee.name === 'PathExpression') {
    const [source, key] = operands(callee)
    return compileMemberCall(c.compile(required(source)), c.name(required(key)), args)
  }
  if (
    callee.name === 'VariableName' ||
    callee.name === 'SpecialFunctionName' ||
    callee.name === 'DateTimeConstructor'
  ) {
    const name = c.name(callee)
    if (!findBuiltIns(name)) c.reads(name)
    return compileNamedCall(name, args)
  }
  const evaluate = c.compile(callee)
  return (run, scope) => {
    const called = evaluate(run, scope)
    if (called instanceof FeelFunction) return callFunction('', called, args, run, scope)
    return run.warn('INVALID_TYPE', `Expected function but found '${textOf(called)}'`)
  }
}

export const functions: NodeKinds = {
  FunctionInvocation: compileCall,
  DateTimeLiteral: (node, c) => {
    const literal = part(node, 'AtLiteral')
    return literal ? c.compile(literal) : compileCall(node, c)
  },
  FunctionDefinition: (node, c) => {
    if (part(node, 'external')) throw new SyntaxFault('external functions are not supported')
    const parameters = operands(required(part(node, 'FormalParameters'))).map((parameter) =>
      c.name(required(part(parameter, 'ParameterName'))),
    )
    const body = c.body(required(operands(required(part(node, 'FunctionBody')))[0]), parameters)
    return (_, scope) =>
      new FeelFunction(parameters, (values, run) =>
        run.call(body.weight, () => {
          const inner = new NamesScope(scope)
          for (const [index, name] of parameters.entries()) inner.set(name, values[index] ?? null)
          return body.evaluate(run, inner)
        }),
      )
  },
}
