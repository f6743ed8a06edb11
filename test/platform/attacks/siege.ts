/**
 * A platform under attack: people with sessions of their own, a dossier that is at its first officer, drafts; and one
 * way to judge an attack: refused with a problem of the table, in words that give nothing away, and nothing has changed.
 */
import { readdirSync } from 'node:fs'
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { rowCounts } from '../../../scripts/soak/rows.ts'
import type { problems } from '../../../server/problems.ts'
import { aPicture, dongMy, hoasRequest, service, until } from '../../support/players.ts'
import { aStack, type Stack } from '../../support/stack.ts'

/** Cookie and token as a browser holds them. */
export interface Session {
  readonly cookie: string
  readonly csrf: string
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

export interface Ask {
  readonly method?: string
  /** Sent as it stands: no client normalises it. */
  readonly path: string
  readonly as?: Session
  /** Objects go as JSON, bytes and texts as they are. */
  readonly body?: object | string | Buffer
  readonly headers?: OutgoingHttpHeaders | undefined
}

export interface Siege {
  readonly stack: Stack
  readonly citizen: Session
  readonly stranger: Session
  readonly desk: Session
  readonly justice: Session
  readonly leader: Session
  /** An officer of another commune. */
  readonly neighbour: Session
  readonly admin: Session
  /** The citizen's dossier, at the desk's first task, and a file of it. */
  readonly code: string
  readonly task: string
  readonly filed: string
  /** The citizen's open draft with version and a file, the stranger's draft. */
  readonly draft: string
  readonly draftFile: string
  readonly strangersDraft: string
  send(ask: Ask): Promise<Answer>
  /** Bytes on the wire, as no client would send them; the answer's bytes as text. */
  wire(bytes: string | Buffer): Promise<string>
  stop(): Promise<void>
}

const citizensPhone = '0912345678'

export async function aSiege(): Promise<Siege> {
  const stack = await aStack()
  const { port } = new URL(stack.base)
  const send = (ask: Ask): Promise<Answer> => sendTo(Number(port), ask)

  const json = async <Body>(ask: Ask): Promise<Body> => {
    const answer = await send(ask)
    if (answer.status >= 300) throw new Error(`${ask.method ?? 'GET'} ${ask.path}: ${answer.status} ${answer.body}`)
    return JSON.parse(answer.body)
  }
  const sessionOf = (answer: Answer): Session => {
    if (answer.status !== 200) throw new Error(`signing in: ${answer.status} ${answer.body}`)
    const { csrfToken }: { csrfToken: string } = JSON.parse(answer.body)
    return { cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '', csrf: csrfToken }
  }
  const officer = async (login: string): Promise<Session> =>
    sessionOf(await send({ method: 'POST', path: '/api/session/staff', body: { login, password: stack.password } }))
  const byPhone = async (phone: string): Promise<Session> => {
    const { challengeId } = await json<{ challengeId: string }>({
      method: 'POST',
      path: '/api/session/codes',
      body: { phone },
    })
    const code = await until('the code', async () => (await stack.messages(phone)).flatMap(({ codes }) => codes).at(-1))
    return sessionOf(await send({ method: 'POST', path: '/api/session/citizen', body: { challengeId, code } }))
  }
  const openDraft = (as: Session) =>
    json<{ id: string; version: number }>({
      method: 'POST',
      path: '/api/drafts',
      as,
      body: { service, unit: dongMy },
    })
  const withFile = async (as: Session) => {
    const draft = await openDraft(as)
    const upload = await json<{ id: string; name: string; mediaType: string; size: number }>({
      method: 'POST',
      path: `/api/uploads?draft=${draft.id}&field=identityScan`,
      as,
      ...multipart([{ name: 'file', filename: 'can-cuoc.png', content: Buffer.from(aPicture().bytes) }]),
    })
    const { id, name, mediaType, size } = upload
    await json({
      method: 'PUT',
      path: `/api/drafts/${draft.id}`,
      as,
      headers: { 'if-match': `"${draft.version}"` },
      body: { answers: { ...hoasRequest, identityScan: [{ id, name, mime: mediaType, size }] } },
    })
    return { draft: draft.id, file: id }
  }

  const [citizen, stranger] = [await byPhone(citizensPhone), await byPhone('0987654321')]
  const [desk, justice, leader] = [
    await officer('motcua.dongmy'),
    await officer('tuphap.dongmy'),
    await officer('lanhdao.dongmy'),
  ]
  const [neighbour, admin] = [await officer('tuphap.nguhiep'), await officer('quantri.dongmy')]
  const first = await withFile(citizen)
  const { code } = await json<{ code: string }>({
    method: 'POST',
    path: '/api/dossiers',
    as: citizen,
    body: { draftId: first.draft },
  })
  const second = await withFile(citizen)
  const strangers = await openDraft(stranger)
  const task = await until('the first task', async () => {
    const { items } = await json<{ items: { id: string; dossierCode: string }[] }>({
      path: '/api/tasks?view=unit',
      as: desk,
    })
    return items.find(({ dossierCode }) => dossierCode === code)?.id
  })
  await until('nothing on its way', async () => {
    const { rows } = await stack.db.query(
      `SELECT 1 FROM outbox WHERE state IN ('pending', 'sent') UNION ALL SELECT 1 FROM sms WHERE state NOT IN ('delivered', 'failed')`,
    )
    return rows.length === 0
  })
  return {
    stack,
    citizen,
    stranger,
    desk,
    justice,
    leader,
    neighbour,
    admin,
    code,
    task,
    filed: first.file,
    draft: second.draft,
    draftFile: second.file,
    strangersDraft: strangers.id,
    send,
    wire: (bytes) => onTheWire(Number(port), bytes),
    stop: () => stack.stop(),
  }
}

const textOf = (body: Ask['body']): string | Buffer | undefined =>
  body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)

function sendTo(port: number, { method = 'GET', path, as, body, headers = {} }: Ask): Promise<Answer> {
  const content = textOf(body)
  const isJson = content !== undefined && body !== content
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: 'localhost',
        port,
        method,
        path,
        agent: false,
        headers: {
          ...(as ? { cookie: as.cookie, 'x-csrf-token': as.csrf } : {}),
          ...(isJson ? { 'content-type': 'application/json' } : {}),
          ...(content === undefined ? {} : { 'content-length': Buffer.byteLength(content) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      },
    )
    request.on('error', reject)
    request.end(content)
  })
}

function onTheWire(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, 'localhost')
    let heard = ''
    const end = (): void => {
      socket.destroy()
      resolve(heard)
    }
    socket.setTimeout(3000, end)
    socket.setEncoding('latin1').on('data', (text: string) => {
      heard += text
    })
    socket.on('end', end).on('error', end)
    socket.write(bytes)
  })
}

export interface Part {
  readonly name?: string
  readonly filename?: string
  /** The header line in place of the one that name and filename make. */
  readonly disposition?: string
  readonly type?: string
  readonly content: Buffer | string
}

/** A multipart body, made by hand so that it may be wrong. */
export function multipart(
  parts: readonly Part[],
  boundary = 'ranh-gioi',
): Pick<Ask, 'body' | 'headers'> & { body: Buffer } {
  const chunks = parts.flatMap(({ name, filename, disposition, type, content }) => {
    const file = filename === undefined ? '' : `; filename="${filename}"`
    const line = disposition ?? `form-data; name="${name ?? ''}"${file}`
    const kind = type === undefined ? '' : `Content-Type: ${type}\r\n`
    return [
      Buffer.from(`--${boundary}\r\nContent-Disposition: ${line}\r\n${kind}\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]
  })
  return {
    body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

/** What of the inside must not be in an answer. */
const inside =
  /\n\s+at |node_modules|\.ts\b|\.js:\d|prisma|postgres|\bSELECT\b|\bINSERT\b|ECONN|syntax error|\/work\/|\/tmp\/|stack"|undefined is not|Cannot read/i

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []))
    .sort()
}

export interface Expected {
  readonly status: number
  /** Codes of the problem table, one of which it must be. */
  readonly code: keyof typeof problems | readonly (keyof typeof problems)[]
  /** Tables whose rows the attack may add to (a record of the look, a limit). */
  readonly except?: readonly string[]
}

const always = ['rate_limit', '_prisma_migrations']

/** What would be seen of anything stored: rows of all tables, files of the store. */
async function stored(siege: Siege, except: readonly string[]) {
  const ask = async <Row extends Record<string, unknown>>(sql: string): Promise<Row[]> =>
    (await siege.stack.db.query<Row>(sql)).rows
  return {
    rows: await rowCounts(ask, [...always, ...except]),
    files: filesUnder(join(siege.stack.dataFolder, 'files')),
  }
}

/** Holds an attack against the rules: refused so, nothing stored, nothing told, the platform well. */
export async function refuses(siege: Siege, ask: Ask, expected: Expected): Promise<Answer> {
  const before = await stored(siege, expected.except ?? [])
  const answer = await siege.send(ask)
  const codes: readonly string[] = Array.isArray(expected.code) ? expected.code : [expected.code]
  const problem = problemOf(answer)
  expect({ status: answer.status, code: problem.code }).toEqual({
    status: expected.status,
    code: codes.includes(problem.code ?? '') ? problem.code : codes.join(' | '),
  })
  expect(problem.texts?.title?.vi).toBeTruthy()
  expect(answer.body).not.toMatch(inside)
  await unharmed(siege, before, expected.except ?? [])
  return answer
}

/** For attacks that are no request: does it, and holds the rest against the rules. */
export async function changesNothing<T>(
  siege: Siege,
  act: () => Promise<T>,
  except: readonly string[] = [],
): Promise<T> {
  const before = await stored(siege, except)
  const done = await act()
  await unharmed(siege, before, except)
  return done
}

async function unharmed(siege: Siege, before: object, except: readonly string[]): Promise<void> {
  expect(await stored(siege, except)).toEqual(before)
  expect((await siege.send({ path: '/api/health' })).status).toBe(200)
}

interface Told {
  readonly code?: string
  readonly texts?: { readonly title?: { readonly vi?: string } }
  readonly fields?: readonly { readonly path: string; readonly code: string }[]
}

export function problemOf(answer: Answer): Told {
  if (!String(answer.headers['content-type']).startsWith('application/problem+json')) return {}
  return JSON.parse(answer.body)
}
