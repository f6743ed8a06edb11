import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Postgres, startPostgres } from './postgres.ts'
import { Station } from './station.ts'

/** An engine in a station of its own, its folder open and its gateway listening. */
export interface EngineSide {
  station: Station
  port: number
  /** How long its folder took to open, in milliseconds. */
  opening: number
}

/** Starts an engine on a folder, new or not. */
export async function engineSide(folder: string): Promise<EngineSide> {
  const station = await Station.start('station-engine')
  const { port, milliseconds } = await station.ask<{ port: number; milliseconds: number }>('open', { folder })
  return { station, port, opening: milliseconds }
}

export async function ceilingSide(tasks: number): Promise<{ station: Station; port: number }> {
  const station = await Station.start('station-ceiling')
  const { port } = await station.ask<{ port: number }>('open')
  await station.ask('tasks', tasks)
  return { station, port }
}

/** bpmn-engine with a folder for its states. */
export async function bpmnEngineSide(folder: string): Promise<{ station: Station; folder: string }> {
  const states = join(folder, 'bpmn-engine')
  mkdirSync(states)
  return { station: await Station.start('rival-bpmn-engine'), folder: states }
}

export async function dbosSide(folder: string): Promise<{ station: Station; stop(): Promise<void> }> {
  const postgres: Postgres = await startPostgres(folder)
  const station = await Station.start('rival-dbos', { BENCH_DATABASE_URL: postgres.url })
  return {
    station,
    async stop() {
      await station.ask('close')
      await station.stop()
      await postgres.stop()
    },
  }
}
