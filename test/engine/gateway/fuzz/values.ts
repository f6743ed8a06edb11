import type { Dice } from '../../dice.ts'

/** Values that tend to break what reads them. */

const NAMES = ['code', 'list', 'ok', 'done', 'kind', 'wait', 'items', 'x', 'tên'] as const
const OF_JAVASCRIPT = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'toJSON'] as const
const TEXTS = [
  'x',
  'y',
  'z',
  '',
  ' ',
  '\0',
  '\n',
  '=code',
  '=',
  '{{x}}',
  '%s',
  '-1',
  '1e400',
  'Nguyễn',
  '😀',
  'R/PT1S',
] as const
const INT64 = [
  '0',
  '1',
  '-1',
  '123',
  '9007199254740993',
  '9223372036854775807',
  '-9223372036854775808',
  '2251799813685248',
  '4503599627370497',
] as const
const INT32 = [0, 1, -1, 2, 3, 100, 2_147_483_647, -2_147_483_648] as const

export function text(dice: Dice): string {
  const choice = dice.upTo(100)
  if (choice < 60) return dice.pick(TEXTS)
  if (choice < 75) return dice.pick(OF_JAVASCRIPT)
  if (choice < 82) return dice.pick(['\ud800', 'a\udfff', '\udc00\ud800', '\ufeff', '\u2028'])
  if (choice < 97) return dice.bytes(dice.upTo(40)).toString('latin1')
  return dice.pick(['a', 'đ', '\ud800', "'", '"', '\\']).repeat(10 ** (1 + dice.upTo(5)))
}

export const int64 = (dice: Dice): string => (dice.chance(0.6) ? String(dice.upTo(5000)) : dice.pick(INT64))
export const int32 = (dice: Dice): number => (dice.chance(0.6) ? dice.upTo(10) : dice.pick(INT32))

/** Text that should be the JSON of variables. */
export function variables(dice: Dice): string {
  const choice = dice.upTo(100)
  if (choice < 60) return sensible(dice)
  if (choice < 80) return objectOf(dice, dice.upTo(5), 3)
  if (choice < 84) return deep(dice, dice.pick([10, 900, 999, 1000, 1001, 20_000]))
  if (choice < 88)
    return dice.pick(['', ' ', 'null', '[]', '7', '1e999', '"x"', 'true', '{', '}', '{"a"}', "{'a':1}", '{a:1}'])
  if (choice < 92) return cut(dice, objectOf(dice, 4, 3))
  if (choice < 97) return text(dice)
  return `{"big":"${'y'.repeat(10 ** (2 + dice.upTo(5)))}"}`
}

/** What the diagrams ask for, with values of the right kinds. */
function sensible(dice: Dice): string {
  const items = Array.from({ length: dice.chance(0.02) ? 500 : dice.upTo(3) }, (_, at) => at)
  return JSON.stringify({
    code: dice.pick(['x', 'y', 'z']),
    list: items,
    ok: dice.chance(0.7),
    kind: dice.pick(['a', 'b', 'c']),
    wait: dice.pick(['PT0S', 'PT0.05S', 'PT1H', 'P999999999Y', '-PT1S', 'nothing']),
  })
}

function objectOf(dice: Dice, size: number, depth: number): string {
  const name = () => (dice.chance(0.5) ? dice.pick(NAMES) : text(dice))
  const parts = Array.from({ length: size }, () => `${JSON.stringify(name())}:${json(dice, depth)}`)
  return `{${parts.join(',')}}`
}

function json(dice: Dice, depth: number): string {
  const choice = dice.upTo(10)
  if (choice < 2) return JSON.stringify(text(dice))
  if (choice < 4)
    return dice.pick([
      '0',
      '-0',
      '1e308',
      '1e400',
      '-1e400',
      '0.1',
      '9007199254740993',
      '123456789012345678901234567890',
    ])
  if (choice < 6) return dice.pick(['true', 'false', 'null', '""'])
  if (choice < 8 && depth > 0) return objectOf(dice, dice.upTo(4), depth - 1)
  if (depth > 0) return `[${Array.from({ length: dice.upTo(4) }, () => json(dice, depth - 1)).join(',')}]`
  return '{}'
}

function deep(dice: Dice, levels: number): string {
  return dice.chance(0.5)
    ? `{"code":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
    : `${'{"list":'.repeat(levels)}1${'}'.repeat(levels)}`
}

function cut(dice: Dice, whole: string): string {
  const at = dice.upTo(whole.length)
  return dice.chance(0.5)
    ? whole.slice(0, at)
    : whole.slice(0, at) + dice.pick(['"', '{', '\\', ',', '\0']) + whole.slice(at)
}
