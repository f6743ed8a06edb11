/**
 * One SMPP connection, for either end: cuts the byte stream into PDUs, guards their lengths, pairs answers with requests
 * and gives each request a time-out. The codec is npm smpp's; its sessions are not used, because they never tell of an
 * answer lost with the connection and stop reading for good at a length below 16.
 */
import type { Socket } from 'node:net'
import smpp, { type PDU, type PduFields } from 'smpp'

export type Answer =
  | { kind: 'answer'; pdu: PDU }
  /** The request was not written: the other end cannot have it. */
  | { kind: 'notSent' }
  /** Written, but no answer came: the other end may or may not have acted. */
  | { kind: 'lost'; why: 'timeout' | 'closed' }

export interface ChannelEvents {
  /** A request of the other end; whoever listens answers it by `send`. */
  request(pdu: PDU): void
  /** The connection is gone, for the reason given; told once. */
  closed(reason: string): void
}

export interface Channel {
  /** Writes a PDU; false when the connection can take none any more. */
  send(pdu: PDU): boolean
  /** Writes a request and waits for its answer, at most `timeoutMs`. Never rejects. */
  request(command: string, fields: PduFields, timeoutMs: number): Promise<Answer>
  /** Milliseconds since anything was received (monotonic). */
  idleMs(): number
  /** Sends what is written, then closes. */
  end(): void
  /** Closes at once; what waits for an answer is lost. */
  destroy(reason: string): void
}

const headerLength = 16
/** Longer ones are refused: 255 octets of text and a message_payload of 64 kB would never be sent by either of our ends. */
const maxLength = 16_384
const maxMalformed = 5
/** A PDU of which only a part has come for so long is given up, and the connection with it. */
const halfPduMs = 30_000
/** When the other end does not read our answers, we stop reading its requests. */
const maxUnsent = 256 * 1024

interface Waiting {
  command: string
  settle(answer: Answer): void
}

export function openChannel(socket: Socket, on: ChannelEvents): Channel {
  const waiting = new Map<number, Waiting>()
  let received: Buffer = Buffer.alloc(0)
  let sequence = 0
  let malformed = 0
  let lastReceived = performance.now()
  let halfPdu: NodeJS.Timeout | undefined
  let reason = 'closed by the other end'
  let closed = false

  const send = (pdu: PDU): boolean => {
    if (closed || !socket.writable) return false
    socket.write(pdu.toBuffer())
    if (socket.writableLength > maxUnsent && !socket.isPaused()) socket.pause()
    return true
  }

  const destroy = (why: string): void => {
    reason = why
    socket.destroy()
  }

  const nextSequence = (): number => {
    do sequence = sequence >= 0x7fffffff ? 1 : sequence + 1
    while (waiting.has(sequence))
    return sequence
  }

  const takeAnswer = (pdu: PDU): void => {
    const request = waiting.get(pdu.sequence_number)
    // An answer that nobody asked for, came too late or answers another command says nothing.
    if (!request || (pdu.command !== `${request.command}_resp` && pdu.command !== 'generic_nack')) return
    request.settle({ kind: 'answer', pdu })
  }

  const takeFrame = (frame: Buffer): void => {
    const pdu = decode(frame)
    if (pdu) {
      if (pdu.isResponse()) takeAnswer(pdu)
      else on.request(pdu)
      return
    }
    malformed += 1
    const isResponse = frame.readUInt32BE(4) >= 0x80000000
    if (!isResponse) send(nack('ESME_RINVCMDLEN', frame.readUInt32BE(12)))
    if (malformed >= maxMalformed) destroy('too many malformed PDUs')
  }

  socket.on('data', (chunk: Buffer) => {
    lastReceived = performance.now()
    const began = received.length > 0
    received = began ? Buffer.concat([received, chunk]) : chunk
    const held = received.length
    while (!closed && !socket.destroyed && received.length >= 4) {
      const length = received.readUInt32BE(0)
      if (length < headerLength || length > maxLength) {
        // From here on nobody knows where the next PDU begins.
        send(nack('ESME_RINVCMDLEN', 0))
        destroy(`PDU of ${length} octets`)
        return
      }
      if (received.length < length) break
      const frame = received.subarray(0, length)
      received = received.subarray(length)
      takeFrame(frame)
    }
    // The time runs from the first octet of a PDU, however slowly the others drip in.
    if (began && received.length === held) return
    clearTimeout(halfPdu)
    if (received.length > 0) halfPdu = setTimeout(() => destroy('half a PDU'), halfPduMs)
  })
  socket.on('drain', () => socket.resume())
  socket.on('error', (error) => {
    reason = error.message
  })
  socket.on('close', () => {
    closed = true
    clearTimeout(halfPdu)
    for (const request of [...waiting.values()]) request.settle({ kind: 'lost', why: 'closed' })
    on.closed(reason)
  })

  return {
    send,
    destroy,
    end: () => socket.end(),
    idleMs: () => performance.now() - lastReceived,
    request(command, fields, timeoutMs) {
      const number = nextSequence()
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle({ kind: 'lost', why: 'timeout' }), timeoutMs)
        const settle = (answer: Answer): void => {
          clearTimeout(timer)
          waiting.delete(number)
          resolve(answer)
        }
        waiting.set(number, { command, settle })
        if (!send(new smpp.PDU(command, { ...fields, sequence_number: number }))) settle({ kind: 'notSent' })
      })
    },
  }
}

function decode(frame: Buffer): PDU | null {
  try {
    return new smpp.PDU(frame)
  } catch {
    return null
  }
}

/**
 * The answer to a request: its own response, or a generic_nack where SMPP has none for it (the library would throw there).
 */
export function answerTo(pdu: PDU, status: string, fields: PduFields = {}): PDU {
  if (!Object.hasOwn(smpp.commands, `${pdu.command}_resp`)) return nack('ESME_RINVCMDID', pdu.sequence_number)
  return pdu.response({ ...fields, command_status: statusCode(status) })
}

function nack(status: string, sequence_number: number): PDU {
  return new smpp.PDU('generic_nack', { command_status: statusCode(status), sequence_number })
}

/** The number of a status that SMPP 3.4 names. */
export function statusCode(name: string): number {
  const code = smpp.errors[name]
  if (code === undefined) throw new RangeError(`no SMPP status ${name}`)
  return code
}

/** The name of a status, or its number in hexadecimal when the operator has one of its own. */
export function statusName(code: number): string {
  const found = Object.entries(smpp.errors).find(([, value]) => value === code)
  return found ? found[0] : `0x${code.toString(16).padStart(8, '0')}`
}
