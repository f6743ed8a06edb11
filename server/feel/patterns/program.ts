import type { CharTest } from './char-tests.ts'
import { type Assertion, type ParsedPattern, type Pattern, PatternFault } from './syntax.ts'

/** One step of the matcher; `next` and `other` are places in the program, `next` is preferred. */
export type Instruction =
  | { op: 'char'; test: CharTest }
  | { op: 'assert'; at: Assertion }
  | { op: 'split'; next: number; other: number }
  | { op: 'jump'; next: number }
  | { op: 'save'; slot: number }
  | { op: 'match' }

export interface Program {
  instructions: readonly Instruction[]
  groups: number
  names: ReadonlyMap<string, number>
}

const longestProgram = 2000

/** Lays a pattern out as instructions; counted repetitions are written out, within a bound. */
export function translate({ pattern, groups, names }: ParsedPattern): Program {
  const instructions: Instruction[] = []
  const emit = (instruction: Instruction): number => {
    if (instructions.length >= longestProgram) throw new PatternFault('it is too big')
    return instructions.push(instruction) - 1
  }
  const split = (lazy: boolean, into: number, past: number): Instruction =>
    lazy ? { op: 'split', next: past, other: into } : { op: 'split', next: into, other: past }

  const emitOptional = (inner: Pattern, lazy: boolean): void => {
    const at = emit({ op: 'match' })
    write(inner)
    instructions[at] = split(lazy, at + 1, instructions.length)
  }
  const emitLoop = (inner: Pattern, lazy: boolean): void => {
    const at = emit({ op: 'match' })
    write(inner)
    emit({ op: 'jump', next: at })
    instructions[at] = split(lazy, at + 1, instructions.length)
  }
  const emitChoice = (branches: readonly Pattern[]): void => {
    const ends: number[] = []
    for (const [index, branch] of branches.entries()) {
      const isLast = index === branches.length - 1
      const at = isLast ? 0 : emit({ op: 'match' })
      write(branch)
      if (isLast) break
      ends.push(emit({ op: 'match' }))
      instructions[at] = split(false, at + 1, instructions.length)
    }
    for (const end of ends) instructions[end] = { op: 'jump', next: instructions.length }
  }
  const write = (item: Pattern): void => {
    if (item.kind === 'char') emit({ op: 'char', test: item.test })
    else if (item.kind === 'assertion') emit({ op: 'assert', at: item.at })
    else if (item.kind === 'sequence') item.items.forEach(write)
    else if (item.kind === 'choice') emitChoice(item.branches)
    else if (item.kind === 'group') {
      emit({ op: 'save', slot: item.index * 2 })
      write(item.inner)
      emit({ op: 'save', slot: item.index * 2 + 1 })
    } else {
      for (let time = 0; time < item.least; time++) write(item.inner)
      if (item.most === Number.POSITIVE_INFINITY) emitLoop(item.inner, item.lazy)
      else for (let time = item.least; time < item.most; time++) emitOptional(item.inner, item.lazy)
    }
  }
  write(pattern)
  emit({ op: 'match' })
  return { instructions, groups, names }
}
