/**
 * The people of a case, each over the real HTTP interface: a citizen with a phone, officers with a password. Used by
 * scenarios, the demonstration month and the fault runs. They wait for what they expect to see, with a limit.
 */
import type { components } from '../../web/api/schema.d.ts'

type Schemas = components['schemas']
export type TaskView = Schemas['TaskView']
export type DossierView = Schemas['DossierView']

/** A problem that the interface answered. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly fields: { path: string; code: string }[]
  /** Seconds after which to try again, where the answer names them. */
  readonly retryAfter: number | undefined
  constructor(
    status: number,
    body: { code?: string; fields?: { path: string; code: string }[]; retryAfter?: number },
    where: string,
  ) {
    super(`${where}: ${status} ${body.code ?? ''} ${JSON.stringify(body.fields ?? [])}`)
    this.status = status
    this.code = body.code ?? ''
    this.fields = body.fields ?? []
    this.retryAfter = body.retryAfter
  }
}

/** Asks until `look` gives something, a minute at most unless told: the machine may be busy with others. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  withinMs = 60_000,
): Promise<T> {
  const end = Date.now() + withinMs
  for (;;) {
    const seen = await look()
    if (seen) return seen
    if (Date.now() > end) throw new Error(`not seen within ${withinMs} ms: ${what}`)
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** One browser's worth of session. */
class Caller {
  protected readonly base: string
  private cookie = ''
  private csrf = ''
  /** The address that a proxy would name for it, where the platform trusts one. */
  private readonly address: string | undefined
  constructor(base: string, address?: string) {
    this.base = base
    this.address = address
  }

  async raw(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const isForm = body instanceof FormData
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        ...(this.address ? { 'x-forwarded-for': this.address } : {}),
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(this.csrf ? { 'x-csrf-token': this.csrf } : {}),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    })
    for (const set of response.headers.getSetCookie()) this.cookie = set.split(';')[0] ?? ''
    return response
  }

  async call<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const response = await this.raw(method, path, body, headers)
    const text = await response.text()
    if (!response.ok)
      throw new Refused(response.status, text.startsWith('{') ? JSON.parse(text) : {}, `${method} ${path}`)
    return text === '' ? (undefined as T) : JSON.parse(text)
  }

  protected keep(session: Schemas['Session']): void {
    this.csrf = session.csrfToken ?? ''
  }
}

export class Citizen extends Caller {
  readonly phone: string
  private readonly codeSentTo: (phone: string) => Promise<string>
  /** `codeSentTo` reads the newest one-time code off the phone (the switchboard's inbox). */
  constructor(base: string, phone: string, codeSentTo: (phone: string) => Promise<string>, address?: string) {
    super(base, address)
    this.phone = phone
    this.codeSentTo = codeSentTo
  }

  async signIn(): Promise<void> {
    const { challengeId } = await this.call<{ challengeId: string }>('POST', '/api/session/codes', {
      phone: this.phone,
    })
    const code = await this.codeSentTo(this.phone)
    this.keep(await this.call('POST', '/api/session/citizen', { challengeId, code }))
  }

  openDraft(service: string, unit: string): Promise<Schemas['Draft']> {
    return this.call('POST', '/api/drafts', { service, unit })
  }

  save(draft: Schemas['Draft'], answers: object): Promise<Schemas['Draft']> {
    return this.call('PUT', `/api/drafts/${draft.id}`, { answers }, { 'if-match': `"${draft.version}"` })
  }

  upload(
    owner: { draft: string } | { request: string },
    field: string,
    file: { name: string; bytes: Uint8Array },
  ): Promise<Schemas['Upload']> {
    const body = new FormData()
    body.append('file', new Blob([Uint8Array.from(file.bytes)]), file.name)
    const [[kind, id] = []] = Object.entries(owner)
    return this.call('POST', `/api/uploads?${kind}=${id}&field=${field}`, body)
  }

  submit(draftId: string): Promise<DossierView> {
    return this.call('POST', '/api/dossiers', { draftId })
  }

  /** The whole way from nothing to a submitted dossier; `papers` are keys that get one picture each. */
  async file(
    service: string,
    unit: string,
    answers: object,
    papers: readonly (string | readonly [key: string, file: { name: string; bytes: Uint8Array }])[] = ['identityScan'],
  ): Promise<DossierView> {
    let draft = await this.openDraft(service, unit)
    const attached: { [key: string]: object[] } = {}
    for (const paper of papers) {
      const [key, file] = typeof paper === 'string' ? [paper, aPicture()] : paper
      const { id, name, mediaType, size } = await this.upload({ draft: draft.id }, key, file)
      attached[key] = [{ id, name, mime: mediaType, size }]
    }
    draft = await this.save(draft, { ...answers, ...attached })
    return this.submit(draft.id)
  }

  dossier(code: string): Promise<DossierView> {
    return this.call('GET', `/api/dossiers/${code}`)
  }

  withdraw(code: string): Promise<DossierView> {
    return this.call('POST', `/api/dossiers/${code}/withdrawal`, {})
  }

  answer(code: string, request: string, answers: object): Promise<DossierView> {
    return this.call('POST', `/api/dossiers/${code}/requests/${request}/answer`, { answers })
  }

  /** Waits until the dossier reads this status. */
  reads(code: string, status: string, withinMs?: number): Promise<DossierView> {
    return until(
      `${code} reads ${status}`,
      async () => {
        const seen = await this.dossier(code)
        return seen.status === status && seen
      },
      withinMs,
    )
  }
}

export class Officer extends Caller {
  async signIn(login: string, password: string): Promise<void> {
    this.keep(await this.call('POST', '/api/session/staff', { login, password }))
  }

  async tasks(view = 'unit', q?: string): Promise<Schemas['TaskRow'][]> {
    const search = q ? `&q=${encodeURIComponent(q)}` : ''
    return (await this.call<Schemas['TaskList']>('GET', `/api/tasks?view=${view}&limit=200${search}`)).items
  }

  /** Waits for the task of a dossier at a step. */
  sees(code: string, step: string, withinMs?: number): Promise<Schemas['TaskRow']> {
    return until(
      `task ${step} of ${code}`,
      async () => (await this.tasks('unit', code)).find((row) => row.dossierCode === code && row.step === step),
      withinMs,
    )
  }

  task(id: string): Promise<TaskView> {
    return this.call('GET', `/api/tasks/${id}`)
  }

  /** `standIn`: also where the dossier was given to somebody else. */
  claim(id: string, { standIn }: { standIn: boolean } = { standIn: false }): Promise<TaskView> {
    return this.call('POST', `/api/tasks/${id}/claim${standIn ? '?standIn=true' : ''}`)
  }

  /** The draft's hash, as looking at it gives it. */
  async preview(id: string, form: object = {}): Promise<{ hash: string; pdf: Buffer }> {
    const response = await this.raw('POST', `/api/tasks/${id}/preview`, { form })
    if (!response.ok) throw new Refused(response.status, await response.json(), `preview of ${id}`)
    return { hash: response.headers.get('x-preview-hash') ?? '', pdf: Buffer.from(await response.arrayBuffer()) }
  }

  /** Waits for the step's task, takes it, in whoever's stead, and decides. */
  async decides(
    code: string,
    step: string,
    outcome: string,
    more: { form?: object; reason?: string; previewed?: boolean; withinMs?: number } = {},
  ): Promise<Schemas['Decision']> {
    const { id } = await this.sees(code, step, more.withinMs)
    await this.claim(id, { standIn: true })
    const previewHash = more.previewed ? (await this.preview(id)).hash : undefined
    return this.call('POST', `/api/tasks/${id}/decision`, {
      outcome,
      form: more.form ?? {},
      ...(more.reason ? { reason: more.reason } : {}),
      ...(previewHash ? { previewHash } : {}),
    })
  }
}

/** A small true PNG, different each time so that no two uploads share a file. */
export function aPicture(): { name: string; bytes: Uint8Array } {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  // A text chunk before IEND makes it unique; readers skip what they do not know.
  const text = Buffer.from(`n\0${Math.random()}`, 'latin1')
  const chunk = Buffer.alloc(12 + text.length)
  chunk.writeUInt32BE(text.length, 0)
  chunk.write('tEXt', 4, 'latin1')
  text.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + text.length)), 8 + text.length)
  const end = png.length - 12
  return { name: 'Căn cước mặt trước.png', bytes: Buffer.concat([png.subarray(0, end), chunk, png.subarray(end)]) }
}

/** A small true PDF of one empty page, different each time. */
export function aPdf(): { name: string; bytes: Uint8Array } {
  const parts = [
    `%PDF-1.4\n%${Math.random()}\n`,
    '1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n',
    '2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n',
    '3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n',
  ]
  const offsets = parts.map((_, at) => parts.slice(0, at).join('').length).slice(1)
  const body = parts.join('')
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const end = `xref\n0 4\n0000000000 65535 f \n${entries}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`
  return { name: 'Bản vẽ.pdf', bytes: Buffer.from(body + end, 'latin1') }
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** Nguyễn Thị Hoa's request for her own birth entry: everything agrees with the registers. */
export const hoasRequest = {
  requesterFullName: 'Nguyễn Thị Hoa',
  requesterIdType: 'cccd',
  requesterIdNumber: '001186040040',
  requesterIdIssuedOn: '2016-07-12',
  requesterIdIssuedBy: 'Công an thành phố Hà Nội',
  requesterResidenceType: 'thuong-tru',
  requesterResidenceUnit: '00685',
  requesterResidenceDetail: 'Thôn 1',
  requesterRelation: 'ban-than',
  contactPhone: '0912345678',
  eventType: 'khai-sinh',
  subjectFullName: 'Nguyễn Thị Hoa',
  subjectDob: '1986-02-27',
  subjectGender: 'nu',
  subjectEthnicity: 'Kinh',
  subjectNationality: 'Việt Nam',
  registerPlaceUnit: '00685',
  copies: 1,
  requesterPolicyGroup: 'khong',
  pickupMethod: 'mot-cua',
  declarationAccepted: true,
}
export const service = 'commune-civil-status-extract'
export const dongMy = '00685'
