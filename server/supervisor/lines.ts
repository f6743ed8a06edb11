import type { Readable } from 'node:stream'

/** Longest line that is kept whole; the rest of it is dropped, so that a stream without ends can't fill the memory. */
const longest = 64 * 1024

/** Calls back with each line of a stream, the last one even without its end. */
export function eachLine(stream: Readable, take: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = (lines.pop() ?? '').slice(0, longest)
    for (const line of lines) if (line.trim() !== '') take(line.trimEnd())
  })
  stream.on('close', () => {
    if (rest.trim() !== '') take(rest)
  })
}
