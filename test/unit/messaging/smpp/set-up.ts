/** A simulated switchboard, or one played by the test itself, on a free port; all of it is closed after each test. */
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import smpp, { type PDU, type PduFields } from 'smpp'
import {
  answerTo,
  type Channel,
  connectSwitchboard,
  openChannel,
  type Receipt,
  type Switchboard,
  type SwitchboardOptions,
} from '../../../../server/messaging/smpp/index.ts'
import { type Smsc, startSmsc } from '../../../../server/simulators/switchboard/index.ts'

export const noon = new Date('2017-12-14T12:00:00+07:00')
export const clock = { now: () => noon }

const cleanUps: (() => unknown)[] = []

/** For afterEach. */
export async function cleanUp(): Promise<void> {
  for (const cleanUpOne of cleanUps.splice(0).reverse()) await cleanUpOne()
}

/** Waits until something holds; fails with what was waited for. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 8_000
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}

export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-switchboard-'))
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export async function aSmsc(options: { port?: number; folder?: string } = {}): Promise<Smsc> {
  const logPath = join(options.folder ?? aFolder(), 'sms.jsonl')
  const smsc = await startSmsc({ port: options.port ?? 0, logPath, clock })
  smsc.setFaults({ receiptDelayMs: 0 })
  let open = true
  const close = smsc.close
  smsc.close = async () => {
    if (open) await close()
    open = false
  }
  cleanUps.push(() => smsc.close())
  return smsc
}

export interface Client {
  switchboard: Switchboard
  receipts: Receipt[]
}

/** A client with short times; bound unless the switchboard is not there. */
export function aClient(url: string, options: Partial<SwitchboardOptions> = {}): Client {
  const switchboard = connectSwitchboard({
    url,
    clock,
    timeoutMs: 400,
    backoff: { firstMs: 10, longestMs: 40 },
    partRetryMs: [1, 1, 1],
    ...options,
  })
  const receipts: Receipt[] = []
  switchboard.onReceipt((receipt) => void receipts.push(receipt))
  cleanUps.push(() => switchboard.close())
  return { switchboard, receipts }
}

export async function aBoundClient(url: string, options: Partial<SwitchboardOptions> = {}): Promise<Client> {
  const client = aClient(url, options)
  await until('bound', () => client.switchboard.state().state === 'bound')
  return client
}

export const to = '0912345678'
export const anSms = (text: string, reference = 7) => ({ to, text, encoding: 'gsm7', reference }) as const

/** A switchboard of which the test says how it answers; binds and unbinds are taken, all else goes to `on`. */
export interface PlayedSwitchboard {
  url: string
  channels: Channel[]
  sockets: Socket[]
  unbinds(): number
}

export async function aPlayedSwitchboard(on: (pdu: PDU, channel: Channel) => void): Promise<PlayedSwitchboard> {
  const channels: Channel[] = []
  const sockets: Socket[] = []
  let unbinds = 0
  const server = createServer((socket) => {
    sockets.push(socket)
    const channel = openChannel(socket, {
      request(pdu) {
        if (pdu.command === 'bind_transceiver') channel.send(answerTo(pdu, 'ESME_ROK', { system_id: 'played' }))
        else if (pdu.command === 'unbind') {
          unbinds += 1
          channel.send(answerTo(pdu, 'ESME_ROK'))
        } else on(pdu, channel)
      },
      closed: () => {},
    })
    channels.push(channel)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `smpp://u:p@127.0.0.1:${port}`, channels, sockets, unbinds: () => unbinds }
}

/** A bare connection to a switchboard that writes whatever a test likes and keeps the PDUs that come back. */
export interface BareClient {
  socket: Socket
  answers: PDU[]
  isClosed(): boolean
  send(command: string, fields?: PduFields): void
  write(octets: Buffer): void
}

export async function aBareClient(port: number): Promise<BareClient> {
  const socket = connect(port, '127.0.0.1')
  const answers: PDU[] = []
  let received = Buffer.alloc(0)
  let closed = false
  socket.on('error', () => {})
  socket.on('close', () => {
    closed = true
  })
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    while (received.length >= 4 && received.length >= received.readUInt32BE(0)) {
      const length = received.readUInt32BE(0)
      answers.push(new smpp.PDU(received.subarray(0, length)))
      received = received.subarray(length)
    }
  })
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  cleanUps.push(() => socket.destroy())
  let sequence = 0
  return {
    socket,
    answers,
    isClosed: () => closed,
    write: (octets) => void socket.write(octets),
    send(command, fields = {}) {
      sequence += 1
      socket.write(new smpp.PDU(command, { sequence_number: sequence, ...fields }).toBuffer())
    },
  }
}

/** The octets of a PDU with whatever header and body a test likes. */
export function octets(length: number, commandId: number, status = 0, sequence = 1, body = Buffer.alloc(0)): Buffer {
  const header = Buffer.alloc(16)
  for (const [index, value] of [length, commandId, status, sequence].entries()) header.writeUInt32BE(value, index * 4)
  return Buffer.concat([header, body])
}
