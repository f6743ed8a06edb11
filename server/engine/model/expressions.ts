import { compileExpression, type Expression } from '#feel'

/** An attribute's text: static, or FEEL behind a leading `=`. */
export type Value = { readonly text: string; readonly kind: 'static' } | FeelExpression
export interface FeelExpression {
  /** Without the leading `=`, as failure texts name it. */
  readonly text: string
  readonly kind: 'feel'
  readonly expression: Expression
}
/** The condition of a sequence flow. */
export type Condition = FeelExpression

export type Parsed<Kind> = { ok: true; value: Kind } | { ok: false; error: string }

/** Whether an attribute's text is FEEL: no space before the sign, one character at least behind it. */
export function isExpression(text: string): boolean {
  return text.length > 1 && text.startsWith('=')
}

/** Compiles an attribute's text; a FEEL text that does not parse is an error in Zeebe's words. */
export function parseValue(text: string): Parsed<Value> {
  if (!isExpression(text)) return { ok: true, value: { kind: 'static', text } }
  return parseExpression(text)
}

/** Compiles an attribute's text that must be FEEL. */
export function parseExpression(text: string): Parsed<FeelExpression> {
  if (!isExpression(text))
    return {
      ok: false,
      error: `Expected expression but found static value '${text}'. An expression must start with '=' (e.g. '=${text}').`,
    }
  const source = text.slice(1)
  const compiled = compileExpression(source)
  if (!compiled.ok) return { ok: false, error: `failed to parse expression '${source}': ${compiled.error}` }
  return { ok: true, value: { kind: 'feel', text: source, expression: compiled.expression } }
}

/** Static text counts as a number where it parses as one. */
export function staticNumber(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined
}
