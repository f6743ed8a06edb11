import type { Dice } from '../../dice.ts'

/** A protobuf field of a wire type, with whatever bytes. */
function field(dice: Dice): Buffer {
  const tag = (dice.chance(0.7) ? 1 + dice.upTo(12) : 1 + dice.upTo(500)) * 8
  const wireType = dice.upTo(8)
  const head = varint(BigInt(tag + wireType))
  if (wireType === 0) return Buffer.concat([head, varint(dice.chance(0.5) ? 2n ** 64n - 1n : BigInt(dice.upTo(1000)))])
  if (wireType === 1) return Buffer.concat([head, dice.bytes(8)])
  if (wireType === 5) return Buffer.concat([head, dice.bytes(4)])
  const content = dice.bytes(dice.upTo(20))
  const length = dice.chance(0.8) ? content.length : dice.pick([0, 1, 1000, 2 ** 31, 2 ** 32 - 1])
  return wireType === 2 ? Buffer.concat([head, varint(BigInt(length)), content]) : head
}

function varint(value: bigint): Buffer {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.push(Number(rest & 127n) + (rest > 127n ? 128 : 0))
    rest >>= 7n
  } while (rest > 0n)
  return Buffer.from(bytes)
}

/** Nested messages without end, which a reader follows by recursion. */
const nested = (levels: number): Buffer => {
  let inner: Buffer = Buffer.alloc(0)
  for (let level = 0; level < levels; level++)
    inner = Buffer.concat([Buffer.from([10]), varint(BigInt(inner.length)), inner])
  return inner
}

/** The bytes of a request spoiled in one of many ways. */
export function spoiled(dice: Dice, bytes: Buffer): Buffer {
  switch (dice.upTo(7)) {
    case 0:
      return dice.bytes(dice.upTo(200))
    case 1:
      return bytes.subarray(0, dice.upTo(bytes.length + 1))
    case 2:
      return Buffer.concat([bytes, field(dice), field(dice)])
    case 3:
      return Buffer.concat([field(dice), bytes])
    case 4: {
      const flipped = Buffer.from(bytes)
      for (let times = dice.upTo(5); times >= 0 && flipped.length > 0; times--)
        flipped[dice.upTo(flipped.length)] = dice.upTo(256)
      return flipped
    }
    case 5:
      return nested(dice.pick([5, 100, 2000]))
    default:
      return Buffer.concat([bytes, bytes])
  }
}

/** A gRPC frame that is not one: cut, longer than it says, compressed in no known way, too big. */
export function brokenFrame(dice: Dice, bytes: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(bytes.length, 1)
  switch (dice.upTo(6)) {
    case 0:
      return Buffer.concat([head, bytes]).subarray(0, dice.upTo(bytes.length + 5))
    case 1:
      head.writeUInt32BE(bytes.length + 1 + dice.upTo(1000), 1)
      return Buffer.concat([head, bytes])
    case 2:
      head[0] = dice.pick([1, 2, 255])
      return Buffer.concat([head, bytes])
    case 3:
      head.writeUInt32BE(dice.pick([0xffffffff, 0x7fffffff, 4 * 1024 * 1024 + 1]), 1)
      return Buffer.concat([head, bytes])
    case 4:
      return Buffer.concat([head, bytes, head, bytes])
    default:
      return dice.bytes(dice.upTo(100))
  }
}
