/**
 * Keeps one bound transceiver: connects, binds, watches the link, and after any loss comes back with growing, jittered
 * pauses, also while the switchboard was never there. At most `window` requests wait for an answer at a time.
 */
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { PDU, PduFields } from 'smpp'
import { type Answer, answerTo, type Channel, openChannel, statusName } from './channel.ts'

export type LinkState =
  | { state: 'connecting' }
  | { state: 'bound' }
  /** Not connected; tried again in `retryInMs`. `reason` is for operators. */
  | { state: 'waiting'; reason: string; retryInMs: number }
  | { state: 'closed' }

export interface LinkOptions {
  host: string
  port: number
  tls: boolean
  systemId: string
  password: string
  /** How long a bind, a submit or an enquire_link may take, ms. */
  timeoutMs: number
  /** After so long without traffic the link is asked whether it lives, ms. */
  enquireMs: number
  /** Pause before the first new try and the longest one, ms. */
  backoff: { firstMs: number; longestMs: number }
  window: number
  /** Requests that may wait for the window; more are not taken. */
  queue: number
}

export interface Link {
  state(): LinkState
  /** Sends a request in its turn; `notSent` when the link is not bound or goes before its turn. */
  request(command: string, fields: PduFields): Promise<Answer>
  /** Lets answers come in, unbinds and stays closed. */
  close(): Promise<void>
}

/** A bind that held for so long makes the next loss start with the first pause again. */
const steadyMs = 10_000
const unbindMs = 1_000

export interface LinkEvents {
  /** A deliver_sm; the listener answers it through `reply`. */
  deliver(pdu: PDU, reply: (status: string) => void): void
  state?(state: LinkState): void
}

export function keepLink(options: LinkOptions, on: LinkEvents): Link {
  let state: LinkState = { state: 'connecting' }
  let channel: Channel | undefined
  let losses = 0
  let boundAt = 0
  let retry: NodeJS.Timeout | undefined
  let inFlight = 0
  const queue: ((mayGo: boolean) => void)[] = []
  let whenIdle: (() => void) | undefined

  const become = (next: LinkState): void => {
    if (state.state === 'closed') return
    state = next
    on.state?.(next)
  }

  const dial = (): void => {
    become({ state: 'connecting' })
    const socket = options.tls
      ? connectTls({ host: options.host, port: options.port, servername: options.host })
      : connect({ host: options.host, port: options.port })
    socket.setNoDelay(true)
    const opened = openChannel(socket, {
      request: (pdu) => answerRequest(opened, pdu),
      closed: (reason) => lose(opened, reason),
    })
    channel = opened
    void bind(socket, opened)
  }

  const bind = async (socket: Socket, opened: Channel): Promise<void> => {
    const tooSlow = setTimeout(() => opened.destroy('no connection in time'), options.timeoutMs)
    const connected = await new Promise<boolean>((resolve) => {
      socket.once(options.tls ? 'secureConnect' : 'connect', () => resolve(true))
      socket.once('close', () => resolve(false))
    })
    clearTimeout(tooSlow)
    if (!connected) return
    const fields = { system_id: options.systemId, password: options.password, interface_version: 0x34 }
    const answer = await opened.request('bind_transceiver', fields, options.timeoutMs)
    if (answer.kind !== 'answer') opened.destroy('no answer to the bind')
    else if (answer.pdu.command_status !== 0) opened.destroy(`bind refused: ${statusName(answer.pdu.command_status)}`)
    else {
      boundAt = performance.now()
      become({ state: 'bound' })
      watch(opened)
    }
  }

  const watch = (opened: Channel): void => {
    const timer = setInterval(async () => {
      if (opened !== channel || state.state !== 'bound') clearInterval(timer)
      else if (opened.idleMs() >= options.enquireMs) {
        const answer = await opened.request('enquire_link', {}, options.timeoutMs)
        if (answer.kind === 'lost') opened.destroy('enquire_link not answered')
      }
    }, options.enquireMs)
    timer.unref()
  }

  const answerRequest = (opened: Channel, pdu: PDU): void => {
    const reply = (status: string): void => {
      opened.send(answerTo(pdu, status))
    }
    if (pdu.command === 'enquire_link') reply('ESME_ROK')
    else if (pdu.command === 'deliver_sm') on.deliver(pdu, reply)
    else if (pdu.command === 'unbind') {
      reply('ESME_ROK')
      opened.end()
    } else reply('ESME_RINVCMDID')
  }

  const lose = (opened: Channel, reason: string): void => {
    if (opened !== channel) return
    channel = undefined
    for (const waiting of queue.splice(0)) waiting(false)
    if (state.state === 'closed') return
    if (state.state === 'bound' && performance.now() - boundAt >= steadyMs) losses = 0
    const { firstMs, longestMs } = options.backoff
    const pause = Math.min(longestMs, firstMs * 2 ** Math.min(losses, 20))
    // Jitter, so that many clients of one switchboard do not come back in the same moment.
    const retryInMs = Math.round(pause / 2 + (Math.random() * pause) / 2)
    losses += 1
    become({ state: 'waiting', reason, retryInMs })
    retry = setTimeout(dial, retryInMs)
  }

  /** At once where the window has room, so that a submit and a close in one breath come in that order. */
  const myTurn = (): boolean | Promise<boolean> => {
    if (state.state !== 'bound') return false
    if (inFlight < options.window) {
      inFlight += 1
      return true
    }
    if (queue.length >= options.queue) return false
    return new Promise((resolve) => queue.push(resolve))
  }

  const turnOver = (): void => {
    const next = queue.shift()
    if (next) next(true)
    else {
      inFlight -= 1
      if (inFlight === 0) whenIdle?.()
    }
  }

  dial()
  return {
    state: () => state,
    async request(command, fields) {
      const turn = myTurn()
      if (!(typeof turn === 'boolean' ? turn : await turn)) return { kind: 'notSent' }
      const bound = state.state === 'bound' ? channel : undefined
      const answer: Answer = bound ? await bound.request(command, fields, options.timeoutMs) : { kind: 'notSent' }
      turnOver()
      return answer
    },
    async close() {
      if (state.state === 'closed') return
      clearTimeout(retry)
      const open = state.state === 'bound' ? channel : undefined
      const abandoned = open ? undefined : channel
      become({ state: 'closed' })
      abandoned?.destroy('closed')
      if (!open) return
      for (const waiting of queue.splice(0)) waiting(false)
      if (inFlight > 0)
        await new Promise<void>((resolve) => {
          whenIdle = resolve
        })
      await open.request('unbind', {}, unbindMs)
      open.destroy('closed')
    },
  }
}
