/**
 * The simulators as a process of their own:
 *
 *     node --import tsx server/simulators/main.ts --data .data/simulators [--smsc-port 0] [--registers-port 0]
 *       [--inbox-port 0] [--units prisma/seed/hanoi-units.json] [--latency-ms 0] [--clock-offset 0] [--watch-stdin]
 *
 * Each flag has a variable: MOTCUA_SIMULATORS_DATA, …_SMSC_PORT, …_REGISTERS_PORT, …_INBOX_PORT, …_UNITS, …_LATENCY_MS.
 * A port that is not told is the one of the last start with this data folder, else any free one. When all of them listen, one line of JSON `{smsc, registers, inbox}` goes to the output. They listen on 127.0.0.1 only.
 * With --watch-stdin the process ends when its input closes, as it does when whoever started it dies.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Clock, shiftedClock, systemClock } from '../clock.ts'
import { readUnits, startSimulators } from './index.ts'

/** An offset into the past begins with a minus, which is no flag. */
const args = process.argv
  .slice(2)
  .join('\n')
  .replace(/^--clock-offset\n(?=-\d)/m, '--clock-offset=')
  .split('\n')

const { values } = parseArgs({
  args: args.filter((argument) => argument !== ''),
  options: {
    data: { type: 'string' },
    units: { type: 'string' },
    'smsc-port': { type: 'string' },
    'registers-port': { type: 'string' },
    'inbox-port': { type: 'string' },
    'latency-ms': { type: 'string' },
    'clock-offset': { type: 'string' },
    'watch-stdin': { type: 'boolean', default: false },
    // Every part is given these two: the port is the switchboard's, and the output is JSON in any case.
    port: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

const variable = (flag: string) => process.env[`MOTCUA_SIMULATORS_${flag.toUpperCase().replaceAll('-', '_')}`]

function wholeNumber(
  flag: 'port' | 'smsc-port' | 'registers-port' | 'inbox-port' | 'latency-ms',
  most: number,
): number {
  const text = values[flag] ?? variable(flag) ?? '0'
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0 || number > most) throw new RangeError(`--${flag} ${text}: 0 to ${most}`)
  return number
}

/** The offset as the supervisor hands it on, in ms, or MOTCUA_NOW itself. */
function readClock(): Clock {
  const now = process.env.MOTCUA_NOW ?? ''
  const offset = values['clock-offset'] ?? /^([+-]\d{1,15})ms$/.exec(now)?.[1]
  if (offset === undefined && now === '') return systemClock
  const start = offset === undefined ? new Date(now) : new Date(Date.now() + Number(offset))
  if (Number.isNaN(start.getTime())) throw new RangeError('MOTCUA_NOW or --clock-offset is no instant')
  return shiftedClock(start)
}

const unitsFile = values.units ?? variable('units') ?? join(import.meta.dirname, '../../prisma/seed/hanoi-units.json')
const simulators = await startSimulators({
  dataFolder: values.data ?? variable('data') ?? '.data/simulators',
  clock: readClock(),
  units: readUnits(JSON.parse(readFileSync(unitsFile, 'utf8'))),
  ports: {
    smsc: wholeNumber('smsc-port', 65_535) || wholeNumber('port', 65_535),
    registers: wholeNumber('registers-port', 65_535),
    inbox: wholeNumber('inbox-port', 65_535),
  },
  registerLatencyMs: wholeNumber('latency-ms', 60_000),
})

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await simulators.close()
  process.exit(0)
}

process.on('SIGTERM', stop)
process.on('SIGINT', stop)
if (values['watch-stdin']) process.stdin.on('end', stop).on('error', stop).resume()

const { smsc, registers, inbox } = simulators
process.stdout.write(`${JSON.stringify({ smsc, registers, inbox })}\n`)
