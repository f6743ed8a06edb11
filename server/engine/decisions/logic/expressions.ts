import { compileExpression, compileUnaryTests, type Evaluation, type FeelValue } from '#feel'
import type { KnowledgeModel, Logic, Outcome, Surroundings } from '../requirements.ts'
import { textOf, type XmlElement } from '../xml.ts'

export type ReadLogic = (element: XmlElement, reading: Reading) => Logic | undefined
/** Kinds of decision logic by their element. */
export type LogicKinds = { readonly [element: string]: ReadLogic }

/** Collects what is wrong with a file while it is read, and counts what an evaluation may cost. */
export class Reading {
  readonly failures: string[] = []
  private readonly expressions = new Map<string, FeelText | undefined>()

  private models: readonly KnowledgeModel[] = []
  private readonly kinds: LogicKinds

  constructor(kinds: LogicKinds) {
    this.kinds = kinds
  }

  /** The logic that an element stands for; undefined if it has a fault. */
  logic(element: XmlElement): Logic | undefined {
    const read = Object.hasOwn(this.kinds, element.name) ? this.kinds[element.name] : undefined
    return read ? read(element, this) : this.fail(`unsupported expression found '${element.name}'`)
  }

  /** Reads with the business knowledge models that the element around requires. */
  within<T>(models: readonly KnowledgeModel[], read: () => T): T {
    this.models = models
    return read()
  }

  /** A required business knowledge model, by its name. */
  knowledge(name: string): KnowledgeModel | undefined {
    return this.models.find((model) => model.name === name)
  }

  fail(failure: string): undefined {
    if (this.failures.length < 50) this.failures.push(failure)
    return undefined
  }

  /** An expression of the file, compiled; the same text is compiled once. */
  expression(element: XmlElement): FeelText | undefined {
    const text = this.textOf(element)
    if (text === undefined) return undefined
    const known = this.expressions.get(text)
    if (known) return known
    const compiled = compileExpression(text)
    if (!compiled.ok) return this.fail(`FEEL expression: ${compiled.error}`)
    const { expression } = compiled
    const feel: FeelText = {
      text,
      evaluate: ({ lookup, now }, maxSteps) => outcomeOf(expression.evaluate(lookup, { now, maxSteps })),
    }
    this.expressions.set(text, feel)
    return feel
  }

  /** An input entry, compiled; an empty one holds for every input. */
  tests(element: XmlElement): FeelTests | undefined {
    const text = this.textOf(element, '')
    if (text === undefined) return undefined
    if (text.trim() === '') return () => ({ ok: true, value: true })
    const compiled = compileUnaryTests(text)
    if (!compiled.ok) return this.fail(`FEEL unary-tests: ${compiled.error}`)
    const { expression } = compiled
    return (input, { lookup, now }, maxSteps) => outcomeOf(expression.test(input, lookup, { now, maxSteps }))
  }

  private textOf(element: XmlElement, absent?: string): string | undefined {
    const language = (element.attributes.get('expressionLanguage') ?? 'feel').toLowerCase()
    if (language !== 'feel' && !/^https?:\/\/www\.omg\.org\/spec\/(dmn|feel)\/.*feel/.test(language)) {
      return this.fail(`Expression language '${language}' is not supported`)
    }
    const text = textOf(element) ?? absent
    return text ?? this.fail(`The expression '${element.attributes.get('id') ?? ''}' must not be empty.`)
  }
}

export interface FeelText {
  text: string
  evaluate(surroundings: Surroundings, maxSteps: number): Outcome
}
export type FeelTests = (input: FeelValue, surroundings: Surroundings, maxSteps: number) => Outcome

function outcomeOf(evaluation: Evaluation): Outcome {
  return evaluation.ok ? { ok: true, value: evaluation.value } : { ok: false, cause: evaluation.failure }
}

/** Steps of all expressions of one decision together; each gets its share, so that big tables stay within time too. */
const stepsPerDecision = 2_000_000
const stepsPerExpression = 100_000

export function stepsOfEach(expressions: number): number {
  return Math.max(200, Math.min(stepsPerExpression, Math.floor(stepsPerDecision / Math.max(1, expressions))))
}
