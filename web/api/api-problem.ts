import type { Texts } from '../i18n/index.ts'
import type { ProblemBody } from './types.ts'

/** Faults that never reached the API or came back from something in between. `status` 0: no answer. */
const ON_THE_WAY = {
  'network.offline': {
    title: { vi: 'Không kết nối được với máy chủ.', en: 'The server cannot be reached.' },
    remedy: {
      vi: 'Hãy kiểm tra mạng rồi thử lại; những gì đang điền vẫn còn trên trang này.',
      en: 'Check your connection and try again; what you typed is still on this page.',
    },
  },
  'network.timeout': {
    title: { vi: 'Máy chủ chưa trả lời.', en: 'The server has not answered.' },
    remedy: {
      vi: 'Mạng có thể đang chậm. Hãy thử lại sau ít phút; những gì đang điền vẫn còn trên trang này.',
      en: 'The connection may be slow. Try again in a few minutes; what you typed is still on this page.',
    },
  },
  'network.not-understood': {
    title: { vi: 'Câu trả lời của máy chủ không đọc được.', en: "The server's answer cannot be read." },
    remedy: { vi: 'Hãy tải lại trang rồi thử lại.', en: 'Reload the page and try again.' },
  },
} as const satisfies { [code: string]: { title: Texts; remedy: Texts } }

type OnTheWay = keyof typeof ON_THE_WAY

export interface FieldProblem {
  path: string
  code: string
  message: Texts
}

/** What the API or the way to it has against a call: thrown by `answer`, shown by `Failure`. */
export class ApiProblem extends Error {
  /** `<area>.<fault>` of the server's table, or `network.…`. */
  readonly code: string
  /** HTTP status; 0 if there was no answer. */
  readonly status: number
  /** What is wrong. */
  readonly title: Texts
  /** What to do. */
  readonly remedy: Texts
  readonly fields: readonly FieldProblem[]
  /** Seconds. */
  readonly retryAfter: number | undefined
  /** By which support finds the call in the log. */
  readonly requestId: string | undefined

  constructor(
    facts: Pick<ApiProblem, 'code' | 'status' | 'title' | 'remedy'> &
      Partial<Pick<ApiProblem, 'fields' | 'retryAfter' | 'requestId'>>,
  ) {
    super(facts.code)
    this.name = 'ApiProblem'
    this.code = facts.code
    this.status = facts.status
    this.title = facts.title
    this.remedy = facts.remedy
    this.fields = facts.fields ?? []
    this.retryAfter = facts.retryAfter
    this.requestId = facts.requestId
  }
}

export function onTheWay(code: OnTheWay, status = 0): ApiProblem {
  return new ApiProblem({ code, status, ...ON_THE_WAY[code] })
}

/** Reads the body of an answer that is no success; what is no problem of ours becomes `network.not-understood`. */
export function problemOf(body: unknown, response: Response): ApiProblem {
  if (!isProblem(body)) return onTheWay('network.not-understood', response.status)
  const same = (text: string): Texts => ({ vi: text, en: text })
  return new ApiProblem({
    code: body.code,
    status: body.status,
    title: body.texts?.title ?? same(body.title),
    remedy: body.texts?.detail ?? same(body.detail ?? ''),
    fields: body.fields ?? [],
    retryAfter: body.retryAfter,
    requestId: response.headers.get('x-request-id') ?? undefined,
  })
}

/** Any thrown value as a problem, for pages that show what failed. Bugs of our own are told in the console too. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  console.error(error)
  return onTheWay('network.not-understood')
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body && 'status' in body
}
