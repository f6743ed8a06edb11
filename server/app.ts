/**
 * The app: API, pages, workers, tasks, outbox and watches in one process. Its parts are found by environment variables
 * (config.ts); the order of start is the order of need.
 */
import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { pino } from 'pino'
import { demoAccounts, ensureDemoAccounts } from './accounts/index.ts'
import { type Clock, shiftedClock, systemClock } from './clock.ts'
import { type Config, ConfigRefused, loadConfig } from './config.ts'
import { type Db, inTransaction, openDb } from './db.ts'
import { createPaperMaker } from './documents/paper-maker.ts'
import { createRenderer } from './documents/render/index.ts'
import { openUnitSigner } from './documents/unit-signer.ts'
import { armedFaults, noFaults } from './faults.ts'
import { openFileStore } from './files/index.ts'
import { healthProbe } from './health.ts'
import { answerBrokenRequest } from './http/broken-requests.ts'
import { createHttp } from './http/index.ts'
import { openLimits } from './http/limits.ts'
import { connectSwitchboard, sendSms, takeReceipt } from './messaging/index.ts'
import { MigrationRefused, migrate } from './migrations/index.ts'
import { startWatches } from './operations/index.ts'
import { cancelInstance, completeTask, publishMessage, startCase } from './outbox/engine-commands.ts'
import { startDispatcher } from './outbox/index.ts'
import type { Platform } from './platform.ts'
import { demandFit, EngineMisfit, readOrder, reconcileAndTell, startMarks } from './reconcile/index.ts'
import { createRegisters, RegisterRefused, readRegisterTable } from './registers/index.ts'
import {
  allServices,
  deployReleases,
  importServices,
  openCatalogue,
  ReleaseRefused,
  readCityCalendar,
  seedCity,
  seedRollout,
} from './services/index.ts'
import { startProbes } from './tasks/probes.ts'
import { runTaskProjection } from './tasks/projection.ts'
import { runWorkers } from './workers/index.ts'
import { connectZeebe } from './zeebe/index.ts'

const root = resolve(import.meta.dirname, '..')
/** What the supervisor takes as a refusal (server/supervisor). */
const refusedToStart = 78
const log = pino({ level: process.env.LOG_LEVEL ?? 'info' }, pino.destination({ fd: 2, sync: true }))

const addressOf = (part: Config['database']): string => {
  if (part.kind === 'absent' || part.url === undefined) throw new Error('a part of the platform has no address')
  return part.url
}

/** A secret of this installation: made once, kept in the data folder for the owner alone. */
async function secret(folder: string, name: string): Promise<string> {
  const path = join(folder, name)
  const known = await readFile(path, 'utf8').catch(() => undefined)
  if (known) return known.trim()
  const made = randomBytes(32).toString('base64url')
  await writeFile(path, made, { mode: 0o600, flag: 'wx' })
  return made
}

/** The project and whatever further folder of services is told. */
function serviceFolders({ servicesFolder }: Config): string[] {
  return [root, ...(servicesFolder ? [servicesFolder] : [])]
}

/** Schema, city, releases: under one lock, so that two apps that start at once do it once. */
async function prepareRecord(db: Db, clock: Clock, config: Config): Promise<void> {
  const services = await allServices(root, config.servicesFolder)
  await inTransaction(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('motcua:import', 0))`
    await seedCity(tx, root)
    const imported = await importServices(tx, clock, services)
    await seedRollout(
      tx,
      root,
      services.map(({ card }) => card),
    )
    if (imported.length > 0) log.info({ imported }, 'releases imported')
  })
}

/** The engine may still be starting: asked until it answers, a minute at most. */
async function untilEngineAnswers(zeebe: Platform['zeebe']): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await zeebe.topology()
      return
    } catch (error) {
      if (attempt >= 60) throw error
      await new Promise((done) => setTimeout(done, 1000))
    }
  }
}

async function start(): Promise<() => Promise<void>> {
  const config = loadConfig(process.env)
  const clock = config.clockOffsetMs === 0 ? systemClock : shiftedClock(new Date(Date.now() + config.clockOffsetMs))
  const databaseUrl = addressOf(config.database)
  if (config.engine.address === undefined) throw new Error('the engine has no address')
  await migrate(databaseUrl, join(root, 'prisma/migrations'))
  await mkdir(config.keysFolder, { recursive: true, mode: 0o700 })
  const db = openDb(databaseUrl)
  const order = readOrder(process.argv.slice(2))
  if (order?.act !== 'look') await prepareRecord(db, clock, config)
  const zeebe = connectZeebe({ address: config.engine.address })
  await untilEngineAnswers(zeebe)
  const epoch = config.engine.epoch ?? 'cluster'
  const faults = config.faults ? armedFaults(config.faults) : noFaults
  const acquaintance = { db, zeebe, epoch, clock }
  if (order) {
    const files = await openFileStore(config.filesFolder)
    const ownEngine = config.engine.kind === 'embedded'
    const catalogue = openCatalogue({ db, epoch })
    const reconciling = { ...acquaintance, catalogue, log, faults, files, ownEngine }
    return reconcileAndTell(reconciling, order, config.dataFolder)
  }
  await demandFit(acquaintance)
  const deployed = await deployReleases({ db, zeebe, epoch, clock })
  if (deployed.length > 0) log.info({ deployed }, 'releases deployed')

  const renderer = createRenderer({ fontFolder: join(root, 'processes/documents/fonts') })
  const signer = openUnitSigner({ db, clock, folder: join(config.keysFolder, 'seals') })
  const { calendar, periods } = await readCityCalendar(db, root)
  const switchboard =
    config.switchboard.kind === 'absent' ? undefined : connectSwitchboard({ url: addressOf(config.switchboard), clock })
  const probes = startProbes(() => platform)
  const platform: Platform = {
    db,
    clock,
    calendar,
    periods,
    zeebe,
    epoch,
    catalogue: openCatalogue({ db, epoch }),
    files: await openFileStore(config.filesFolder),
    papers: createPaperMaker({ renderer, signer, root }),
    registers: createRegisters({
      url: config.registers.kind === 'absent' ? 'http://127.0.0.1:1/' : addressOf(config.registers),
      clock,
      table: readRegisterTable(serviceFolders(config)),
    }),
    faults,
    log,
    wakeOutbox: () => dispatcher.wake(),
    probeSoon: (dossierId, why) => probes.soon(dossierId, why),
    settings: {
      publicUrl: config.publicUrl,
      undoMs: config.undoMs,
      keys: {
        sessions: await secret(config.keysFolder, 'sessions'),
        codes: await secret(config.keysFolder, 'codes'),
      },
    },
  }
  const messaging = switchboard ? { db, clock, switchboard, faults, log } : undefined
  if (switchboard && messaging) switchboard.onReceipt(takeReceipt(messaging))
  const dispatcher = startDispatcher({
    db,
    clock,
    log,
    handlers: {
      start: startCase(platform),
      complete: completeTask(platform),
      publish: publishMessage(platform),
      cancel: cancelInstance(platform),
      sms: messaging
        ? sendSms(messaging)
        : async (row) => ({
            state: 'later',
            again: new Date(clock.now().getTime() + 60_000),
            error: `no switchboard for ${row.subject}`,
          }),
    },
  })
  const stopping = new AbortController()
  // Each worker's long poll listens to it.
  setMaxListeners(0, stopping.signal)
  const working = Promise.all([runWorkers(platform, stopping.signal), runTaskProjection(platform, stopping.signal)])
  const watches = startWatches(platform)
  const marks = startMarks(acquaintance, (error) => log.warn({ err: error }, 'no mark left in the engine'))

  const demoPassword = config.demoAccounts
    ? await ensureDemoAccounts({ db, clock, folder: config.keysFolder })
    : undefined
  const limits = openLimits(databaseUrl)
  const health = healthProbe({ db, zeebe, switchboard })
  const contract = join(root, 'server/http/openapi.yaml')
  const checkAnswers = process.env.NODE_ENV === 'test'
  const http = createServer(
    createHttp(platform, {
      contract,
      webFolder: join(root, 'dist/web'),
      limits,
      trustedProxies: config.trustedProxies,
      health,
      checkAnswers,
    }),
  )
  http.on('clientError', answerBrokenRequest)
  http.requestTimeout = 120_000
  http.headersTimeout = 20_000
  http.keepAliveTimeout = 30_000
  await new Promise<void>((listening, failed) => {
    http.once('error', failed)
    http.listen(config.port, config.host, listening)
  })
  const { port } = http.address() as AddressInfo
  process.stdout.write(
    `${JSON.stringify({ ready: true, port, url: config.publicUrl, ...(demoPassword ? { demoPassword, demoAccounts: demoAccounts.map(({ login, title, fullName }) => ({ login, title, fullName })) } : {}) })}\n`,
  )

  return async () => {
    http.close()
    http.closeIdleConnections()
    watches.stop()
    marks.stop()
    probes.stop()
    stopping.abort()
    await dispatcher.stop()
    await working
    await switchboard?.close()
    await zeebe.close()
    renderer.close()
    await limits.close()
    http.closeAllConnections()
    await db.$disconnect()
  }
}

const stopped = start()
let ending = false
function end(): void {
  if (ending) return
  ending = true
  // What does not end in time is ended: everything that counts is in the record.
  setTimeout(() => process.exit(1), 15_000).unref()
  stopped
    .then((stop) => stop())
    .then(
      () => process.exit(0),
      () => process.exit(1),
    )
}
process.on('SIGTERM', end)
process.on('SIGINT', end)
if (process.argv.includes('--watch-stdin')) process.stdin.resume().on('end', end).on('close', end)
stopped.catch((error: unknown) => {
  log.fatal({ err: error }, 'the app could not start')
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  // Nothing that another start would mend: the supervisor does not try again.
  const refusals = [ConfigRefused, MigrationRefused, RegisterRefused, ReleaseRefused, EngineMisfit]
  process.exit(refusals.some((refusal) => error instanceof refusal) ? refusedToStart : 1)
})
