import type { FeelText } from './expressions.ts'

/** A column of results in a decision table. */
export interface OutputColumn {
  id: string
  /** Key of the result's context. */
  name: string
  /** What a person reads. */
  label: string
  /** Declared values, most important first. */
  values: readonly string[]
  default: FeelText | undefined
}
