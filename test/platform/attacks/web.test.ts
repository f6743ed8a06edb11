/** Families 8, 9 and 51 to 86 of the catalogue that reach the interface: queries, bodies, words, and the wire itself. */
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { dongMy, service } from '../../support/players.ts'
import { type Ask, aSiege, changesNothing, problemOf, refuses, type Siege } from './siege.ts'

let siege: Siege
beforeAll(async () => {
  siege = await aSiege()
}, 120_000)
afterAll(() => siege.stop(), 60_000)

const malformed = { status: 400, code: 'request.malformed' } as const
const post = (path: string, body: Ask['body'], more: Partial<Ask> = {}): Ask => ({
  method: 'POST',
  path,
  ...(body === undefined ? {} : { body }),
  ...more,
})
const raw = (body: string | Buffer, headers: Ask['headers'] = {}): Ask =>
  post('/api/drafts', body, { as: siege.citizen, headers: { 'content-type': 'application/json', ...headers } })
const saving = (answers: string): Ask => ({
  method: 'PUT',
  path: `/api/drafts/${siege.draft}`,
  as: siege.citizen,
  body: `{"answers":${answers}}`,
  headers: { 'content-type': 'application/json', 'if-match': '"999"' },
})

describe('family 8: prototypes', () => {
  test.each([
    ['__proto__ in a body', `{"service":"${service}","unit":"${dongMy}","__proto__":{"isAdmin":true}}`],
    [
      'constructor in a body',
      `{"service":"${service}","unit":"${dongMy}","constructor":{"prototype":{"isAdmin":true}}}`,
    ],
  ])('%s', async (_what, body) => {
    await changesNothing(siege, () => siege.send(raw(body)))
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
    const { body: told } = await siege.send({ path: '/api/session' })
    expect(told).not.toContain('isAdmin')
  })
  test.each([
    ['__proto__ in a query', '/api/tasks?__proto__[isAdmin]=1'],
    ['constructor in a query', '/api/tasks?constructor.prototype.x=1'],
  ])('%s', async (_what, path) => {
    await refuses(siege, { path, as: siege.desk }, malformed)
  })
  test.each(['__proto__', 'constructor', 'hasOwnProperty'])('a service called %s is none', async (name) => {
    await refuses(
      siege,
      { path: `/api/services/${name}` },
      { status: name === 'constructor' ? 404 : 400, code: ['service.unknown', 'request.malformed'] },
    )
  })
})

describe('family 9: values at their edges', () => {
  test.each([
    ['no number', 'limit=NaN'],
    ['nought', 'limit=0'],
    ['less than nothing', 'limit=-0.5'],
    ['20 digits', 'limit=99999999999999999999'],
  ])('a limit that is %s', async (_what, query) => {
    await refuses(siege, { path: `/api/tasks?${query}`, as: siege.desk }, malformed)
  })
  test.each([
    '',
    'x',
    '2024-13-45 019b0000-0000-7000-8000-000000000000',
    '+275760-09-13T00:00:00.001Z 019b0000-0000-7000-8000-000000000000',
  ])('a list position made of «%s»', async (text) => {
    const cursor = Buffer.from(text).toString('base64url')
    await refuses(
      siege,
      { path: `/api/dossiers?cursor=${cursor}`, as: siege.citizen },
      { status: 400, code: ['request.cursor', 'request.malformed'] },
    )
  })
  test.each(['"-1"', '"1e9"', '"99999999999999999999"', 'W/"1"', '*'])('a version %s', async (version) => {
    const ask: Ask = {
      method: 'PUT',
      path: `/api/drafts/${siege.draft}`,
      as: siege.citizen,
      body: { answers: {} },
      headers: { 'if-match': version },
    }
    await refuses(siege, ask, malformed)
  })
})

describe('family 51: queries that mean more', () => {
  test.each([
    'sort=name;DROP TABLE dossier--',
    'order_by=1',
    'fields=password_hash',
    'filter[state]=open',
    'view=unit&view=mine',
    'view[not]=mine',
    "view=mine'--",
  ])('%s', async (query) => {
    await refuses(siege, { path: `/api/tasks?${encodeURI(query)}`, as: siege.desk }, malformed)
  })
  test.each([
    ['signing in', '/api/session/staff', { login: { not: '' }, password: { not: '' } }],
    ['asking for a code', '/api/session/codes', { phone: ['0912345678'] }],
    ['checking a code', '/api/session/citizen', { challengeId: { gt: '' }, code: { startsWith: '' } }],
    ['tracking', '/api/tracking', { code: { contains: '' }, phone: { not: null } }],
  ])('an operator object where a text is expected: %s', async (_what, path, body) => {
    await refuses(siege, post(path, body), malformed)
  })
})

describe('family 52: search texts', () => {
  const found = async (q: string): Promise<number> => {
    const answer = await changesNothing(siege, () =>
      siege.send({ path: `/api/tasks?view=unit&q=${encodeURIComponent(q)}`, as: siege.desk }),
    )
    expect(answer.status).toBe(200)
    return (JSON.parse(answer.body).items as unknown[]).length
  }
  test.each(['%', '_', '\\', "' OR 1=1 --", '.*', "a' & !b | c:*", '%%%%%%%%'])(
    '«%s» is text and no pattern',
    async (q) => {
      expect(await found(q)).toBe(0)
    },
  )
  test('a name is found with its marks, without them, and decomposed', async () => {
    for (const q of ['Nguyễn Thị Hoa', 'nguyen thi hoa', 'Nguyễn Thị Hoa'.normalize('NFD')])
      expect(await found(q)).toBe(1)
  })
  test('a search of 100 kB is refused', async () => {
    const answer = await changesNothing(siege, () =>
      siege.send({ path: `/api/tasks?q=${'a'.repeat(100_000)}`, as: siege.desk }),
    )
    expect(answer.status).toBe(431)
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'request.headers-too-large' })
  })
  test('a search of 81 letters is refused', async () => {
    await refuses(siege, { path: `/api/tasks?q=${'a'.repeat(81)}`, as: siege.desk }, malformed)
  })
  test('U+0000 and lone surrogates in a search', async () => {
    for (const q of ['%00', 'a%00b', '%ED%A0%80', '%FF']) {
      const answer = await changesNothing(siege, () => siege.send({ path: `/api/tasks?q=${q}`, as: siege.desk }))
      expect(answer.status).toBeLessThan(500)
    }
  })
  test.each([
    ['U+0000', '{"requesterFullName":"a\\u0000b"}'],
    ['a lone high surrogate', '{"requesterFullName":"a\\ud800b"}'],
    ['a lone low surrogate', '{"requesterFullName":"a\\udc00b"}'],
  ])('%s in answers', async (_what, answers) => {
    await refuses(siege, saving(answers), malformed)
  })
})

describe('family 53: markup is words', () => {
  test.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '</script><svg onload=alert(1)>'])(
    '%s in an error is not HTML',
    async (text) => {
      const answer = await siege.send({ path: `/api/services/${encodeURIComponent(text)}` })
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
      expect(answer.headers['x-content-type-options']).toBe('nosniff')
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    },
  )
})

describe('families 55 and 56: other sites', () => {
  test.each(['//evil.example', '/\\evil.example', '/%09/evil.example', '/can-bo?next=//evil.example'])(
    '%s is led nowhere',
    async (path) => {
      const answer = await siege.send({ path })
      expect(answer.headers.location ?? '').not.toContain('evil')
      expect(answer.status === 301 || answer.status === 302).toBe(false)
    },
  )
  test.each(['null', 'https://evil.example', 'http://localhost.evil.example'])(
    'origin %s may read nothing',
    async (origin) => {
      const answer = await siege.send({ path: '/api/session', headers: { origin } })
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
      const asked = await siege.send({
        method: 'OPTIONS',
        path: '/api/drafts',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
      expect(asked.headers['access-control-allow-origin']).toBeUndefined()
    },
  )
  test('no answer may be framed', async () => {
    for (const path of ['/api/session', '/api/services']) {
      const answer = await siege.send({ path })
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    }
  })
})

describe('family 60: the wire', () => {
  const health = 'GET /api/health HTTP/1.1\r\nHost: localhost\r\n'
  test.each([
    [
      'two lengths of one body',
      `POST /api/drafts HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/tasks HTTP/1.1\r\n\r\n`,
    ],
    [
      'two different Content-Length',
      'POST /api/drafts HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef',
    ],
    ['no Host', 'GET /api/health HTTP/1.1\r\n\r\n'],
    [
      'a chunk size that overflows',
      'POST /api/drafts HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nx',
    ],
    ['headers of 100 kB', `${health}X: ${'a'.repeat(100_000)}\r\n\r\n`],
    ['5,000 headers', `${health}${'X-A: b\r\n'.repeat(5000)}\r\n`],
    ['no HTTP at all', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n'],
  ])('%s', async (_what, bytes) => {
    const told = await changesNothing(siege, () => siege.wire(bytes))
    expect(told).toMatch(/^HTTP\/1\.1 4\d\d|^$/)
    expect(told).not.toMatch(/\n\s+at |node_modules/)
  })
})

describe('family 61: query strings', () => {
  const cases: [string, () => string][] = [
    ['arrays in arrays', () => 'view[][][]=mine'],
    ['a key repeated', () => 'limit=1&limit=2'],
    ['unknown keys by the hundred', () => Array.from({ length: 300 }, (_, index) => `k${index}=1`).join('&')],
    ['encoded dots', () => 'a%2eb=1'],
  ]
  test.each(cases)('%s', async (_what, query) => {
    await refuses(siege, { path: `/api/tasks?${query()}`, as: siege.desk }, malformed)
  })
  test('an invalid percent sign', async () => {
    const answer = await changesNothing(siege, () => siege.send({ path: '/api/tasks?q=%E0%A4%A', as: siege.desk }))
    expect(answer.status).toBeLessThan(500)
  })
})

describe('family 62: JSON', () => {
  const cases: [string, () => Ask, number, Parameters<typeof refuses>[2]['code']][] = [
    ['100,000 deep', () => raw(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), 400, 'request.malformed'],
    ['of 300 kB', () => raw(`{"service":"${'a'.repeat(300_000)}"}`), 413, 'request.too-large'],
    ['not finished', () => raw('{"service":'), 400, 'request.malformed'],
    ['with something behind it', () => raw(`{"service":"a","unit":"b"}x`), 400, 'request.malformed'],
    ['a list where an object is expected', () => raw('[]'), 400, 'request.malformed'],
    ['a number alone', () => raw('1e999'), 400, 'request.malformed'],
    ['with a number for a text', () => raw('{"service":1e999,"unit":12345678901234567890}'), 400, 'request.malformed'],
    ['that says it is gzip and is not', () => raw('{}', { 'content-encoding': 'gzip' }), 400, 'request.malformed'],
    [
      'a gzip bomb',
      () => raw(gzipSync(Buffer.alloc(20_000_000, 32)), { 'content-encoding': 'gzip' }),
      413,
      'request.too-large',
    ],
    ['in an encoding nobody knows', () => raw('{}', { 'content-encoding': 'x-own' }), 415, 'request.unsupported-type'],
    [
      'nothing',
      () => post('/api/drafts', undefined, { as: siege.citizen }),
      415,
      ['request.unsupported-type', 'request.malformed'],
    ],
    [
      'answers beyond 100 kB',
      () => saving(JSON.stringify({ requesterFullName: 'a'.repeat(120_000) })),
      413,
      'request.too-large',
    ],
  ]
  test.each(cases)('%s', async (_what, ask, status, code) => {
    await refuses(siege, ask(), { status, code })
  })
})

describe('family 67: phone numbers', () => {
  test.each(['٠٩١٢٣٤٥٦٧٨', '091234567', '0012345678', '+8491234567890', '091 234 567x', 'O912345678'])(
    '%s gets no message',
    async (phone) => {
      await refuses(siege, post('/api/session/codes', { phone }), {
        status: 400,
        code: ['session.phone', 'request.malformed'],
      })
    },
  )
})

describe('family 68: what reaches the log', () => {
  test.each(['a\r\nINFO forged', '\u001b[31mred', '"}{"level":60'])('%j in a name of an officer', async (login) => {
    await refuses(siege, post('/api/session/staff', { login, password: 'x' }), {
      status: 401,
      code: 'session.wrong-password',
    })
  })
})

describe('family 69: errors say nothing of the inside', () => {
  const nowhere = '019b0000-0000-7000-8000-000000000000'
  const cases: [string, () => Ask, number, Parameters<typeof refuses>[2]['code']][] = [
    ['an address that is none', () => ({ path: '/api/khong-co' }), 404, 'request.not-found'],
    [
      'a method that is none',
      () => ({ method: 'PATCH', path: '/api/drafts', as: siege.citizen }),
      405,
      'request.method',
    ],
    ['an id that is none', () => ({ path: '/api/tasks/1', as: siege.desk }), 400, 'request.malformed'],
    ['an id of nothing', () => ({ path: `/api/tasks/${nowhere}`, as: siege.desk }), 404, 'task.unknown'],
    ['a service of nothing', () => ({ path: '/api/services/khong-co' }), 404, 'service.unknown'],
    [
      'a unit of nothing',
      () => post('/api/drafts', { service, unit: '99999' }, { as: siege.citizen }),
      404,
      'unit.unknown',
    ],
    [
      'a unit where it is not live',
      () => post('/api/drafts', { service, unit: '01' }, { as: siege.citizen }),
      409,
      'service.not-live',
    ],
    [
      'U+0000 for a unit',
      () => post('/api/drafts', { service, unit: '\0' }, { as: siege.citizen }),
      400,
      'request.malformed',
    ],
    [
      'U+0000 for a service',
      () => post('/api/drafts', { service: 'a\0', unit: dongMy }, { as: siege.citizen }),
      400,
      'request.malformed',
    ],
  ]
  test.each(cases)('%s', async (_what, ask, status, code) => {
    await refuses(siege, ask(), { status, code })
  })
  test('every answer carries an id for support and no name of what runs it', async () => {
    const { headers } = await siege.send({ path: '/api/khong-co' })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers.server).toBeUndefined()
  })
})

describe('family 70: too much of something', () => {
  test('who asks for codes by the dozen is told to wait', async () => {
    const answers = await Promise.all(
      Array.from({ length: 70 }, (_, index) =>
        siege.send(post('/api/session/codes', { phone: `000000${String(index).padStart(2, '0')}` })),
      ),
    )
    expect(answers.every(({ status }) => status === 400 || status === 429)).toBe(true)
    expect(answers.some((answer) => problemOf(answer).code === 'request.too-many')).toBe(true)
  })
  test('fifty sign-ins at once leave the health page quick', async () => {
    const flood = Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        siege.send(post('/api/session/staff', { login: `ai.do.${index}`, password: 'x'.repeat(200) })),
      ),
    )
    const began = performance.now()
    expect((await siege.send({ path: '/api/health' })).status).toBe(200)
    expect(performance.now() - began).toBeLessThan(5000)
    for (const { status } of await flood) expect([401, 429]).toContain(status)
  })
  test('answers with a header of one’s own are not kept for others', async () => {
    const { headers } = await siege.send({ path: '/api/services', headers: { 'x-forwarded-host': 'evil.example' } })
    expect(headers['cache-control']).toContain('no-store')
  })
})

describe('families 71 and 72: names of people', () => {
  const version = async (): Promise<number> =>
    JSON.parse((await siege.send({ path: `/api/drafts/${siege.draft}`, as: siege.citizen })).body).version
  const refusedName = async (name: string): Promise<string[]> => {
    const before = JSON.parse((await siege.send({ path: `/api/drafts/${siege.draft}`, as: siege.citizen })).body)
    const save = (answers: object, at: number) =>
      siege.send({
        method: 'PUT',
        path: `/api/drafts/${siege.draft}`,
        as: siege.citizen,
        headers: { 'if-match': `"${at}"` },
        body: { answers },
      })
    expect((await save({ ...before.answers, requesterFullName: name }, await version())).status).toBe(200)
    const answer = await refuses(siege, post('/api/dossiers', { draftId: siege.draft }, { as: siege.citizen }), {
      status: 422,
      code: 'form.invalid',
    })
    await save(before.answers, await version())
    return (problemOf(answer).fields ?? []).map(({ path }) => path)
  }
  test.each([
    ['a control character', 'Nguyễn\u0007 Thị Hoa'],
    ['turned direction', 'Nguyễn \u202eThị Hoa'],
    ['150 letters and more', 'Nguyễn '.repeat(60)],
    ['marks upon marks', `Ng${'\u0300'.repeat(200)}uyễn`],
    ['no letters', '12345'],
  ])('a name with %s is pointed at in its field', async (_what, name) => {
    expect(await refusedName(name)).toContain('requesterFullName')
  })
})

describe('families 80 and 86: the same again', () => {
  test('a draft submitted twice at once is one dossier, and so is a third time', async () => {
    const submit = () => siege.send(post('/api/dossiers', { draftId: siege.draft }, { as: siege.citizen }))
    const answers = [...(await Promise.all([submit(), submit(), submit()])), await submit()]
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(new Set(answers.map(({ body }) => JSON.parse(body).code)).size).toBe(1)
    const { rows } = await siege.stack.db.query('SELECT count(*)::int AS n FROM dossier WHERE draft_id = $1', [
      siege.draft,
    ])
    expect(rows).toEqual([{ n: 1 }])
  })
  test('a draft that is submitted is saved no more, whichever tab asks', async () => {
    const answer = await siege.send(saving('{}'))
    expect(problemOf(answer).code).toBe('draft.unknown')
  })
  test('a withdrawal clicked twice is one', async () => {
    const ask = () => siege.send(post(`/api/dossiers/${siege.code}/withdrawal`, {}, { as: siege.citizen }))
    const answers = await Promise.all([ask(), ask()])
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    const { rows } = await siege.stack.db.query(
      "SELECT count(*)::int AS n FROM dossier_event e JOIN dossier d ON d.id = e.dossier_id WHERE d.code = $1 AND e.type = 'withdrawal'",
      [siege.code],
    )
    expect(rows[0]?.n).toBeLessThanOrEqual(1)
  })
})
