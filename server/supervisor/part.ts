import type { Config } from '../config.ts'

/** The parts that the supervisor starts, each a process of its own. */
export type PartName = 'postgres' | 'engine' | 'simulators' | 'app'

/** What a part says of itself in the JSON line that it prints when it is ready. */
export interface ReadyLine {
  readonly [key: string]: unknown
  /** Port on 127.0.0.1. */
  readonly port?: number
  /** Lines for the one who started the program. */
  readonly say?: readonly string[]
}

/** What is known when a part starts: the configuration, and the ready lines of the parts before it. */
export interface Surroundings {
  readonly config: Config
  readonly postgresPassword: string
  readonly ready: ReadonlyMap<PartName, ReadyLine>
  /** The ports of the part that starts, by their names. */
  portOf(name: string): number
}

/** How a part is run. */
export interface Part {
  readonly name: PartName
  /** Parts that must be ready before. */
  readonly after: readonly PartName[]
  /** Whether this configuration needs it, or another's stands in its place. */
  isWanted(config: Config): boolean
  /** Names of the ports on 127.0.0.1 that it listens on; kept over its restarts, so that the others find it again. */
  readonly ports: readonly string[]
  /** Its arguments; each part watches the pipe, and says a JSON line when it is ready. */
  args(around: Surroundings): readonly string[]
  /** Environment beside the supervisor's own. */
  env(around: Surroundings): Readonly<Record<string, string>>
  /** It does one thing and is ready when it is done, however long that takes; when it dies it is not started again. */
  readonly isErrand?: boolean
  /** Limit of the process's JavaScript heap in MB: all parts together stay under 700 MB. */
  readonly heapMb: number
}
