/** What a simulated register can be told to do wrong; each kind is one line of the table. */
import { isObject, type JsonObject, type JsonValue } from '../../registers/index.ts'
import type { Told } from '../local-http.ts'

export const modes = [
  'ok',
  /** Hangs up. */
  'down',
  /** Answers after `delayMs`. */
  'slow',
  /** Answers 503. */
  'failing',
  /** Answers with JSON of another shape. */
  'wrong',
  /** Answers rightly formed about somebody else. */
  'stranger',
  /** Knows only what was registered up to two years ago, and says so. */
  'stale',
  /** Answers with megabytes. */
  'huge',
  /** Sends the asker elsewhere. */
  'redirect',
] as const

export type RegisterMode = (typeof modes)[number]

export interface RegisterFault {
  mode: RegisterMode
  delayMs: number
}

export interface FaultSwitches {
  of(register: string): RegisterFault
  /** Sets one register, or all with `*`; false when the request is not understood. */
  change(request: JsonValue | undefined): boolean
  clear(): void
  all(): { [register: string]: RegisterFault }
}

const usualSlownessMs = 8_000
const healthy: RegisterFault = { mode: 'ok', delayMs: 0 }

export function createFaultSwitches(registers: ReadonlySet<string>): FaultSwitches {
  const set = new Map<string, RegisterFault>()
  return {
    of: (register) => set.get(register) ?? set.get('*') ?? healthy,
    change(request) {
      if (!isObject(request)) return false
      const { register = '*', mode, delayMs } = request
      const known = modes.find((name) => name === mode)
      if (!known || typeof register !== 'string' || (register !== '*' && !registers.has(register))) return false
      const delay = delayMs === undefined ? (known === 'slow' ? usualSlownessMs : 0) : delayMs
      if (typeof delay !== 'number' || !(delay >= 0 && delay <= 600_000)) return false
      if (register === '*') set.clear()
      set.set(register, { mode: known, delayMs: delay })
      return true
    },
    clear: () => set.clear(),
    all: () => Object.fromEntries(set),
  }
}

/** The answers that are wrong whatever was asked; null where the mode lets the register answer. */
export function spoiledAnswer(mode: RegisterMode, register: string, asOf: string): Told | null {
  return spoiled[mode]?.(register, asOf) ?? null
}

const spoiled: { readonly [mode in RegisterMode]?: (register: string, asOf: string) => Told } = {
  down: () => 'hangUp',
  failing: () => ({ status: 503, headers: { 'retry-after': '30' }, body: { error: 'unavailable' } }),
  wrong: (register) => ({ status: 200, body: { register, ket_qua: 'khong co', entries: 'none' } }),
  huge: (register, asOf) => ({
    status: 200,
    body: { register, asOf, entries: Array<JsonObject>(2_000).fill({ filler: 'x'.repeat(2_000) }) },
  }),
  redirect: () => ({ status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data/' }, body: '' }),
}
