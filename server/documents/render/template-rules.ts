import type { Diagnostic } from './contract.ts'

interface Rule {
  readonly pattern: RegExp
  readonly message: string
}

// The compiler has no file to reach and the network is shut in the worker; these rules say so to the analyst early,
// and keep out what would make text run as code or the same data give other bytes.
const rules: readonly Rule[] = [
  { pattern: /\beval\b/u, message: 'eval is not allowed: data must never run as code' },
  { pattern: /\bplugin\b/u, message: 'plugins are not allowed' },
  { pattern: /\bread\s*\(/u, message: 'files cannot be read: everything comes from data' },
  { pattern: /\bdatetime\s*\.\s*today\b/u, message: 'datetime.today is not allowed: take the date from data' },
  { pattern: /\b(?:import|include)\b(?!\s*")/u, message: 'imports name a module of the release between quotes' },
  { pattern: /\b(?:import|include)\s*"(?:@|\/|[^"]*\.\.)/u, message: 'packages and other folders are not allowed' },
]

/** Sources that were found in order: the same few hundred are printed from again and again. */
const inOrder = new Set<string>()
const mostInOrder = 500

/** What a template or module may not do, found without running it; empty when all is well. Comments count too. */
export function templateProblems(source: string, path: string): Diagnostic[] {
  if (inOrder.has(source)) return []
  const found = source.split('\n').flatMap((line, i) => {
    return rules.filter(({ pattern }) => pattern.test(line)).map(({ message }) => ({ message, path, line: i + 1 }))
  })
  if (found.length > 0) return found
  if (inOrder.size >= mostInOrder) inOrder.clear()
  inOrder.add(source)
  return found
}
