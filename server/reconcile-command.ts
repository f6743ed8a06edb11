/**
 * `npm run reconcile -- [--apply] [--restored engine|database] [--skip N]`: starts database and engine without anybody to
 * serve, has the app look, and with `--apply` mend. Our own engine then begins new data; the old ones are put beside it,
 * so that whatever was in them can do nothing any more.
 */
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Config, loadConfig } from './config.ts'
import { armedFaults } from './faults.ts'
import {
  openLog,
  ownFolder,
  programOf,
  type ReadyLine,
  reconcilingParts,
  supervise,
  wantedParts,
} from './supervisor/index.ts'

interface Asked {
  apply: boolean
  /** What was restored to an earlier hour: said by whoever did it, for the comparison finds no step back of seconds. */
  restored: 'engine' | 'database' | undefined
  skip: string | undefined
}

function readAsked(args: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...args],
    options: {
      reconcile: { type: 'boolean' },
      sources: { type: 'boolean' },
      apply: { type: 'boolean', default: false },
      restored: { type: 'string' },
      skip: { type: 'string' },
    },
  })
  const { apply, restored, skip } = values
  if (restored !== undefined && restored !== 'engine' && restored !== 'database')
    throw new Error(`--restored takes engine or database, not ${restored}`)
  if (skip !== undefined && !/^\d{1,5}$/.test(skip)) throw new Error(`--skip takes a number up to 99999, not ${skip}`)
  return { apply, restored, skip }
}

export async function runReconcile(args: readonly string[]): Promise<void> {
  const asked = readAsked(args)
  const config = loadConfig(process.env)
  const folder = ownFolder(config.dataFolder)
  try {
    await lookAndMend(config, asked, args.includes('--sources') ? 'sources' : 'build')
  } finally {
    folder.release()
  }
  process.exit()
}

async function lookAndMend(config: Config, asked: Asked, from: 'build' | 'sources'): Promise<void> {
  const said = asked.skip === undefined ? [] : [`--skip=${asked.skip}`]
  const restored = asked.restored ? [`--misfit=${asked.restored}-behind`] : []
  const looked = await runApp(config, [`--reconcile=${asked.apply ? 'begin' : 'look'}`, ...restored, ...said], from)
  tell(looked)
  if (looked.blocked === true) {
    process.exitCode = 1
    return
  }
  if (!asked.apply && looked.needed === true)
    console.log('Nothing was changed. `npm run reconcile -- --apply` does it.')
  if (!asked.apply || looked.needed !== true) return
  const misfit = typeof looked.misfit === 'string' ? looked.misfit : undefined
  // One that was begun goes on in the data that it began.
  if (config.engine.kind === 'embedded' && misfit !== undefined && misfit !== 'rebuilding') putAside(config)
  if (config.faults) armedFaults(config.faults).hit('reconcile.aside')
  const done = await runApp(config, ['--reconcile=apply', ...(misfit ? [`--misfit=${misfit}`] : []), ...said], from)
  tell(done)
}

/** The engine's data as they were, kept beside the new ones. */
function putAside(config: Config): void {
  const data = join(config.dataFolder, 'engine')
  if (!existsSync(data)) return
  const aside = `${data}.before-${new Date().toISOString().replaceAll(':', '-')}`
  renameSync(data, aside)
  console.log(`The engine's data as they were lie in ${aside}; delete them when all is well.`)
}

/** More lines of a report stand only in its file. */
const shownLines = 60

function tell({ report }: ReadyLine): void {
  if (typeof report !== 'string') throw new Error('The app told no report.')
  const lines = readFileSync(report, 'utf8').trimEnd().split('\n')
  const more = lines.length - shownLines
  console.log(lines.slice(0, shownLines).join('\n'))
  console.log(more > 0 ? `  … ${more} more in ${report}\n` : `(${report})\n`)
}

/** Starts the parts with the app put to this use, until it has told what came of it, and stops them. */
async function runApp(config: Config, args: readonly string[], from: 'build' | 'sources'): Promise<ReadyLine> {
  const log = openLog(join(config.dataFolder, 'logs'))
  const supervisor = supervise({
    config,
    parts: wantedParts(config, reconcilingParts(args)),
    program: programOf(from),
    env: process.env,
    log,
    say: (line) => console.error(line),
  })
  try {
    const lines = await supervisor.ready
    return lines.get('app') ?? {}
  } finally {
    await supervisor.stop()
  }
}
