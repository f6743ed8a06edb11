/** Where a line of a part came from. */
export type Stream = 'out' | 'err'

/** pino's levels from which a line is worth the console. */
const levels: ReadonlyMap<number, string> = new Map([
  [40, 'warning'],
  [50, 'error'],
  [60, 'fatal'],
])

/**
 * What the console shows of a part's line: warnings and worse of structured logs, and what a program cries out in
 * plain text on standard error. PostgreSQL writes its whole log there: of it only what stops it.
 */
export function consoleText(part: string, stream: Stream, line: string): string | undefined {
  const entry = parse(line)
  if (entry !== undefined) {
    const level = levels.get(Math.floor(Number(entry.level) / 10) * 10)
    if (level === undefined) return undefined
    return `${part}: ${level}: ${words(entry)}`
  }
  if (stream === 'out') return undefined
  if (part === 'postgres' && /^(DEBUG|INFO|NOTICE|WARNING|ERROR|LOG|DETAIL|HINT|STATEMENT|CONTEXT):/.test(line)) {
    return undefined
  }
  return `${part}: ${line}`
}

function words(entry: Readonly<Record<string, unknown>>): string {
  const { msg, err } = entry
  const cause = typeof err === 'object' && err !== null && 'message' in err ? String(err.message) : ''
  return [String(msg ?? ''), cause].filter((each) => each !== '').join(': ') || JSON.stringify(entry)
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}
