/** Processor time of a process with all that it started, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs'

/** Ticks a second: what Linux tells to programs, whatever the kernel's own clock is. */
const ticksASecond = 100

interface Stat {
  readonly parent: number
  /** Own time and that of children that have ended. */
  readonly ticks: number
}

function statOf(pid: string): Stat | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15).map(Number)
    return { parent: Number(fields[1]), ticks: user + system + childUser + childSystem }
  } catch {
    return undefined
  }
}

/** Seconds that each of these processes and their descendants have worked so far; where the system does not tell, 0. */
export function processorSeconds<Name extends string>(pids: Readonly<Record<Name, number>>): Record<Name, number> {
  const stats = new Map<number, Stat>()
  for (const name of folders('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(name) : undefined
    if (stat) stats.set(Number(name), stat)
  }
  const total = (pid: number): number =>
    [...stats].reduce(
      (sum, [child, { parent }]) => (parent === pid ? sum + total(child) : sum),
      stats.get(pid)?.ticks ?? 0,
    )
  const seconds: Record<Name, number> = { ...pids }
  for (const name of Object.keys(pids) as Name[]) seconds[name] = total(pids[name]) / ticksASecond
  return seconds
}

function folders(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
