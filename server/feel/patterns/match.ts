import { isWordChar } from './char-tests.ts'
import type { Program } from './program.ts'
import type { Assertion } from './syntax.ts'

/** Where a match and its groups begin and end, in pairs; -1 where a group took no part. */
export type Slots = readonly number[]

/** Asked to pay for work: the number of instructions looked at. */
export type Spend = (work: number) => void

interface Thread {
  pc: number
  slots: Slots
}

function isAt(assertion: Assertion, text: string, index: number): boolean {
  const isBreak = (at: number): boolean => text[at] === '\n' || text[at] === '\r'
  if (assertion === 'text start') return index === 0
  if (assertion === 'text end') return index === text.length || (index === text.length - 1 && isBreak(index))
  if (assertion === 'line start') return index === 0 || isBreak(index - 1)
  if (assertion === 'line end') return index === text.length || isBreak(index)
  const word = (at: number): boolean => at >= 0 && at < text.length && isWordChar(text.charCodeAt(at))
  return (word(index - 1) !== word(index)) === (assertion === 'word edge')
}

/**
 * The first match at or after `from`; undefined if there is none. All alternatives are followed side by side (a "Pike"
 * machine), so the time is at most the text's length times the program's: no pattern can blow up. Which match is found
 * is the same as with backtracking.
 */
export function search({ instructions, groups }: Program, text: string, from: number, spend: Spend): Slots | undefined {
  const seen = new Int32Array(instructions.length).fill(-1)
  const unset: Slots = new Array<number>((groups + 1) * 2).fill(-1)
  let found: Slots | undefined
  let threads: Thread[] = []
  let work = 0

  const follow = (list: Thread[], pc: number, slots: Slots, index: number): void => {
    const instruction = instructions[pc]
    if (!instruction || seen[pc] === index) return
    seen[pc] = index
    work += 1
    if (instruction.op === 'jump') follow(list, instruction.next, slots, index)
    else if (instruction.op === 'split') {
      follow(list, instruction.next, slots, index)
      follow(list, instruction.other, slots, index)
    } else if (instruction.op === 'save') follow(list, pc + 1, slots.with(instruction.slot, index), index)
    else if (instruction.op === 'assert') {
      if (isAt(instruction.at, text, index)) follow(list, pc + 1, slots, index)
    } else list.push({ pc, slots })
  }

  for (let index = from; ; ) {
    const code = text.codePointAt(index)
    const width = code !== undefined && code > 0xffff ? 2 : 1
    if (!found) follow(threads, 0, unset.with(0, index), index)
    const next: Thread[] = []
    for (const { pc, slots } of threads) {
      const instruction = instructions[pc]
      work += 1
      if (instruction?.op === 'match') {
        found = slots.with(1, index)
        break
      }
      if (instruction?.op === 'char' && code !== undefined && instruction.test(code)) {
        follow(next, pc + 1, slots, index + width)
      }
    }
    threads = next
    if (code === undefined || (found && threads.length === 0)) break
    index += width
    if (work > 1024) {
      spend(work)
      work = 0
    }
  }
  spend(work)
  return found
}
