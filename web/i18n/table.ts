import type { Language } from '#calendar'

/** A text in both languages, as the API sends it too. */
export interface Texts {
  readonly vi: string
  readonly en: string
}

/** Texts by key. `{name}` in a text is filled in when it is said. Each part of the web has a table of its own. */
export interface TextTable {
  readonly [key: string]: Texts
}

/** The names in braces of a text: `'{count} việc'` -> `'count'`. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

type Values<Text extends string> = [NamesIn<Text>] extends [never]
  ? []
  : [values: { readonly [name in NamesIn<Text>]: string | number }]

/** Says a text of a table; what stands in braces is demanded by the type. */
export type Say<Table extends TextTable> = <Key extends keyof Table>(
  key: Key,
  ...values: Values<Table[Key]['vi']>
) => string

/** Says texts of this table in this language. A name without a value stays as it is. */
export function sayIn<Table extends TextTable>(table: Table, language: Language): Say<Table> {
  return (key, ...[values]) => {
    const said: { readonly [name: string]: string | number } = values ?? {}
    return (table[key]?.[language] ?? String(key)).replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(said[name] ?? whole),
    )
  }
}
