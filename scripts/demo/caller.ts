/**
 * One person's session over the real interface. Each person comes from an address of their own on the loopback, as
 * households do, because limits count by address; where the machine has but one, the limits make us wait, not fail.
 */
import { type IncomingMessage, request } from 'node:http'
import type { components } from '../../web/api/schema.d.ts'

export type Schemas = components['schemas']

export interface Target {
  host: string
  port: number
}

export interface Saved {
  cookie: string
  csrf: string
}

/** A problem that the interface answered. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, where: string, detail: string) {
    super(`${where}: ${status} ${code} ${detail}`)
    this.status = status
    this.code = code
  }
}

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

const answerWithinMs = 60_000
const mostWaits = 20
let onlyOneAddress = false

function send(
  target: Target,
  from: string,
  message: { method: string; path: string; headers: Record<string, string>; body?: Buffer },
) {
  return new Promise<Answer>((resolve, reject) => {
    const { method, path, headers, body } = message
    const local = onlyOneAddress || target.host !== '127.0.0.1' ? {} : { localAddress: from }
    const call = request({ ...target, method, path, headers, ...local, timeout: answerWithinMs }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      )
    })
    call.on('timeout', () => call.destroy(new Error(`no answer in ${answerWithinMs} ms: ${method} ${path}`)))
    call.on('error', reject)
    call.end(body)
  })
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

export class Caller {
  private readonly target: Target
  private readonly from: string
  private cookie = ''
  private csrf = ''

  /** `place` 1…65,000 gives the loopback address that this person comes from. */
  constructor(target: Target, place: number) {
    this.target = target
    this.from = `127.${16 + (place >> 8)}.${place & 255}.1`
  }

  get saved(): Saved {
    return { cookie: this.cookie, csrf: this.csrf }
  }

  resume({ cookie, csrf }: Saved): void {
    this.cookie = cookie
    this.csrf = csrf
  }

  protected begin(session: Schemas['Session']): void {
    this.csrf = session.csrfToken ?? ''
  }

  /** Sends and answers; waits where a limit says so. Throws `Refused` for a problem. */
  async exchange(
    method: string,
    path: string,
    body?: object | Upload,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const content = encode(body)
    const headers = { ...content.headers, ...(this.csrf ? { 'x-csrf-token': this.csrf } : {}), ...more }
    for (let waits = 0; ; waits += 1) {
      const withCookie = this.cookie ? { ...headers, cookie: this.cookie } : headers
      const answer = await send(this.target, this.from, {
        method,
        path,
        headers: withCookie,
        ...(content.body ? { body: content.body } : {}),
      }).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRNOTAVAIL') onlyOneAddress = true
        // Nobody listens for a moment while the platform starts its app anew: nothing has been asked yet.
        else if (error.code === 'ECONNREFUSED' && waits < mostWaits) await pause(3_000)
        else throw error
        return undefined
      })
      if (!answer) continue
      const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0]
      if (cookie) this.cookie = cookie
      if (answer.status < 400) return answer
      const problem: { code?: string; retryAfter?: number } = readJson(answer.body)
      if (answer.status === 429 && waits < mostWaits) {
        const seconds = problem.retryAfter ?? 60
        if (seconds > 5) console.log(`  a limit of this one address is used up; waiting ${seconds} s`)
        await pause(seconds * 1000)
        continue
      }
      throw new Refused(answer.status, problem.code ?? '', `${method} ${path}`, answer.body.toString().slice(0, 600))
    }
  }

  async call<T>(method: string, path: string, body?: object | Upload, more?: Record<string, string>): Promise<T> {
    return readJson((await this.exchange(method, path, body, more)).body)
  }
}

/** A file to be sent as a form of several parts. */
export class Upload {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Buffer
  constructor(name: string, mediaType: string, bytes: Buffer) {
    this.name = name
    this.mediaType = mediaType
    this.bytes = bytes
  }
}

function readJson<T>(body: Buffer): T {
  const text = body.toString('utf8')
  return JSON.parse(text.startsWith('{') || text.startsWith('[') ? text : '{}')
}

function encode(body: object | Upload | undefined): { headers: Record<string, string>; body?: Buffer } {
  if (body === undefined) return { headers: {} }
  if (!(body instanceof Upload)) {
    const json = Buffer.from(JSON.stringify(body))
    return { headers: { 'content-type': 'application/json', 'content-length': String(json.length) }, body: json }
  }
  const boundary = 'motcua-demo-9f2d6c'
  const parts = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${body.name}"\r\ncontent-type: ${body.mediaType}\r\n\r\n`,
    ),
    body.bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const headers = {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': String(parts.length),
  }
  return { headers, body: parts }
}

export class Officer extends Caller {
  async signIn(login: string, password: string): Promise<void> {
    this.begin(await this.call('POST', '/api/session/staff', { login, password }))
  }
}

export class Citizen extends Caller {
  /** Asks for a code and reads it off the phone that `inbox` shows. */
  async signIn(phone: string, inbox: string): Promise<void> {
    const before = (await codesOn(inbox, phone)).length
    const { challengeId } = await this.call<{ challengeId: string }>('POST', '/api/session/codes', { phone })
    for (const end = Date.now() + 60_000; ; await pause(150)) {
      const codes = await codesOn(inbox, phone)
      const [newest] = codes
      if (newest && codes.length > before) {
        this.begin(await this.call('POST', '/api/session/citizen', { challengeId, code: newest }))
        return
      }
      if (Date.now() > end) throw new Error(`no code came to ${phone} in a minute`)
    }
  }
}

/** One-time codes that a phone shows, newest first. */
async function codesOn(inbox: string, phone: string): Promise<string[]> {
  const response = await fetch(`${inbox}/messages?limit=1000&to=${encodeURIComponent(phone)}`)
  const { messages }: { messages: { codes: string[] }[] } = JSON.parse(await response.text())
  return messages.flatMap(({ codes }) => codes)
}
