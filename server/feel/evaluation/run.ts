import type { FeelWarning } from '../types.ts'

/** Ends an evaluation from within: a failed assert or a budget that ran out. Never leaves this module. */
export class Halt extends Error {}

export const budgets = {
  steps: 100_000,
  /** Calls of user-defined functions within each other. */
  calls: 100,
  /** Characters of one string that an expression makes. */
  text: 1_048_576,
  /** Values, nested ones included, and characters of a result. */
  resultValues: 1_000_000,
  resultText: 8_388_608,
  /** Lists and contexts within each other, in a result. */
  resultDepth: 500,
  warnings: 50,
  warningText: 1000,
} as const

/** One evaluation: what it may read, what it may still spend, what it has complained about. */
export class Run {
  readonly source: string
  readonly now: Date
  readonly warnings: FeelWarning[] = []
  private steps: number
  private calls = 0

  constructor(source: string, now: Date, steps: number) {
    this.source = source
    this.now = now
    this.steps = steps
  }

  /** Spends steps; more than are left end the evaluation. */
  spend(steps: number): void {
    this.steps -= steps
    if (!(this.steps >= 0)) throw this.failure('the evaluation takes too many steps')
  }

  /** Runs a function's body one call deeper. */
  call<T>(weight: number, body: () => T): T {
    this.spend(weight)
    if (++this.calls > budgets.calls) throw this.failure('functions call each other too deeply')
    const result = body()
    this.calls -= 1
    return result
  }

  /** Strings longer than the budget end the evaluation; making one costs steps. */
  text(length: number): void {
    if (length > budgets.text) throw this.failure(`a string is longer than ${budgets.text} characters`)
    this.spend(Math.floor(length / 64))
  }

  /** Notes a complaint; its value is null, which is what FEEL goes on with. */
  warn(type: string, message: string): null {
    if (this.warnings.length < budgets.warnings) {
      this.warnings.push({ type, message: message.slice(0, budgets.warningText) })
    }
    return null
  }

  failure(cause: string): Halt {
    return new Halt(`failed to evaluate expression '${this.source}': ${cause}`)
  }

  assertion(cause: string): Halt {
    return new Halt(`Assertion failure on evaluate the expression '${this.source}': ${cause}`)
  }
}
