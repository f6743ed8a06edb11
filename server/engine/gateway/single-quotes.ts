/**
 * The text with its single-quoted strings double-quoted: Zeebe takes `{'a': 1}` as JSON, and people type it in shells.
 * Double-quoted strings stay as they are; what was not JSON for another reason stays so.
 */
export function doubleQuoted(text: string): string {
  let quote: '"' | "'" | undefined
  let result = ''
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\\' && quote !== undefined) {
      const escaped = text.charAt(++at)
      result += quote === "'" && escaped === "'" ? "'" : `\\${escaped}`
    } else if (quote === undefined && (character === '"' || character === "'")) {
      quote = character
      result += '"'
    } else if (character === quote) {
      quote = undefined
      result += '"'
    } else result += quote === "'" && character === '"' ? '\\"' : character
  }
  return result
}
