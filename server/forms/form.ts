import type { Schema } from 'yup'
import type { Expression, FeelValue, JsonValue } from '#feel'
import type { FormContext, UnitLevel } from './context.ts'
import type { Block } from './markup.ts'
import type { Language, Text } from './text.ts'

/** A compiled form: `compileForm` makes it once from the schema, it is checked and rendered many times. */
export interface Form {
  id: string
  /** In the order of the file. A task form has one step, with key `form` and no title. */
  steps: readonly Step[]
  /** All top-level fields by key, those of all steps. */
  fields: ReadonlyMap<string, Field>
  rules: readonly Rule[]
  /** Top-level fields in an order in which each comes after those that its visibility or value depends on. */
  order: readonly Placed[]
}

export interface Step {
  key: string
  title: Text
  hide: Expression | undefined
  items: readonly Item[]
}

/** What stands on a page, in order. */
export type Item =
  | { type: 'field'; field: Field }
  | { type: 'text'; id: string; blocks: { vi: readonly Block[]; en: readonly Block[] }; hide: Expression | undefined }
  | { type: 'group'; id: string; label: Text | undefined; hide: Expression | undefined; items: readonly Item[] }
  | { type: 'rule'; rule: Rule }

/** A field with the conditions of the groups around it: one that is `true` hides it. */
export interface Placed {
  field: Field
  hide: readonly Expression[]
}

export interface Field {
  /** Also the path of the answer; inside rows the key within a row. */
  key: string
  label: Text
  description: Text | undefined
  control: Control
  answer: Answer
  /** Always, never, or where the expression is `true`. */
  required: boolean | Expression
  /** May not be changed from what is given. */
  readonly: boolean
  /** Worked out on both sides; never taken from the input. */
  computed: Expression | undefined
  initial: JsonValue | undefined
  /** What identifies a person: `name`, `birth`, `identity`, `contact`, `address`. */
  personal: string | undefined
  /** What a signed-in citizen's profile offers, for example `person.fullName`. */
  prefill: string | undefined
  /** Properties of the schema that the compiler does not know, for those who read forms for other ends. */
  properties: { readonly [name: string]: string }
}

/** What a page shows for a field. */
export type Control =
  | { kind: 'text'; purpose: TextPurpose; maxLength: number; typeKey?: string | undefined }
  | { kind: 'textarea'; maxLength: number }
  | { kind: 'number'; decimalDigits: number; unit: Text | undefined; money: boolean }
  | { kind: 'choice'; appearance: 'select' | 'radio'; options: Options }
  | { kind: 'checklist'; options: Options }
  | { kind: 'checkbox' }
  | { kind: 'date' }
  | { kind: 'dateTime' }
  | {
      kind: 'files'
      accept: readonly string[]
      minFiles: number
      maxFiles: number
      maxMB: number
      paper: string | undefined
      showOriginal: boolean
    }
  | { kind: 'adminUnit'; scope: 'vn' | 'hanoi'; levels: readonly UnitLevel[] }
  | { kind: 'rows'; minItems: number; maxItems: number; items: readonly Item[]; order: readonly Placed[] }

export type ControlKind = Control['kind']

/** What a text field is for: decides keyboard, width and autofill. */
export type TextPurpose = 'plain' | 'personName' | 'nationalId' | 'phone' | 'email' | 'time'

export interface Option {
  value: string
  label: Text
}

/** Options that the form states, or that the context gives: a list by name, or an expression. */
export type Options =
  | { from: 'form'; list: readonly Option[] }
  | { from: 'names'; name: string }
  | { from: 'expression'; expression: Expression }

/** A rule over several answers (docs/forms.md, "Cross rules"). */
export interface Rule {
  id: string
  /** Keys at which it is shown. */
  fields: readonly string[]
  /** A broken `error` blocks; a broken `warn` is read and may be passed. */
  severity: 'error' | 'warn'
  when: Expression | undefined
  assert: Expression
  message: Text
  legalRef: string | undefined
  /** Conditions of the groups around it: a rule in a hidden group is not judged. */
  hide: readonly Expression[]
}

/** How a kind of field treats its answer. */
export interface Answer {
  /**
   * Brings input into the form in which it is kept; undefined for an absent answer. What can't be brought comes back
   * as it is, for the schema to refuse. Applied to its own result it changes nothing.
   */
  normalise(input: unknown, context: FormContext): unknown
  /** Strict; undefined passes (a missing answer is judged by `required`). Its messages are problem codes. */
  schema: Schema
  /** What FEEL sees; only called with values that have the right type. */
  toFeel(value: unknown): FeelValue
  /** How people read it; empty for what has the wrong type. */
  print(value: unknown, printing: Printing): string
  /** What the message about a missing answer asks for. */
  asks: 'fill' | 'choose' | 'attach' | 'add' | 'tick'
}

export interface Printing {
  language: Language
  context: FormContext
  /** The options of a choice as they are for these answers. */
  options: readonly Option[]
}
