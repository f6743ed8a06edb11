/** What an author has to mend before a service can be released. */
export interface Finding {
  /** Name of the rule, as in `rules/index.ts`. */
  rule: string
  /** Path from the project's root. */
  file: string
  /** Id of the element, field, row or key; absent for the file as a whole. */
  at?: string
  message: string
}

/** What a rule says; rule and file are added by the runner where they are left out. */
export interface Remark {
  at?: string | undefined
  file?: string
  message: string
}
