/** The API as the desk sees it: a few tasks in memory, changed by the acts as the server changes them. */
import { readFileSync } from 'node:fs'
import type { Route } from 'playwright-core'
import type { CaseView, Concern, Decision, Outcome, TaskRow, TaskView } from '../../../web/api/index.ts'

export const NOW = '2017-12-14T14:10:00+07:00'
export const me = { id: 'a0000000-0000-4000-8000-000000000001', fullName: 'Lê Quang Huy' }
const formAt = (path: string): { [key: string]: unknown } => JSON.parse(readFileSync(path, 'utf8'))
const same = (vi: string, en = vi) => ({ vi, en })
const unit = {
  code: '00685',
  name: 'Xã Đông Mỹ',
  shortName: 'Đông Mỹ',
  kind: 'xã',
  level: 'commune' as const,
  parent: '020',
}
export const taskId = (n: number) => `b0000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const people: readonly [string, TaskRow['urgency'], string | null][] = [
  ['Lưu Văn Chính', 'late', '2017-12-14T12:10:00+07:00'],
  ['Nguyễn Văn An', 'soon', '2017-12-14T16:30:00+07:00'],
  ['Trịnh Quốc Bảo, Lê Thị Thu Hà', 'soon', '2017-12-14T16:30:00+07:00'],
  ['Phùng Đức Mạnh', 'on-time', '2017-12-15T11:30:00+07:00'],
  ['Hoàng Thị Diệu Linh', 'waiting', null],
]

const outcomes: Outcome[] = [
  ['eligible', 'Đủ điều kiện', false],
  ['verify', 'Xác minh', false],
  ['supplement', 'Bổ sung', false],
  ['not-competent', 'Không thuộc thẩm quyền', true],
  ['ineligible', 'Từ chối', true],
].map(([key, label, needsReason]) => ({
  key: String(key),
  label: same(String(label)),
  needsReason: needsReason === true,
  open: key !== 'verify',
  why: key === 'verify' ? same('Không dùng được với hồ sơ này ở bước này.', 'Not open here.') : null,
  proposed: key === 'supplement',
  main: key === 'supplement',
  opensRequest: key === 'supplement',
}))

/** Several were asked, under the longest of names: one has answered, one is waited for, one was silent. */
const asked: CaseView['requests'] = [
  {
    ...{ id: taskId(81), kind: 'verification', due: '2017-12-19T17:00:00+07:00', state: 'supplied', items: [] },
    asked: same('UBND xã Ngũ Hiệp'),
    answer: {
      label: same('Xác nhận đúng', 'Confirmed'),
      by: 'Hoàng Thị Kim Dung',
      at: '2017-12-13T15:20:00+07:00',
      reason: null,
      text: 'Có, số 40 quyển 01/1986',
    },
  },
  {
    ...{ id: taskId(82), kind: 'verification', due: '2017-12-19T17:00:00+07:00', state: 'open', items: [] },
    asked: same(
      'Trung tâm Bảo trợ xã hội và Điều dưỡng người có công số IV thành phố Hà Nội, cơ sở Liên Ninh',
      'Centre IV for social support and veterans of Hà Nội, Liên Ninh branch',
    ),
  },
  {
    ...{ id: taskId(83), kind: 'verification', due: '2017-12-12T17:00:00+07:00', state: 'timeout', items: [] },
    asked: same('UBND thị trấn Văn Điển'),
  },
]

function rowOf([name, urgency, dueAt]: (typeof people)[number], index: number): TaskRow {
  return {
    id: taskId(index),
    dossierCode: `00685-0006-171214-0001${index}-2`,
    applicantName: name,
    serviceShort: same('Trích lục hộ tịch', 'Civil status extract'),
    step: 'review',
    stepName: same('Thẩm tra', 'Review'),
    role: 'justiceOfficer',
    state: index === 2 ? 'open' : 'claimed',
    claimedBy: index === 2 ? null : me,
    dueAt,
    stepDueAt: null,
    urgency,
    status: 'in-progress',
    ...(urgency === 'waiting'
      ? { assignedTo: { id: taskId(95), fullName: 'Công Tằng Tôn Nữ Nguyễn Thị Thanh Hương Giang' } }
      : {}),
  }
}

function dossierOf(row: TaskRow): CaseView {
  return {
    code: row.dossierCode,
    service: 'commune-civil-status-extract',
    serviceName: same('Cấp bản sao trích lục hộ tịch', 'Copy of a civil status extract'),
    unit,
    channel: 'online',
    status: 'in-progress',
    statusText: same('Đang xử lý'),
    applicantName: row.applicantName,
    phone: '0912345678',
    version: 3,
    submittedAt: '2017-12-14T10:52:00+07:00',
    acceptedAt: '2017-12-14T11:20:00+07:00',
    dueAt: row.dueAt,
    clock: 'running',
    form: formAt('forms/commune/commune-civil-status-extract.form'),
    periods: {},
    answers: {
      eventType: 'khai-sinh',
      subjectFullName: row.applicantName,
      subjectDob: '1985-03-02',
      subjectGender: 'nam',
      subjectEthnicity: 'Kinh',
      registerPlaceUnit: '00685',
      copies: 3,
      requesterFullName: row.applicantName,
      requesterIdType: 'cccd',
      requesterIdNumber: '001085012345',
      requesterResidenceDetail: 'Thôn 1',
    },
    uploads: [
      {
        id: taskId(90),
        field: 'identityScan',
        name: 'Căn cước, mặt trước.png',
        size: 1_200_000,
        mediaType: 'image/png',
      },
      {
        id: taskId(91),
        field: 'identityScan',
        name: 'Giấy khai sinh cũ.pdf',
        size: 240_000,
        mediaType: 'application/pdf',
      },
    ],
    fee: { amount: 24_000, lines: [{ label: same('3 bản × 8.000 ₫', '3 copies × 8.000 ₫'), amount: 24_000 }] },
    feePaid: false,
    requests: row.urgency === 'waiting' ? asked : [],
    timeline: [
      {
        seq: 1,
        at: '2017-12-14T10:52:00+07:00',
        type: 'submitted',
        title: same('Đã nộp'),
        note: null,
        who: null,
        documents: [],
      },
      {
        seq: 2,
        at: '2017-12-14T11:20:00+07:00',
        type: 'accepted',
        title: same('Đã tiếp nhận'),
        note: null,
        who: 'Trần Thị Hồng Nhung',
        documents: [],
      },
    ],
    documents: [],
    decisions: [],
  }
}

function viewOf(row: TaskRow): TaskView {
  const signs = row.applicantName === 'Phùng Đức Mạnh'
  return {
    row,
    locked: signs
      ? {
          code: 'task.four-eyes',
          text: same('Người đã thẩm tra hoặc dự thảo không được ký hồ sơ này.', 'Whoever examined may not sign.'),
        }
      : null,
    outcomes,
    form: {
      ...formAt('forms/tasks/review.form'),
      context: {
        case: {
          papers: [{ value: 'identityScan', label: 'Giấy tờ tuỳ thân' }],
          fields: [{ value: 'subjectDob', label: 'Ngày sinh' }],
          entries: [],
        },
      },
    },
    formInput: {},
    refusal: null,
    dossier: dossierOf(row),
    comparisons: [
      {
        path: 'subjectFullName',
        label: same('Họ tên'),
        form: row.applicantName,
        register: row.applicantName,
        verdict: 'agrees',
        source: 'civil-status',
      },
      {
        path: 'subjectDob',
        label: same('Ngày sinh'),
        form: '02/03/1985',
        register: '02/03/1986',
        verdict: 'differs',
        source: 'civil-status',
      },
    ],
    warnings: [],
    checks: [
      {
        rule: 'entry-matches',
        name: same('Nội dung khai khớp sổ hộ tịch'),
        result: 'fail',
        onFail: 'supplement',
        ground: 'Luật Hộ tịch 2014, Đ.64',
      },
      {
        rule: 'competent',
        name: same('Sổ gốc lưu tại xã tiếp nhận'),
        result: 'pass',
        onFail: 'return',
        ground: 'Luật Hộ tịch 2014, Đ.4',
      },
    ],
    lookups: [
      { name: 'entry', register: 'CSDL hộ tịch', status: 'found', at: '2017-12-14T14:02:00+07:00', entries: [] },
    ],
    notes: [],
    sheets: [{ sheet: 'transfer-sheet', name: same('Phiếu kiểm soát quá trình giải quyết hồ sơ') }],
    decision: null,
    preview: { template: 'civil-status-extract', name: same('Trích lục khai sinh', 'Extract') },
  }
}

/** A body of the server's table of problems. */
const problem = (status: number, code: string, title: string, remedy: string) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({
    type: `urn:motcua:problem:${code}`,
    code,
    status,
    title,
    detail: remedy,
    texts: { title: same(title), detail: same(remedy) },
  }),
})

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF')

export interface DeskApi {
  answer(route: Route): Promise<void>
  /** Calls that changed something, in order: `POST /api/tasks/…/claim`, with what was sent. */
  calls: { act: string; body: unknown }[]
  signedIn: boolean
  roles: string[]
  /** When set, the next decision is answered so. */
  refuse: ReturnType<typeof problem> | undefined
  conflict(): void
}

export function deskApi(): DeskApi {
  const views = new Map(people.map((each, index) => [taskId(index), viewOf(rowOf(each, index))]))
  let concerns: Concern[] = [
    {
      id: taskId(70),
      kind: 'register-down',
      text: 'CSDL hộ tịch không trả lời từ 13:40.',
      dossierCode: null,
      openedAt: '2017-12-14T13:40:00+07:00',
      acts: ['retry', 'dismiss'],
    },
  ]
  const json = (route: Route, body: unknown) => route.fulfill({ json: body })
  const session = (api: DeskApi) =>
    api.signedIn
      ? {
          kind: 'staff',
          csrfToken: 'token',
          now: NOW,
          person: { ...me, title: 'Tư pháp – Hộ tịch', unit, roles: api.roles },
        }
      : { kind: 'nobody', now: NOW }

  const api: DeskApi = {
    calls: [],
    signedIn: true,
    roles: ['justiceOfficer'],
    refuse: undefined,
    conflict: () => {
      api.refuse = problem(
        409,
        'task.dossier-changed',
        'Hồ sơ đã thay đổi so với lúc bạn mở.',
        'Hãy tải lại trang rồi làm tiếp.',
      )
    },
    answer: async (route) => {
      const request = route.request()
      const { pathname, searchParams } = new URL(request.url())
      const method = request.method()
      if (method !== 'GET') api.calls.push({ act: `${method} ${pathname}`, body: request.postDataJSON() })
      if (pathname === '/api/session') return json(route, session(api))
      if (pathname === '/api/session/staff') {
        api.signedIn = request.postDataJSON().password === 'đúng'
        if (api.signedIn) return json(route, session(api))
        return route.fulfill(
          problem(401, 'session.wrong-password', 'Tên đăng nhập hoặc mật khẩu không đúng.', 'Hãy kiểm tra lại.'),
        )
      }
      if (pathname === '/api/health')
        return json(route, {
          ready: true,
          parts: { database: { state: 'ready' }, engine: { state: 'starting', detail: 'đang mở' } },
        })
      if (pathname === '/api/units') return json(route, { items: [unit] })
      if (pathname === '/api/operations/concerns') return json(route, { items: concerns, next: null })
      if (pathname.endsWith('/settlement')) {
        concerns = []
        return route.fulfill({ status: 204 })
      }
      if (pathname.startsWith('/api/uploads/'))
        return route.fulfill(
          pathname.includes('000000000091')
            ? { contentType: 'application/pdf', body: PDF }
            : { contentType: 'image/png', body: PIXEL },
        )
      if (pathname === '/api/tasks') {
        const q = searchParams.get('q') ?? ''
        const unclaimed = searchParams.get('view') === 'unclaimed'
        const items = [...views.values()]
          .map(({ row }) => row)
          .filter(
            ({ applicantName, state }) =>
              applicantName.includes(q) && state !== 'decided' && (!unclaimed || state === 'open'),
          )
        return json(route, { items, next: null, counts: { mine: 4, unclaimed: 1, unit: 48, today: 2, late: 1 } })
      }
      if (pathname === '/api/assignments') {
        const items = [...views.values()].map(({ row }) => row)
        const colleague = { id: taskId(96), fullName: 'Trịnh Văn Quyết', role: items[0]?.role ?? '', tasks: 3 }
        return json(route, { items, next: null, dossiers: [], officers: [colleague] })
      }
      const [, , , id = '', part] = pathname.split('/')
      const view = views.get(id)
      if (!view)
        return route.fulfill(problem(404, 'task.unknown', 'Không tìm thấy công việc này.', 'Hãy tải lại hộp việc.'))
      const put = (row: Partial<TaskRow>, decision: Decision | null = null): TaskView => {
        const next = { ...view, row: { ...view.row, ...row }, decision }
        views.set(id, next)
        return next
      }
      if (part === undefined) return json(route, view)
      if (part === 'claim')
        return json(
          route,
          method === 'POST' ? put({ state: 'claimed', claimedBy: me }) : put({ state: 'open', claimedBy: null }),
        )
      if (part === 'assignment') {
        put({ state: 'claimed', claimedBy: { id: request.postDataJSON().to, fullName: 'Trịnh Văn Quyết' } })
        return route.fulfill({ status: 204 })
      }
      if (part === 'preview')
        return route.fulfill({ contentType: 'application/pdf', body: PDF, headers: { 'x-preview-hash': 'abc123' } })
      if (method === 'DELETE') return json(route, put({ state: 'claimed' }))
      if (api.refuse) {
        const refusal = api.refuse
        api.refuse = undefined
        return route.fulfill(refusal)
      }
      const decision: Decision = {
        id: taskId(50),
        task: id,
        outcome: request.postDataJSON().outcome,
        state: 'decided',
        at: NOW,
        undoUntil: new Date(new Date(NOW).getTime() + 20_000).toISOString(),
      }
      put({ state: 'decided' }, decision)
      return json(route, decision)
    },
  }
  return api
}
