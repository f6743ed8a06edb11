import type { Run } from '../evaluation/run.ts'
import type { FeelValue } from '../types.ts'
import { digits } from '../values/numbers.ts'
import { isContext, SpecialValue } from '../values/special-value.ts'

/** The text that string() makes of a value; within lists and contexts strings stand in quotes. */
export function fullText(value: FeelValue, run: Run): string {
  const pieces: string[] = []
  let length = 0
  const write = (piece: string): void => {
    length += piece.length
    run.spend(1)
    run.text(length)
    pieces.push(piece)
  }
  const show = (shown: FeelValue): void => {
    if (typeof shown === 'string') write(`"${shown}"`)
    else if (typeof shown === 'number') write(digits(shown))
    else if (shown === null || typeof shown === 'boolean') write(String(shown))
    else if (shown instanceof SpecialValue) write(shown.text)
    else if (Array.isArray(shown)) {
      write('[')
      shown.forEach((item, index) => {
        if (index > 0) write(', ')
        show(item)
      })
      write(']')
    } else if (isContext(shown)) {
      write('{')
      Object.keys(shown).forEach((key, index) => {
        write(`${index > 0 ? ', ' : ''}${key}:`)
        show(shown[key] ?? null)
      })
      write('}')
    }
  }
  show(value)
  return pieces.join('')
}
