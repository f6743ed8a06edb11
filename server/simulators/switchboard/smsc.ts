/**
 * A switchboard that speaks SMPP 3.4: binds, takes submits as they come (twice means two messages), writes each to its log
 * before it answers, sends receipts and fails on request.
 */
import { createServer, type Server, type Socket } from 'node:net'
import smpp, { type PDU } from 'smpp'
import type { Clock } from '../../clock.ts'
import { answerTo, type Channel, openChannel } from '../../messaging/smpp/index.ts'
import type { JsonValue } from '../../registers/index.ts'
import { changeFaults, meetFault, noFaults, type SwitchboardFaults } from './faults.ts'
import { readSubmit } from './read-submit.ts'
import { sendReceipts } from './receipts.ts'
import { type MessageStore, openMessageStore } from './store.ts'

export interface SmscOptions {
  port: number
  /** The log of everything taken, JSON lines. */
  logPath: string
  clock: Clock
  account?: { systemId: string; password: string }
}

export interface Smsc {
  port: number
  /** What a client connects to, account included. */
  url: string
  store: MessageStore
  faults(): SwitchboardFaults
  /** Changes what is told in `change`; false when it is not understood. */
  setFaults(change: JsonValue | undefined): boolean
  clearFaults(): void
  close(): Promise<void>
}

interface Session {
  channel: Channel
  socket: Socket
  account: string | null
  transmits: boolean
  receives: boolean
}

type SubmitAnswer = { kind: 'reply'; status: string; id?: string } | { kind: 'cut' } | { kind: 'silence' }

const maxConnections = 200
/** Whoever has not bound by then is cut off. */
const bindWithinMs = 30_000
const deliverTimeoutMs = 10_000

const binds = new Map<string, { transmits: boolean; receives: boolean }>([
  ['bind_transceiver', { transmits: true, receives: true }],
  ['bind_transmitter', { transmits: true, receives: false }],
  ['bind_receiver', { transmits: false, receives: true }],
])

export async function startSmsc(options: SmscOptions): Promise<Smsc> {
  const account = options.account ?? { systemId: 'motcua', password: 'motcua' }
  const store = openMessageStore(options.logPath)
  const sessions = new Set<Session>()
  let faults: SwitchboardFaults = { ...noFaults }

  const receipts = sendReceipts({
    store,
    clock: options.clock,
    faults: () => faults,
    deliver(owner, fields) {
      const session = [...sessions].findLast((bound) => bound.receives && bound.account === owner)
      return session ? session.channel.request('deliver_sm', fields, deliverTimeoutMs) : null
    },
  })

  const bind = (session: Session, pdu: PDU, rights: { transmits: boolean; receives: boolean }): void => {
    const refuse = (status: string) => session.channel.send(answerTo(pdu, status))
    if (session.account !== null) refuse('ESME_RALYBND')
    else if (pdu.system_id !== account.systemId) refuse('ESME_RINVSYSID')
    else if (pdu.password !== account.password) refuse('ESME_RINVPASWD')
    else {
      Object.assign(session, rights, { account: account.systemId })
      session.channel.send(answerTo(pdu, 'ESME_ROK', { system_id: 'MOTCUA-SIM' }))
      receipts.hurry()
    }
  }

  const takeSubmit = (account: string, pdu: PDU): SubmitAnswer => {
    const fault = meetFault(faults)
    if (fault === 'dropBeforeTaking') return { kind: 'cut' }
    if (fault === 'throttle') return { kind: 'reply', status: 'ESME_RTHROTTLED' }
    if (fault === 'refuse') return { kind: 'reply', status: faults.refuseStatus }
    const read = readSubmit(pdu)
    if (!read.ok) return { kind: 'reply', status: read.status }
    const { id } = store.take({ ...read.line, at: options.clock.now().toISOString(), account })
    if (fault === 'dropAfterTaking') return { kind: 'cut' }
    return fault === 'silent' ? { kind: 'silence' } : { kind: 'reply', status: 'ESME_ROK', id }
  }

  const submit = ({ account, transmits, channel }: Session, pdu: PDU): void => {
    const answer: SubmitAnswer =
      account === null || !transmits ? { kind: 'reply', status: 'ESME_RINVBNDSTS' } : takeSubmit(account, pdu)
    if (answer.kind === 'cut') channel.destroy('fault')
    if (answer.kind !== 'reply') return
    const fields = answer.id === undefined ? {} : { message_id: answer.id }
    const send = () => void channel.send(answerTo(pdu, answer.status, fields))
    if (faults.delayMs > 0) setTimeout(send, faults.delayMs)
    else send()
  }

  const take = (session: Session, pdu: PDU): void => {
    const rights = binds.get(pdu.command)
    if (rights) bind(session, pdu, rights)
    else if (pdu.command === 'submit_sm') submit(session, pdu)
    else if (pdu.command === 'enquire_link') session.channel.send(answerTo(pdu, 'ESME_ROK'))
    else if (pdu.command === 'unbind') {
      session.channel.send(answerTo(pdu, 'ESME_ROK'))
      session.channel.end()
    } else session.channel.send(answerTo(pdu, 'ESME_RINVCMDID'))
  }

  const server = createServer((socket) => {
    if (faults.down) {
      socket.destroy()
      return
    }
    socket.setNoDelay(true)
    const channel = openChannel(socket, {
      request: (pdu) => take(session, pdu),
      closed: () => {
        clearTimeout(tooLate)
        sessions.delete(session)
      },
    })
    const session: Session = { channel, socket, account: null, transmits: false, receives: false }
    const tooLate = setTimeout(() => {
      if (session.account === null) channel.destroy('not bound in time')
    }, bindWithinMs)
    tooLate.unref()
    sessions.add(session)
  })
  server.maxConnections = maxConnections
  const port = await listen(server, options.port).catch((error: unknown) => {
    receipts.stop()
    store.close()
    throw error
  })

  return {
    port,
    url: `smpp://${account.systemId}:${account.password}@127.0.0.1:${port}`,
    store,
    faults: () => ({ ...faults }),
    setFaults(change) {
      const next = changeFaults(faults, change, (name) => Object.hasOwn(smpp.errors, name))
      if (!next) return false
      faults = next
      if (faults.down) for (const session of sessions) session.channel.destroy('fault')
      return true
    },
    clearFaults() {
      faults = { ...noFaults }
    },
    async close() {
      receipts.stop()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const session of sessions) session.channel.destroy('switchboard stops')
      })
      store.close()
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}
