import type { Key } from '../contract.ts'
import { unavailable } from './fault.ts'

/** Keys carry their partition above the lower 51 bits; there is one partition. */
const counterBits = 51n
const partition = 1n

/**
 * The key of a request, after the check of its partition: a key that no partition can have made (such as 123) is answered
 * UNAVAILABLE, as a cluster does whose partitions its gateway does not know.
 */
export function routedKey(text: string): Key {
  const addressed = BigInt(text) >> counterBits
  if (addressed !== partition)
    throw unavailable(
      `Expected to execute command on partition ${addressed}, but either it does not exist, or the gateway is not yet aware of it`,
    )
  return text as Key
}

/** A key that any partition may be asked for. */
export const engineKey = (text: string) => text as Key

/** Whether a key that may be left out is given: clients write -1 for none. */
export const isGiven = (key: string) => !key.startsWith('-')
