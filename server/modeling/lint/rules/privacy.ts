import type { Remark } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Answers of personal fields may decide, but never be, what a decision table sees: tables are evaluated by the engine. */
export const privacy: Rule = {
  name: 'privacy',
  judge({ card, form }) {
    if (!form?.compiled.ok) return []
    const personal = [...form.compiled.form.fields.values()].filter((field) => field.personal).map(({ key }) => key)
    const remarks: Remark[] = []
    for (const [name, source] of card.derived)
      for (const key of personal)
        if (gives(source, key))
          remarks.push({ file: card.path, at: `derived.${name}`, message: `gives away the answer ${key}` })
    return remarks
  },
}

/** True where the value of the expression may be the answer itself, or a text made of it. */
function gives(source: string, key: string): boolean {
  const text = source.replace(/^=/, '').replace(/"[^"]*"/g, '""')
  const answer = `\\b${key}\\b`
  return [
    `^\\s*${answer}\\s*$`,
    `\\b(then|else)\\s+${answer}(?!\\s*(=|!=|<|>|in\\b))`,
    `${answer}\\s*\\+|\\+\\s*${answer}`,
    `\\b(string|upper case|lower case|substring|replace|concatenate|append|string join)\\s*\\([^)]*${answer}`,
    `[[{,:]\\s*${answer}\\s*[\\]},]`,
  ].some((shape) => new RegExp(shape).test(text) && !/^\s*\w+\(.*\)\s*$/.test(withoutTextFunctions(text)))
}

/** A call of a predicate such as `sameName(a, b)` gives a boolean, whatever it is called with. */
const withoutTextFunctions = (text: string) =>
  /^\s*(string|upper case|lower case|substring|replace|concatenate|append|string join)\b/.test(text) ? '' : text
