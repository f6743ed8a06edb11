/** What the platform has spent so far, noted as dossiers end: throughput, transactions, processor and memory between two notes. */
import { readFileSync } from 'node:fs'
import type { PartName, Rig } from '../soak/rig.ts'
import { processorSeconds } from './processor.ts'

const parts = ['app', 'engine', 'postgres', 'simulators'] as const satisfies readonly PartName[]
type Spending = (typeof parts)[number]

export interface Mark {
  /** Dossiers that had come to their end. */
  readonly ended: number
  /** ms of `performance.now()`. */
  readonly at: number
  /** Of the database, so far: outside a transaction each query is one. */
  readonly transactions: number
  readonly worked: Readonly<Record<Spending, number>>
  /** Resident memory in MiB; 0 where the system does not tell. */
  readonly memory: Readonly<Record<'app' | 'engine', number>>
}

/** Notes what has been spent until now. */
export async function mark(rig: Pick<Rig, 'pid' | 'query'>, ended: number): Promise<Mark> {
  const [app, engine, postgres, simulators] = parts.map((part) => rig.pid(part))
  const pids = { app: app ?? 0, engine: engine ?? 0, postgres: postgres ?? 0, simulators: simulators ?? 0 }
  const [at, worked] = [performance.now(), processorSeconds(pids)]
  const memory = { app: residentMib(pids.app), engine: residentMib(pids.engine) }
  const [counted] = await rig.query<{ n: string }>(
    'SELECT xact_commit + xact_rollback AS n FROM pg_stat_database WHERE datname = current_database()',
  )
  return { ended, at, transactions: Number(counted?.n ?? 0), worked, memory }
}

export interface Costs {
  readonly dossiers: string
  readonly 'a second': number
  readonly transactions: number
  readonly app: number
  readonly engine: number
  readonly postgres: number
  readonly simulators: number
  readonly together: number
  readonly 'app MiB': number
  readonly 'engine MiB': number
}

/** Throughput between two notes, what each dossier cost there in processor's seconds, and memory at the end. */
export function costs(from: Mark, to: Mark): Costs {
  const count = to.ended - from.ended
  const each = (part: Spending) => Number(((to.worked[part] - from.worked[part]) / count).toFixed(3))
  return {
    dossiers: `${from.ended + 1}–${to.ended}`,
    'a second': Number((count / ((to.at - from.at) / 1000)).toFixed(2)),
    transactions: Math.round((to.transactions - from.transactions) / count),
    app: each('app'),
    engine: each('engine'),
    postgres: each('postgres'),
    simulators: each('simulators'),
    together: Number(parts.reduce((sum, part) => sum + each(part), 0).toFixed(3)),
    'app MiB': to.memory.app,
    'engine MiB': to.memory.engine,
  }
}

const pageBytes = 4096

function residentMib(pid: number): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    return Math.round((pages * pageBytes) / 2 ** 20)
  } catch {
    return 0
  }
}
