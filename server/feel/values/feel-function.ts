import type { Run } from '../evaluation/run.ts'
import type { FeelValue } from '../types.ts'
import { SpecialValue } from './special-value.ts'

export type Invoke = (args: FeelValue[], run: Run) => FeelValue

/** A function that an expression (or a business knowledge model) defines; built-ins are no values. */
export class FeelFunction extends SpecialValue {
  readonly feelType = 'function'
  readonly parameters: readonly string[]
  readonly invoke: Invoke

  constructor(parameters: readonly string[], invoke: Invoke) {
    super()
    this.parameters = parameters
    this.invoke = invoke
  }

  toString(): string {
    return `function(${this.parameters.join(', ')})`
  }
}

/**
 * A function that TypeScript defines, such as a business knowledge model. A call costs `weight` steps of the calling
 * evaluation; a failed one is null with a warning.
 */
export function nativeFunction(
  name: string,
  parameters: readonly string[],
  weight: number,
  call: (args: FeelValue[]) => { ok: true; value: FeelValue } | { ok: false; cause: string },
): FeelValue {
  return new FeelFunction(parameters, (args, run) =>
    run.call(weight, () => {
      const result = call(args)
      if (result.ok) return result.value
      return run.warn('FUNCTION_INVOCATION_FAILURE', `Failed to invoke function '${name}': ${result.cause}`)
    }),
  )
}
