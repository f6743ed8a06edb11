/** The phones of the simulation over HTTP: a page, the same as JSON, and the switch for faults. */
import { type LocalHttp, listenLocally, type Told } from '../local-http.ts'
import { codesIn, inboxPage } from './inbox-page.ts'
import { inboxScript } from './inbox-script.ts'
import { inboxStyle } from './inbox-style.ts'
import { nationalNumber } from './messages.ts'
import type { Smsc } from './smsc.ts'

const pageTexts = 200
const longestSearch = 100

export function startInbox(port: number, smsc: Smsc): Promise<LocalHttp> {
  return listenLocally(port, ({ method, url, body }): Told => {
    const route = `${method} ${url.pathname}`
    switch (route) {
      case 'GET /': {
        const search = (url.searchParams.get('q') ?? '').slice(0, longestSearch)
        return { status: 200, body: inboxPage(smsc.store.newest(search ? Number.MAX_SAFE_INTEGER : pageTexts), search) }
      }
      case 'GET /inbox.css':
        return { status: 200, headers: { 'content-type': 'text/css; charset=utf-8' }, body: inboxStyle }
      case 'GET /inbox.js':
        return { status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' }, body: inboxScript }
      case 'GET /favicon.ico':
        return { status: 204, body: '' }
      case 'GET /messages': {
        const limit = Math.min(1_000, Math.max(1, Number(url.searchParams.get('limit')) || 50))
        const to = url.searchParams.get('to')
        const found = smsc.store.newest(limit, to === null ? undefined : nationalNumber(to.trim()))
        return {
          status: 200,
          body: { messages: found.map((message) => ({ ...message, codes: codesIn(message.text) })) },
        }
      }
      case 'GET /faults':
        return { status: 200, body: smsc.faults() }
      case 'POST /faults':
        return smsc.setFaults(body)
          ? { status: 200, body: smsc.faults() }
          : { status: 400, body: { error: 'faults', known: smsc.faults() } }
      case 'DELETE /faults':
        smsc.clearFaults()
        return { status: 200, body: smsc.faults() }
      default:
        return { status: 404, body: { error: 'not-found' } }
    }
  })
}
