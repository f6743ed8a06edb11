import { SyntaxFault } from './fault.ts'

/** Brackets within each other. */
export const deepestBrackets = 100

/** Refuses texts with too many open brackets before the grammar spends time and stack on them. */
export function checkNesting(source: string): void {
  let depth = 0
  for (let at = 0; at < source.length; at++) {
    const char = source[at]
    if (char === '"') at = closing(source, at, '"')
    else if (char === '`') at = closing(source, at, '`')
    else if (char === '(' || char === '[' || char === '{') depth += 1
    else if (char === ')' || char === ']' || char === '}') depth -= 1
    if (depth > deepestBrackets) throw new SyntaxFault(`brackets are nested deeper than ${deepestBrackets}`)
  }
}

function closing(source: string, from: number, quote: string): number {
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === '\\') at += 1
    else if (source[at] === quote) return at
  }
  return source.length
}
