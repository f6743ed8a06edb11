import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '../config.ts'
import { type Child, startChild } from './child.ts'
import { consoleText } from './console-line.ts'
import { type Deferred, deferred } from './deferred.ts'
import { lastingPort } from './lasting-port.ts'
import { endPartsLeftBehind } from './left-behind.ts'
import type { LogFile } from './log-file.ts'
import type { Part, PartName, ReadyLine, Surroundings } from './part.ts'
import { decideRestart, type RestartDecision } from './restart-policy.ts'
import { type RunningPart, readRun, writeRun } from './run-file.ts'

/** What the supervisor works with. */
export interface SupervisorOptions {
  readonly config: Config
  /** The parts to start, in the order in which they stop. */
  readonly parts: readonly Part[]
  /** The program and first arguments that run a part (`node dist/server/engine.js`). */
  readonly program: (part: Part) => readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: LogFile
  /** A line for the console. */
  readonly say: (line: string) => void
  readonly patienceMs?: { readonly pipe: number; readonly term: number }
}

/** The parts, running. */
export interface Supervisor {
  /** Settles when all parts are ready for the first time; rejects in words when one can't. */
  readonly ready: Promise<ReadonlyMap<PartName, ReadyLine>>
  /** Settles with the reason, in words, when a part ended again and again and everything was stopped. */
  readonly failed: Promise<string>
  /** Ends a part so that it starts anew, as development does when its sources have changed. */
  restart(part: PartName): Promise<void>
  /** Stops all parts in order. */
  stop(): Promise<void>
}

/** Lines of standard error that are repeated when a part is given up. */
const lastWordsKept = 8

const usualPatienceMs = { pipe: 12_000, term: 4_000 }

/** Starts the parts and keeps them running. */
export function supervise(options: SupervisorOptions): Supervisor {
  const { config, log, say } = options
  const children = new Map<PartName, Child>()
  const readyLines = new Map<PartName, ReadyLine>()
  const lastWords = new Map<PartName, readonly string[]>()
  /** Parts that were ended to start anew; that is no death. */
  const asked = new Set<PartName>()
  const record: { postgresPassword: string; parts: Partial<Record<PartName, RunningPart>> } = {
    ...readRun(config.dataFolder),
  }
  let stopping: Promise<void> | undefined
  const failure = deferred<string>()
  const firsts = new Map(options.parts.map((part) => [part.name, deferred<ReadyLine>()]))

  /** What stands around a part that starts on these ports. */
  const around = (ports: PartPorts): Surroundings => ({
    config,
    postgresPassword: record.postgresPassword,
    ready: readyLines,
    portOf: (name) => ports.get(name) ?? 0,
  })

  function launch(part: Part, ports: PartPorts): Child {
    const [command, ...first] = options.program(part)
    if (command === undefined) throw new Error(`There is no program for the part ${part.name}.`)
    const child = startChild({
      command,
      args: [...first, ...part.args(around(ports))],
      env: { ...options.env, ...part.env(around(ports)) },
      patienceMs: options.patienceMs ?? usualPatienceMs,
      onLine(stream, line) {
        log.write(part.name, line)
        if (stream === 'err')
          lastWords.set(part.name, [...(lastWords.get(part.name) ?? []), line].slice(-lastWordsKept))
        const text = consoleText(part.name, stream, line)
        if (text !== undefined) say(text)
      },
    })
    children.set(part.name, child)
    note(part.name, { process: child.identity })
    return child
  }

  function note(name: PartName, running: RunningPart): void {
    record.parts = { ...record.parts, [name]: running }
    writeRun(config.dataFolder, record)
  }

  /** Starts a part and, whenever it ends by itself, starts it again, until the policy says no. */
  async function keep(part: Part, first: Deferred<ReadyLine>): Promise<void> {
    const deaths: number[] = []
    let ports = await lastingPorts(part)
    while (stopping === undefined) {
      const child = launch(part, ports)
      const told = await readyOf(child, part.isErrand === true)
      if (told !== undefined) {
        readyLines.set(part.name, told)
        note(part.name, { process: child.identity, ...(told.port === undefined ? {} : { port: told.port }) })
        log.write('supervisor', `${part.name} is ready (process ${child.identity.pid})`)
        first.resolve(told)
      }
      const reason = await child.ended
      if (stopping !== undefined) return
      // Nobody knows a part by its ports before it was ready once, and one of them may be what it died of.
      if (!readyLines.has(part.name)) ports = await lastingPorts(part)
      if (asked.delete(part.name)) continue
      deaths.push(performance.now())
      const decision = part.isErrand || isHopeless(reason) ? giveUp(deaths.length) : decideRestart(deaths)
      log.write('supervisor', `${part.name} ended by itself: ${reason}; ${JSON.stringify(decision)}`)
      if (decision.act === 'give-up') {
        const words = lastWords.get(part.name) ?? []
        const why = givingUpText(part.name, reason, decision.deaths, words, config.dataFolder)
        first.reject(new Error(why))
        void stop().then(() => failure.resolve(why))
        return
      }
      say(`${part.name} ended by itself (${reason}); starting it again.`)
      await pause(decision.afterMs)
    }
  }

  async function startAll(): Promise<ReadonlyMap<PartName, ReadyLine>> {
    await endPartsLeftBehind(record, say)
    // The password must be on the disk before PostgreSQL's files are made with it.
    record.parts = {}
    writeRun(config.dataFolder, record)
    for (const part of options.parts) {
      const first = firsts.get(part.name)
      if (first === undefined) continue
      const before = part.after.map((name) => firsts.get(name)?.promise)
      void Promise.all(before)
        .then(() => keep(part, first))
        .catch(first.reject)
    }
    await Promise.all([...firsts.values()].map((first) => first.promise))
    return readyLines
  }

  function stop(): Promise<void> {
    stopping ??= (async () => {
      for (const first of firsts.values()) first.reject(new Error('It was stopped before it was ready.'))
      for (const part of options.parts) await children.get(part.name)?.stop()
      record.parts = {}
      writeRun(config.dataFolder, record)
    })()
    return stopping
  }

  async function restart(name: PartName): Promise<void> {
    const child = children.get(name)
    if (child === undefined || stopping !== undefined) return
    asked.add(name)
    await child.stop()
  }

  const ready = startAll()
  ready.catch(() => undefined)
  return { ready, failed: failure.promise, restart, stop }
}

type PartPorts = ReadonlyMap<string, number>

async function lastingPorts(part: Part): Promise<PartPorts> {
  const ports = new Map<string, number>()
  for (const name of part.ports) ports.set(name, await lastingPort('127.0.0.1'))
  return ports
}

/** Longest time from a part's start to its ready line; a first start may have the whole city to seed. */
const readyPatienceMs = 180_000

async function readyOf(child: Child, isErrand: boolean): Promise<ReadyLine | undefined> {
  const timer = isErrand ? undefined : setTimeout(() => void child.stop(), readyPatienceMs)
  try {
    return await child.ready
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

/** EX_CONFIG of sysexits.h: a part ends with it when starting it again can't help (its words say why). */
function isHopeless(reason: string): boolean {
  return reason === 'exit code 78'
}

function giveUp(deaths: number): RestartDecision {
  return { act: 'give-up', deaths }
}

function givingUpText(
  part: PartName,
  reason: string,
  deaths: number,
  words: readonly string[],
  dataFolder: string,
): string {
  const happened = isHopeless(reason)
    ? `The part ${part} can't start.`
    : deaths === 1
      ? `The part ${part} ended with ${reason}.`
      : `The part ${part} ended ${deaths} times within a minute, the last time with ${reason}.`
  const said = words.length === 0 ? '' : `\nIts last words:\n  ${words.join('\n  ')}`
  return `${happened}${said}\nMore stands in ${dataFolder}/logs/motcua.log.`
}
