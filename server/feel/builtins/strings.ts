import type { Run } from '../evaluation/run.ts'
import { allMatches, expand, isFound, regexOf, split } from '../patterns/index.ts'
import type { Program } from '../patterns/program.ts'
import { type BuiltIns, type Outcome, type Overload, overload, Refusal } from './overload.ts'

/** Instructions of the pattern matcher that cost one step. */
const workPerStep = 16

const spending =
  (run: Run) =>
  (work: number): void =>
    run.spend(work / workPerStep)

function withPattern(pattern: string, flags: string, use: (program: Program) => Outcome): Outcome {
  const regex = regexOf(pattern, flags)
  if (regex.ok) return use(regex.program)
  const shown = pattern.length > 100 ? `${pattern.slice(0, 100)}…` : pattern
  return new Refusal(`Invalid pattern '${shown}': ${regex.cause}`)
}

/** From 1, or from the end if negative, as an index from 0; outside of the text it is undefined. */
function indexOf(text: string, position: number): number | undefined {
  const index = position > 0 ? Math.trunc(position) - 1 : text.length + Math.trunc(position)
  return index >= 0 && index <= text.length ? index : undefined
}

function substring(text: string, position: number, length: number): Outcome {
  const start = indexOf(text, position)
  const count = Math.trunc(length)
  if (start === undefined || count < 0) return new Refusal('the position lies outside of the string')
  return text.slice(start, start + count)
}

function replace(input: string, pattern: string, replacement: string, flags: string, run: Run): Outcome {
  return withPattern(pattern, flags, (program) => {
    let result = ''
    let from = 0
    for (const slots of allMatches(program, input, spending(run))) {
      const [start = 0, end = 0] = slots
      const expanded = expand(replacement, program, input, slots)
      if (expanded === undefined) return new Refusal(`Invalid replacement '${replacement.slice(0, 100)}'`)
      result += input.slice(from, start) + expanded
      run.spend(1)
      run.text(result.length)
      from = end
    }
    run.text(result.length + input.length - from)
    return result + input.slice(from)
  })
}

function extract(input: string, pattern: string, run: Run): Outcome {
  return withPattern(pattern, '', (program) => {
    const found: string[] = []
    for (const [start = 0, end = 0] of allMatches(program, input, spending(run))) {
      run.spend(1)
      found.push(input.slice(start, end))
    }
    return found
  })
}

function converted(convert: (text: string) => string): readonly Overload[] {
  return [
    overload([['string', 'string']], ([text], run) => {
      run.text(text.length)
      return convert(text)
    }),
  ]
}

function compared(compare: (text: string, match: string) => boolean | string): readonly Overload[] {
  return [
    overload(
      [
        ['string', 'string'],
        ['match', 'string'],
      ],
      ([text, match], run) => {
        run.text(text.length)
        return compare(text, match)
      },
    ),
  ]
}

export const strings: BuiltIns = {
  substring: [
    overload(
      [
        ['string', 'string'],
        ['start position', 'number'],
      ],
      ([text, position]) => substring(text, position, text.length),
    ),
    overload(
      [
        ['string', 'string'],
        ['start position', 'number'],
        ['length', 'number'],
      ],
      ([text, position, length]) => substring(text, position, length),
    ),
  ],
  'string length': [overload([['string', 'string']], ([text]) => text.length)],
  'upper case': converted((text) => text.toUpperCase()),
  'lower case': converted((text) => text.toLowerCase()),
  'substring before': compared((text, match) => text.slice(0, Math.max(0, text.indexOf(match)))),
  'substring after': compared((text, match) =>
    text.includes(match) ? text.slice(text.indexOf(match) + match.length) : '',
  ),
  contains: compared((text, match) => text.includes(match)),
  'starts with': compared((text, match) => text.startsWith(match)),
  'ends with': compared((text, match) => text.endsWith(match)),
  matches: [
    overload(
      [
        ['input', 'string'],
        ['pattern', 'string'],
      ],
      ([input, pattern], run) => withPattern(pattern, '', (program) => isFound(program, input, spending(run))),
    ),
    overload(
      [
        ['input', 'string'],
        ['pattern', 'string'],
        ['flags', 'string'],
      ],
      ([input, pattern, flags], run) =>
        withPattern(pattern, flags, (program) => isFound(program, input, spending(run))),
    ),
  ],
  replace: [
    overload(
      [
        ['input', 'string'],
        ['pattern', 'string'],
        ['replacement', 'string'],
      ],
      ([input, pattern, replacement], run) => replace(input, pattern, replacement, '', run),
    ),
    overload(
      [
        ['input', 'string'],
        ['pattern', 'string'],
        ['replacement', 'string'],
        ['flags', 'string'],
      ],
      ([input, pattern, replacement, flags], run) => replace(input, pattern, replacement, flags, run),
    ),
  ],
  split: [
    overload(
      [
        ['string', 'string'],
        ['delimiter', 'string'],
      ],
      ([text, delimiter], run) =>
        withPattern(delimiter, '', (program) => {
          const pieces = split(program, text, spending(run))
          run.spend(pieces.length)
          return pieces
        }),
    ),
  ],
  extract: [
    overload(
      [
        ['input', 'string'],
        ['pattern', 'string'],
      ],
      ([input, pattern], run) => extract(input, pattern, run),
    ),
  ],
}
