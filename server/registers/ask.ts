/** One question to a register over HTTP: a time-out for the whole of it, a limit on the answer, no redirects. */
import { type JsonValue, parseBoundedJson } from './json.ts'

export type Fault =
  /** No connection, or it broke. */
  | 'down'
  | 'timeout'
  /** 5xx or 429: it answered that it cannot answer. */
  | 'failing'
  /** 4xx: it will not take this question. */
  | 'refused'
  | 'redirected'
  | 'tooLarge'
  /** Not the JSON that was promised, or about something else than was asked. */
  | 'malformed'

export type Asked = { ok: true; json: JsonValue } | { ok: false; fault: Fault }

export interface Question {
  url: URL
  body: JsonValue
  idempotencyKey: string
  /** Value of the Authorization header, when the register wants one. */
  authorization: string | null
  timeoutMs: number
  maxBytes: number
}

/** Faults that may be gone at once; the others would come again. */
export const passingFaults: ReadonlySet<Fault> = new Set(['down', 'timeout', 'failing'])

/** Never rejects. */
export async function ask(question: Question): Promise<Asked> {
  const gaveUp = AbortSignal.timeout(question.timeoutMs)
  const tooLarge = new AbortController()
  try {
    const response = await fetch(question.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([gaveUp, tooLarge.signal]),
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'idempotency-key': question.idempotencyKey,
        ...(question.authorization === null ? {} : { authorization: question.authorization }),
      },
      body: JSON.stringify(question.body),
    })
    const fault = faultOfStatus(response)
    if (fault) {
      await response.body?.cancel()
      return { ok: false, fault }
    }
    const text = await readLimited(response, question.maxBytes)
    if (text === null) {
      tooLarge.abort()
      return { ok: false, fault: 'tooLarge' }
    }
    const json = parseBoundedJson(text)
    return json === null ? { ok: false, fault: 'malformed' } : { ok: true, json }
  } catch {
    return { ok: false, fault: gaveUp.aborted ? 'timeout' : 'down' }
  }
}

function faultOfStatus(response: Response): Fault | null {
  const { status } = response
  if (status >= 500 || status === 429) return 'failing'
  if (status >= 400) return 'refused'
  if (status >= 300) return 'redirected'
  const type = response.headers.get('content-type') ?? ''
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(type) ? null : 'malformed'
}

/** The body as text; null when it is longer than the limit, counted after any decompression. */
async function readLimited(response: Response, maxBytes: number): Promise<string | null> {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) return null
  const reader = response.body?.getReader()
  if (!reader) return ''
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks).toString('utf8')
    length += value.length
    if (length > maxBytes) return null
    chunks.push(value)
  }
}
