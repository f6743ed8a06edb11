import type { BrowserContext, Request, Route } from 'playwright-core'
import { Problem, type ProblemCode, problemBody } from '../../../server/problems.ts'
import type {
  DossierSummary,
  DossierView,
  Draft,
  ServiceDetail,
  Session,
  Tracking,
  Unit,
  Upload,
  Verification,
} from '../../../web/api/index.ts'
import { type Contract, readContract } from './contract.ts'
import { aDossier, aDraft, CODE, citizen, nobody, PHONE, serviceDetail, units } from './hanoi.ts'

/** What the stub holds; tests arrange it before and read it after. */
export interface PortalState {
  session: Session
  services: readonly ServiceDetail[]
  units: readonly Unit[]
  /** Codes of units where every service is live. */
  liveIn: readonly string[]
  drafts: Map<string, Draft>
  dossiers: Map<string, DossierView>
  verification: { [code: string]: Verification }
  /** The code that a message brought. */
  code: string
  /** Calls that fail before anything else is looked at: `'PUT /api/drafts'` by the beginning of method and path. */
  broken: { call: string; with: ProblemCode | 'offline' | 'garbage'; times: number }[]
}

interface Call {
  method: string
  path: string
  query: URLSearchParams
  headers: { [name: string]: string }
  body: unknown
}

export interface PortalApi {
  state: PortalState
  calls: Call[]
  /** What page or stub did against the contract. */
  faults: string[]
  attach(context: BrowserContext): Promise<void>
}

interface Reply {
  status: number
  body?: unknown
  bytes?: { type: string; content: Buffer }
}
const ok = (body: unknown, status = 200): Reply => ({ status, body })

/** The contract's portal half with a memory, and nothing of the real server but its table of problems. */
export function portalApi(arranged: Partial<PortalState> = {}): PortalApi {
  const state: PortalState = {
    session: nobody,
    services: [serviceDetail()],
    units,
    liveIn: units.filter(({ level }) => level === 'commune').map(({ code }) => code),
    drafts: new Map(),
    dossiers: new Map(),
    verification: {},
    code: '123456',
    broken: [],
    ...arranged,
  }
  const contract: Contract = readContract()
  const calls: Call[] = []
  const faults: string[] = []

  function reply(call: Call): Reply {
    const { method, path } = call
    const [, , area = '', second = '', third = '', , fifth = ''] = path.split('/')
    const changes = method !== 'GET'
    if (changes && state.session.csrfToken && call.headers['x-csrf-token'] !== state.session.csrfToken) {
      throw new Problem('session.csrf')
    }
    const handlers: { [call: string]: (() => Reply) | undefined } = {
      'GET session': () => ok(state.session),
      'DELETE session': () => {
        state.session = nobody
        return { status: 204 }
      },
      'POST session codes': () => {
        const at = Date.parse(state.session.now ?? '')
        const in60s = new Date(at + 60_000).toISOString()
        const in5min = new Date(at + 300_000).toISOString()
        return ok({ challengeId: '019a0000-0000-7000-8000-0000000000d1', expiresAt: in5min, askAgainAt: in60s }, 202)
      },
      'POST session citizen': () => {
        if (text(call.body, 'code') !== state.code) throw new Problem('session.wrong-code')
        state.session = citizen
        return ok(citizen)
      },
      'GET services': () => {
        if (second === '') return ok({ items: state.services.map(({ card }) => card) })
        const service = state.services.find(({ card }) => card.code === second)
        if (!service) throw new Problem('service.unknown')
        if (third !== 'units') return ok(service)
        const parent = call.query.get('parent')
        const live = state.units.filter(({ code }) => state.liveIn.includes(code))
        return ok({ items: live.filter((unit) => parent === null || unit.parent === parent).slice(0, 100) })
      },
      'GET units': () => ok({ items: unitsFor(state.units, call.query) }),
      'GET drafts': () => (second === '' ? ok({ items: [...mine().values()] }) : ok(draft(second))),
      'POST drafts': () => {
        mine()
        const found = [...state.drafts.values()].find(({ unit }) => unit.code === text(call.body, 'unit'))
        const opened = found ?? aDraft({ unit: unitAt(text(call.body, 'unit')), answers: { contactPhone: PHONE } })
        state.drafts.set(opened.id, opened)
        return ok(opened)
      },
      'PUT drafts': () => {
        const before = draft(second)
        if (call.headers['if-match'] !== `"${before.version}"`) throw new Problem('draft.changed')
        const saved = { ...before, answers: answersIn(call.body), version: before.version + 1 }
        state.drafts.set(before.id, saved)
        return ok(saved)
      },
      'DELETE drafts': () => {
        state.drafts.delete(draft(second).id)
        return { status: 204 }
      },
      'POST uploads': () => {
        const upload: Upload = {
          id: `019a0000-0000-7000-8000-0000000001${String(calls.length).padStart(2, '0')}`,
          field: call.query.get('field') ?? '',
          name: /filename="([^"]+)"/.exec(String(call.body))?.[1] ?? '',
          size: 1000,
          mediaType: 'image/jpeg',
        }
        const owner = call.query.get('draft')
        if (owner !== null) {
          const before = draft(owner)
          state.drafts.set(owner, { ...before, uploads: [...before.uploads, upload] })
        }
        return ok(upload, 201)
      },
      'DELETE uploads': () => ({ status: 204 }),
      'GET dossiers': () => {
        if (second === '') {
          mine()
          const start = Number(call.query.get('cursor') ?? 0)
          const all = [...state.dossiers.values()].map(summary)
          const next = start + 20 < all.length ? String(start + 20) : null
          return ok({ items: all.slice(start, start + 20), next })
        }
        return ok(dossier(second))
      },
      'POST dossiers': () => {
        if (second === '') return submit(text(call.body, 'draftId'))
        const before = dossier(second)
        if (third === 'withdrawal') {
          if (!before.withdrawable) throw new Problem('dossier.not-withdrawable')
          return kept({
            ...before,
            status: 'withdrawn',
            statusText: { vi: 'Đã rút hồ sơ', en: 'Withdrawn' },
            nextText: { vi: 'Hồ sơ đã rút theo đề nghị của bạn.', en: 'Withdrawn as you asked.' },
            withdrawable: false,
            requests: [],
            closedAt: state.session.now ?? '',
          })
        }
        if (fifth !== 'answer') throw new Problem('request.not-found')
        const requests = before.requests.map((request) => ({ ...request, state: 'answered' as const }))
        const statusText = { vi: 'Đang giải quyết', en: 'In progress' }
        return kept({ ...before, answers: answersIn(call.body), requests, status: 'in-progress', statusText })
      },
      'POST tracking': () => {
        const found = state.dossiers.get(text(call.body, 'code'))
        if (!found || found.phone !== text(call.body, 'phone')) throw new Problem('dossier.unknown')
        return ok(tracking(found))
      },
      'GET documents': () => {
        const papers = [...state.dossiers.values()].flatMap(({ documents }) => documents)
        const paper = papers.find(({ id }) => id === second)
        if (!paper) throw new Problem('paper.unknown')
        if (!paper.downloadable) throw new Problem('paper.not-handed-over')
        return { status: 200, bytes: { type: 'application/pdf', content: Buffer.from('%PDF-1.7\n') } }
      },
      'GET verification': () => {
        const paper = state.verification[second]
        if (!paper) throw new Problem('paper.unknown')
        return ok(paper)
      },
    }
    const handler = handlers[`${method} ${area} ${second}`] ?? handlers[`${method} ${area}`]
    if (!handler) throw new Problem('request.not-found')
    return handler()
  }

  const mine = () => {
    if (state.session.kind === 'nobody') throw new Problem('session.required')
    if (state.session.kind === 'staff') throw new Problem('access.denied')
    return state.drafts
  }
  const draft = (id: string): Draft => mine().get(id) ?? refuse('draft.unknown')
  const dossier = (code: string): DossierView => {
    mine()
    return state.dossiers.get(code) ?? refuse('dossier.unknown')
  }
  const unitAt = (code: string): Unit => state.units.find((unit) => unit.code === code) ?? refuse('unit.unknown')
  const kept = (view: DossierView): Reply => {
    state.dossiers.set(view.code, view)
    return ok(view)
  }
  const submit = (draftId: string): Reply => {
    const before = [...state.dossiers.values()][0]
    if (before && !state.drafts.has(draftId)) return ok(before, 201)
    const { unit, answers, uploads } = draft(draftId)
    const made = aDossier({ code: CODE, unit, answers, uploads })
    state.dossiers.set(made.code, made)
    state.drafts.delete(draftId)
    return ok(made, 201)
  }

  async function handle(route: Route): Promise<void> {
    const call = callOf(route.request())
    calls.push(call)
    const broken = state.broken.find((each) => each.times > 0 && `${call.method} ${call.path}`.startsWith(each.call))
    if (broken) broken.times -= 1
    if (broken?.with === 'offline') return route.abort('internetdisconnected')
    if (broken?.with === 'garbage')
      return route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad</h1>' })
    if (call.path !== '/api/uploads') faults.push(...contract.requestFaults(call, call.body))
    const answered = answerOf(() => (broken && isCode(broken.with) ? refuse(broken.with) : reply(call)))
    if (answered.bytes) {
      return route.fulfill({ status: 200, contentType: answered.bytes.type, body: answered.bytes.content })
    }
    if (answered.body !== undefined) faults.push(...contract.answerFaults(call, answered.status, answered.body))
    await route.fulfill({
      status: answered.status,
      contentType: answered.status < 400 ? 'application/json' : 'application/problem+json',
      headers: { 'x-request-id': 'b0a1' },
      body: answered.body === undefined ? '' : JSON.stringify(answered.body),
    })
  }

  return { state, calls, faults, attach: async (context) => void (await context.route('**/api/**', handle)) }
}

function answerOf(act: () => Reply): Reply {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const body = problemBody(error, 'vi')
    return { status: body.status, body }
  }
}

function isCode(text: ProblemCode | 'offline' | 'garbage'): text is ProblemCode {
  return text !== 'offline' && text !== 'garbage'
}

function refuse(code: ProblemCode): never {
  throw new Problem(code)
}

function callOf(request: Request): Call {
  const url = new URL(request.url())
  const type = request.headers()['content-type'] ?? ''
  const body: unknown = type.startsWith('application/json') ? request.postDataJSON() : (request.postData() ?? undefined)
  return { method: request.method(), path: url.pathname, query: url.searchParams, headers: request.headers(), body }
}

function unitsFor(all: readonly Unit[], query: URLSearchParams): readonly Unit[] {
  const [code, level, parent] = [query.get('code'), query.get('level'), query.get('parent')]
  if (code !== null) {
    const found = all.find((unit) => unit.code === code)
    const above = found?.parent ? unitsFor(all, new URLSearchParams({ code: found.parent })) : []
    return found ? [found, ...above] : []
  }
  return all.filter((unit) => (level === null || unit.level === level) && (parent === null || unit.parent === parent))
}

function summary(dossier: DossierView): DossierSummary {
  const { code, service, serviceName, unit, status, statusText, submittedAt, dueAt, requests } = dossier
  const needsYou = requests.some(({ state }) => state === 'open')
  return { code, service, serviceName, unit, status, statusText, submittedAt, dueAt, needsYou }
}

function tracking(dossier: DossierView): Tracking {
  const { code, serviceName, unit, status, statusText, nextText, submittedAt, dueAt, timeline } = dossier
  const points = timeline.map(({ at, title }) => ({ at, title }))
  return { code, serviceName, unitName: unit.name, status, statusText, nextText, submittedAt, dueAt, timeline: points }
}

function text(body: unknown, name: string): string {
  const value = typeof body === 'object' && body !== null ? Object.getOwnPropertyDescriptor(body, name)?.value : ''
  return typeof value === 'string' ? value : ''
}

function answersIn(body: unknown): { [key: string]: unknown } {
  const value = typeof body === 'object' && body !== null && 'answers' in body ? body.answers : {}
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
