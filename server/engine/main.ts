import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { startGateway } from './gateway/index.ts'
import { type OpenEngine, openEngine } from './index.ts'
import { type InspectionServer, serveInspection } from './inspection/http/index.ts'
import { readSecurity, type Security, type SecuritySettings } from './security.ts'
import { upkeep } from './upkeep.ts'

/**
 * Runs the engine alone: `npm run engine -- --port 26500 --data DIR`. With a word before the flags it does something
 * else to a data folder, see `upkeep.ts`.
 */

interface Flags {
  /** 0 takes a free port. */
  port: number
  host: string
  /** Folder of the engine's state; made when it does not exist. */
  data: string
  /** Bytes of the volume that stay free: with less, commands are refused as RESOURCE_EXHAUSTED. */
  minFree: number | undefined
  /** Milliseconds by which the engine's clock runs ahead of the machine's (demo and tests). */
  clockOffset: number
  /** Tell that it is ready as one line of JSON instead of words. */
  json: boolean
  /** Stop when the standard input closes: whoever started this process is gone. */
  watchStdin: boolean
  /** Port on the loopback where the state can be read over HTTP; 0 takes a free one, absent there is none. */
  inspect: number | undefined
  /** Days that the history keeps what has ended; 0 = no history. */
  historyDays: number
  /** TLS and bearer token of the gateway. */
  security: Security
}

const usage = `npm run engine -- [--port 26500] [--host 127.0.0.1] [--data .data/engine] [--clock-offset MS] [--json] [--watch-stdin]
  [--min-free MIB]                   refuse commands when less of the volume is free (64)
  [--inspect PORT]                   read the state over HTTP on 127.0.0.1 (0 takes a free port)
  [--history-days DAYS]              keep process instances that have ended for so long (0: not at all)
  [--tls-cert FILE --tls-key FILE]   or ENGINE_TLS_CERT and ENGINE_TLS_KEY: speak TLS (PEM)
  [--token-file FILE]                or ENGINE_TOKEN_FILE, or ENGINE_TOKEN itself: ask each call for this bearer token
npm run engine -- backup [--data DIR] --to FOLDER                  copy the state, also while the engine runs
npm run engine -- restore --from FOLDER [--data DIR] [--replace]   make a data folder of a backup, with a new epoch`

const MEBIBYTE = 1024 * 1024

/** The flags of the command line. Throws with words for what it does not know. */
function readFlags(): Flags {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '26500' },
      host: { type: 'string', default: '127.0.0.1' },
      data: { type: 'string', default: '.data/engine' },
      'min-free': { type: 'string' },
      'clock-offset': { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
      'watch-stdin': { type: 'boolean', default: false },
      inspect: { type: 'string' },
      'history-days': { type: 'string', default: '0' },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      'token-file': { type: 'string' },
    },
  })
  return {
    port: wholeNumber('--port', values.port, 0, 65_535),
    host: values.host,
    data: values.data,
    minFree: values['min-free'] === undefined ? undefined : wholeNumber('--min-free', values['min-free'], 0) * MEBIBYTE,
    clockOffset: wholeNumber('--clock-offset', values['clock-offset']),
    json: values.json,
    watchStdin: values['watch-stdin'],
    inspect: values.inspect === undefined ? undefined : wholeNumber('--inspect', values.inspect, 0, 65_535),
    historyDays: wholeNumber('--history-days', values['history-days'], 0, 36_500),
    security: readSecurity(securitySettings(values)),
  }
}

/** A flag wins over the environment. A token has no flag of its own, for other users of the machine see flags. */
function securitySettings(values: {
  'tls-cert'?: string
  'tls-key'?: string
  'token-file'?: string
}): SecuritySettings {
  const { ENGINE_TLS_CERT, ENGINE_TLS_KEY, ENGINE_TOKEN, ENGINE_TOKEN_FILE } = process.env
  return {
    tlsCert: values['tls-cert'] ?? ENGINE_TLS_CERT,
    tlsKey: values['tls-key'] ?? ENGINE_TLS_KEY,
    ...(values['token-file'] === undefined
      ? { token: ENGINE_TOKEN, tokenFile: ENGINE_TOKEN_FILE }
      : { tokenFile: values['token-file'] }),
  }
}

function wholeNumber(flag: string, text: string, least = -Infinity, most = Infinity): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < least || value > most)
    throw new Error(`${flag} takes a whole number, not '${text}'`)
  return value
}

/** Resolves with the reason when the process is asked to stop. */
async function askedToStop(watchStdin: boolean): Promise<string> {
  const signals = ['SIGTERM', 'SIGINT'].map((signal) => once(process, signal).then(() => signal))
  if (!watchStdin) return Promise.race(signals)
  process.stdin.resume()
  const closed = once(process.stdin, 'close').then(() => 'stdin closed')
  return Promise.race([...signals, closed])
}

/** Opens the state for reading, if that was asked for; who must bring a token to the gateway must bring it here. */
async function inspectionServer(engine: OpenEngine, flags: Flags): Promise<InspectionServer | undefined> {
  if (flags.inspect === undefined) return undefined
  const { token } = flags.security
  return serveInspection(engine.inspect.lists, { port: flags.inspect, ...(token !== undefined && { token }) })
}

async function run(flags: Flags): Promise<void> {
  // Diagrams' local times are the city's, wherever the machine stands.
  process.env.TZ = 'Asia/Ho_Chi_Minh'
  const stopping = askedToStop(flags.watchStdin)
  const clock = { now: () => new Date(Date.now() + flags.clockOffset) }
  const engine = await openEngine({
    folder: flags.data,
    clock,
    historyDays: flags.historyDays,
    ...(flags.minFree !== undefined && { minFree: flags.minFree }),
    onBroken({ message }) {
      // At once and without a word to the callers: only the next start knows what was stored.
      console.error(`engine: ${message}`)
      process.exit(1)
    },
  })
  const gateway = await startGateway(engine, { host: flags.host, port: flags.port, ...flags.security }).catch(
    async (error) => {
      await engine.stop()
      throw error
    },
  )
  const inspection = await inspectionServer(engine, flags).catch(async (error) => {
    await gateway.stop()
    await engine.stop()
    throw error
  })
  const { host, port, address } = gateway
  const ready = { ready: true, host, port, epoch: engine.epoch, ...(inspection && { inspect: inspection.port }) }
  console.log(flags.json ? JSON.stringify(ready) : `engine ready on ${address} (epoch ${engine.epoch})`)
  if (inspection && !flags.json) console.log(`its state can be read at http://127.0.0.1:${inspection.port}/`)
  const reason = await stopping
  await inspection?.stop()
  await gateway.stop()
  await engine.stop()
  if (!flags.json) console.log(`engine stopped (${reason})`)
}

const [word = '', ...rest] = process.argv.slice(2)
const doUpkeep = Object.hasOwn(upkeep, word) ? upkeep[word] : undefined
try {
  if (doUpkeep) console.log(await doUpkeep(rest))
  else await run(readFlags())
  // The watched standard input would keep the process.
  process.exit(0)
} catch (error) {
  console.error(`engine: ${error instanceof Error ? error.message : error}\n${usage}`)
  process.exit(1)
}
