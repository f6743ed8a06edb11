/** Passwords: argon2id with OWASP's first choice of cost (19 MiB, 2 passes); at most two are reckoned at once. */
import { hash, verify } from '@node-rs/argon2'

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** A flood of sign-ins must not take all memory: the others wait their turn. */
const atOnce = 2
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), cost))
}

/** Spent for unknown names too, so that time does not tell which names exist. */
const decoy = hash('no such account', cost)

export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  const against = stored ?? (await decoy)
  const fits = await inTurn(() => verify(against, password.normalize('NFC')))
  return stored !== undefined && fits
}
