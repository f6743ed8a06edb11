/** Families 34 to 49 of the catalogue: who asks, for whose things, and by which way. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { dongMy, service } from '../../support/players.ts'
import { type Answer, type Ask, aSiege, changesNothing, multipart, problemOf, refuses, type Siege } from './siege.ts'

let siege: Siege
beforeAll(async () => {
  siege = await aSiege()
}, 120_000)
afterAll(() => siege.stop(), 60_000)

const nobody = '019b0000-0000-7000-8000-000000000000'
const post = (path: string, body: object, more: Partial<Ask> = {}): Ask => ({ method: 'POST', path, body, ...more })

describe('family 34: without a session', () => {
  const cases: [string, () => Ask][] = [
    ['drafts', () => ({ path: '/api/drafts' })],
    ['a draft', () => ({ path: `/api/drafts/${siege.draft}` })],
    ['a dossier', () => ({ path: `/api/dossiers/${siege.code}` })],
    ['a file', () => ({ path: `/api/uploads/${siege.filed}` })],
    ['the task list', () => ({ path: '/api/tasks' })],
    ['a task', () => ({ path: `/api/tasks/${siege.task}` })],
    ['a paper', () => ({ path: `/api/documents/${nobody}/file` })],
    ['the operators’ list', () => ({ path: '/api/operations/concerns' })],
    [
      'a file by HEAD with a session that never was',
      () => ({ path: `/api/uploads/${siege.filed}`, as: { cookie: 'motcua=AAAA', csrf: 'x' } }),
    ],
    ['submitting', () => post('/api/dossiers', { draftId: siege.draft })],
  ]
  test.each(cases)('%s is refused', async (_what, ask) => {
    await refuses(siege, ask(), { status: 401, code: 'session.required' })
  })
  test('TRACE is refused', async () => {
    await refuses(siege, { method: 'TRACE', path: '/api/session' }, { status: 405, code: 'request.method' })
  })
  test('HEAD gives no more than GET', async () => {
    const answer = await siege.send({ method: 'HEAD', path: `/api/dossiers/${siege.code}` })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.body).toBe('')
  })
  test('an upgrade to a web socket is not taken', async () => {
    const told = await siege.wire(
      'GET /api/tasks HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n',
    )
    expect(told).toMatch(/^HTTP\/1\.1 4\d\d/)
  })
})

describe('family 35: another person’s things are as unknown as none', () => {
  const cases: [string, () => Ask, Answer['status'], Parameters<typeof refuses>[2]['code']][] = [
    ['a dossier', () => ({ path: `/api/dossiers/${siege.code}`, as: siege.stranger }), 404, 'dossier.unknown'],
    ['a draft', () => ({ path: `/api/drafts/${siege.draft}`, as: siege.stranger }), 404, 'draft.unknown'],
    [
      'a file of a draft',
      () => ({ path: `/api/uploads/${siege.draftFile}`, as: siege.stranger }),
      404,
      'upload.unknown',
    ],
    ['a file of a dossier', () => ({ path: `/api/uploads/${siege.filed}`, as: siege.stranger }), 404, 'upload.unknown'],
    [
      'a withdrawal',
      () => post(`/api/dossiers/${siege.code}/withdrawal`, {}, { as: siege.stranger }),
      404,
      'dossier.unknown',
    ],
    [
      'an answer',
      () => post(`/api/dossiers/${siege.code}/requests/${nobody}/answer`, { answers: {} }, { as: siege.stranger }),
      404,
      'dossier.unknown',
    ],
    ['a task of another unit', () => ({ path: `/api/tasks/${siege.task}`, as: siege.neighbour }), 404, 'task.unknown'],
    ['a task of another role', () => ({ path: `/api/tasks/${siege.task}`, as: siege.leader }), 404, 'task.unknown'],
    [
      'a claim in another unit',
      () => ({ method: 'POST', path: `/api/tasks/${siege.task}/claim`, as: siege.neighbour }),
      404,
      'task.unknown',
    ],
    [
      'a decision in another unit',
      () => post(`/api/tasks/${siege.task}/decision`, { outcome: 'complete', form: {} }, { as: siege.neighbour }),
      404,
      'task.unknown',
    ],
    [
      'a preview in another unit',
      () => post(`/api/tasks/${siege.task}/preview`, { form: {} }, { as: siege.neighbour }),
      404,
      'task.unknown',
    ],
    [
      'a file by an officer of another unit',
      () => ({ path: `/api/uploads/${siege.filed}`, as: siege.neighbour }),
      404,
      'upload.unknown',
    ],
    [
      'a draft’s file by an officer',
      () => ({ path: `/api/uploads/${siege.draftFile}`, as: siege.desk }),
      404,
      'upload.unknown',
    ],
    [
      'a dossier by a citizen’s way for an officer',
      () => ({ path: `/api/dossiers/${siege.code}`, as: siege.desk }),
      403,
      'access.denied',
    ],
    ['the task list for a citizen', () => ({ path: '/api/tasks', as: siege.citizen }), 403, 'access.denied'],
    ['the task list for an administrator', () => ({ path: '/api/tasks', as: siege.admin }), 403, 'access.denied'],
    [
      'the operators’ list for an officer',
      () => ({ path: '/api/operations/concerns', as: siege.desk }),
      403,
      'access.denied',
    ],
  ]
  test.each(cases)('%s', async (_what, ask, status, code) => {
    await refuses(siege, ask(), { status, code })
  })
  test('search and counts hold nothing of another unit', async () => {
    const answer = await siege.send({ path: `/api/tasks?view=unit&q=${siege.code}`, as: siege.neighbour })
    expect(JSON.parse(answer.body)).toMatchObject({ items: [], counts: { unit: 0, unclaimed: 0 } })
  })
  test('a foreign thing and none at all are told in the same words', async () => {
    const foreign = await siege.send({ path: `/api/dossiers/${siege.code}`, as: siege.stranger })
    const none = await siege.send({ path: `/api/dossiers/00685-0006-170815-99999-0`, as: siege.stranger })
    expect(foreign.body).toBe(none.body)
  })
})

describe('family 36: another’s draft or upload', () => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex')
  test('is not overwritten', async () => {
    const ask: Ask = {
      method: 'PUT',
      path: `/api/drafts/${siege.draft}`,
      as: siege.stranger,
      headers: { 'if-match': '"2"' },
      body: { answers: {} },
    }
    await refuses(siege, ask, { status: 404, code: 'draft.unknown' })
  })
  test('is not deleted', async () => {
    await refuses(
      siege,
      { method: 'DELETE', path: `/api/drafts/${siege.draft}`, as: siege.stranger },
      { status: 404, code: 'draft.unknown' },
    )
    await refuses(
      siege,
      { method: 'DELETE', path: `/api/uploads/${siege.draftFile}`, as: siege.stranger },
      { status: 404, code: 'upload.unknown' },
    )
  })
  test('is not submitted', async () => {
    await refuses(siege, post('/api/dossiers', { draftId: siege.draft }, { as: siege.stranger }), {
      status: 404,
      code: 'draft.unknown',
    })
  })
  test('gets no file', async () => {
    const path = `/api/uploads?draft=${siege.draft}&field=identityScan`
    const ask: Ask = {
      method: 'POST',
      path,
      as: siege.stranger,
      ...multipart([{ name: 'file', filename: 'a.png', content: png }]),
    }
    await refuses(siege, ask, { status: 404, code: 'draft.unknown' })
  })
  test('what was submitted is not deleted by its own citizen', async () => {
    await refuses(
      siege,
      { method: 'DELETE', path: `/api/uploads/${siege.filed}`, as: siege.citizen },
      { status: 403, code: 'access.denied' },
    )
  })
  test('two owners at once are none', async () => {
    const path = `/api/uploads?draft=${siege.draft}&task=${siege.task}&field=identityScan`
    const ask: Ask = {
      method: 'POST',
      path,
      as: siege.citizen,
      ...multipart([{ name: 'file', filename: 'a.png', content: png }]),
    }
    await refuses(siege, ask, { status: 400, code: 'request.malformed' })
  })
})

describe('family 37: moving a case without the right', () => {
  test.each([
    ['a desk officer cancels', () => siege.desk],
    ['a leader cancels', () => siege.leader],
    ['a citizen cancels', () => siege.citizen],
  ] as const)('%s', async (_who, as) => {
    await refuses(siege, post(`/api/operations/dossiers/${siege.code}/cancellation`, { reason: 'Thử' }, { as: as() }), {
      status: 403,
      code: 'access.denied',
    })
  })
  test('an answer to a request that was never made', async () => {
    await refuses(
      siege,
      post(`/api/dossiers/${siege.code}/requests/${nobody}/answer`, { answers: {} }, { as: siege.citizen }),
      { status: 404, code: 'request.unknown' },
    )
  })
})

describe('family 39: fields that nobody asked for', () => {
  test.each([
    ['signing in', '/api/session/staff', { login: 'a', password: 'b', role: 'unitAdmin' }],
    ['opening a draft', '/api/drafts', { service, unit: dongMy, citizenId: nobody }],
    ['submitting', '/api/dossiers', { draftId: nobody, status: 'accepted' }],
    ['withdrawing', '/api/dossiers/00685-0006-170815-00001-0/withdrawal', { at: '2020-01-01' }],
  ])('%s', async (_what, path, body) => {
    await refuses(siege, post(path, body, path.includes('session') ? {} : { as: siege.citizen }), {
      status: 400,
      code: 'request.malformed',
    })
  })
  test('deciding with a decider of one’s own', async () => {
    const ask = post(
      `/api/tasks/${siege.task}/decision`,
      { outcome: 'complete', form: {}, by: nobody, state: 'confirmed' },
      { as: siege.desk },
    )
    await refuses(siege, ask, { status: 400, code: 'request.malformed' })
  })
})

describe('family 40: forms altered on the way', () => {
  const decide = (form: object, outcome = 'complete', more: object = {}): Ask =>
    post(`/api/tasks/${siege.task}/decision`, { outcome, form, ...more }, { as: siege.desk })
  beforeAll(async () => {
    expect((await siege.send({ method: 'POST', path: `/api/tasks/${siege.task}/claim`, as: siege.desk })).status).toBe(
      200,
    )
  })
  test('a value outside the options', async () => {
    await refuses(siege, decide({ receivedPapers: ['identityScan', 'khong-co'] }), {
      status: 422,
      code: 'form.invalid',
    })
  })
  test('a field that the form does not have', async () => {
    await refuses(siege, decide({ receivedPapers: ['identityScan'], isAdmin: true }), {
      status: 422,
      code: 'form.invalid',
    })
  })
  test('ten thousand choices', async () => {
    const many = Array.from({ length: 10_000 }, () => 'identityScan')
    await refuses(siege, decide({ receivedPapers: many }), { status: 422, code: 'form.invalid' })
  })
  test('an outcome that the step does not have', async () => {
    for (const outcome of ['approve', '__proto__', 'constructor']) {
      await refuses(siege, decide({}, outcome), { status: 422, code: 'task.unknown-outcome' })
    }
  })
  test('an outcome without its reason', async () => {
    await refuses(siege, decide({}, 'not-competent'), {
      status: 422,
      code: ['task.reason-required', 'form.invalid', 'task.items-required'],
    })
  })
  test('a dossier that has changed since', async () => {
    await refuses(siege, decide({ receivedPapers: ['identityScan'] }, 'complete', { version: 999 }), {
      status: 409,
      code: 'task.dossier-changed',
    })
  })
  test('a draft with required fields skipped, or unknown ones, is not submitted', async () => {
    for (const answers of [{}, { requesterFullName: 'A', isAdmin: true }, { copies: -1 }]) {
      const opened = await siege.send({ path: `/api/drafts/${siege.strangersDraft}`, as: siege.stranger })
      const { version }: { version: number } = JSON.parse(opened.body)
      const saved = await siege.send({
        method: 'PUT',
        path: `/api/drafts/${siege.strangersDraft}`,
        as: siege.stranger,
        headers: { 'if-match': `"${version}"` },
        body: { answers },
      })
      expect(saved.status).toBe(200)
      const answer = await refuses(
        siege,
        post('/api/dossiers', { draftId: siege.strangersDraft }, { as: siege.stranger }),
        { status: 422, code: 'form.invalid' },
      )
      expect(problemOf(answer).fields?.length).toBeGreaterThan(0)
    }
  })
})

describe('family 41: codes that one might guess', () => {
  test.each([
    ['the right code with another phone', () => ({ code: siege.code, phone: '0911111111' })],
    ['a neighbouring number', () => ({ code: `${siege.code.slice(0, -3)}2-0`, phone: '0912345678' })],
    ['no code', () => ({ code: "' OR 1=1 --", phone: '0912345678' })],
    ['no phone', () => ({ code: siege.code, phone: '%' })],
  ] as const)('tracking with %s', async (_what, body) => {
    await refuses(siege, post('/api/tracking', body()), { status: 404, code: 'dossier.unknown' })
  })
  test('a paper’s check with a code of one’s own', async () => {
    await refuses(siege, { path: '/api/verification/AAAAAAAAAAAAAAAAAAAAAA' }, { status: 404, code: 'paper.unknown' })
    await refuses(siege, { path: '/api/verification/1' }, { status: 400, code: 'request.malformed' })
  })
  test('a one-time code of another challenge', async () => {
    await refuses(siege, post('/api/session/citizen', { challengeId: nobody, code: '123456' }), {
      status: 401,
      code: 'session.wrong-code',
    })
  })
})

describe('family 43: tricks with paths', () => {
  const cases: [string, () => Ask][] = [
    ['a parameter behind a semicolon', () => ({ path: '/api/tasks;x=1' })],
    ['two slashes', () => ({ path: '/api//tasks' })],
    ['a dot', () => ({ path: '/api/./tasks' })],
    ['climbing, encoded', () => ({ path: '/api/services/%2e%2e%2ftasks' })],
    ['climbing, encoded twice', () => ({ path: '/api/services/%252e%252e' })],
    ['an encoded NUL', () => ({ path: '/api/services/a%00b' })],
    ['invalid percent signs', () => ({ path: '/api/services/%E0%A4%A' })],
    ['a back slash', () => ({ path: '/api\\tasks' })],
    [
      'another method by header',
      () => ({ method: 'POST', path: '/api/tasks', headers: { 'x-http-method-override': 'GET' } }),
    ],
    [
      'another address by header',
      () => ({ path: '/api/nichts', headers: { 'x-original-url': '/api/tasks', 'x-forwarded-for': '127.0.0.1' } }),
    ],
  ]
  test.each(cases)('%s', async (_what, ask) => {
    const answer = await changesNothing(siege, () => siege.send(ask()))
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(answer.body).not.toMatch(/\n\s+at |node_modules/)
  })
})

describe('family 45: other sites', () => {
  const evil = { origin: 'https://evil.example' }
  const cases: [string, () => Ask, Parameters<typeof refuses>[2]['code']][] = [
    [
      'a form of another site',
      () => post('/api/drafts', { service, unit: dongMy }, { as: siege.citizen, headers: evil }),
      'request.cross-site',
    ],
    [
      'no origin at all',
      () => post('/api/drafts', { service, unit: dongMy }, { as: siege.citizen, headers: { origin: 'null' } }),
      'request.cross-site',
    ],
    [
      'a site whose name ends like ours',
      () =>
        post(
          '/api/drafts',
          { service, unit: dongMy },
          { as: siege.citizen, headers: { origin: `${siege.stack.base}.evil.example` } },
        ),
      'request.cross-site',
    ],
    [
      'what the browser calls cross-site',
      () =>
        post(
          '/api/drafts',
          { service, unit: dongMy },
          { as: siege.citizen, headers: { 'sec-fetch-site': 'cross-site' } },
        ),
      'request.cross-site',
    ],
    [
      'a neighbouring sub-domain',
      () =>
        post(
          '/api/drafts',
          { service, unit: dongMy },
          { as: siege.citizen, headers: { 'sec-fetch-site': 'same-site' } },
        ),
      'request.cross-site',
    ],
    [
      'signing somebody in',
      () => post('/api/session/staff', { login: 'motcua.dongmy', password: siege.stack.password }, { headers: evil }),
      'request.cross-site',
    ],
    [
      'no token of the session',
      () => post('/api/drafts', { service, unit: dongMy }, { as: { ...siege.citizen, csrf: '' } }),
      'session.csrf',
    ],
    [
      'another session’s token',
      () => post('/api/drafts', { service, unit: dongMy }, { as: { ...siege.citizen, csrf: siege.stranger.csrf } }),
      'session.csrf',
    ],
  ]
  test.each(cases)('%s', async (_what, ask, code) => {
    await refuses(siege, ask(), { status: 403, code })
  })
  test('JSON as text/plain is not read', async () => {
    const ask = {
      method: 'POST',
      path: '/api/drafts',
      as: siege.citizen,
      body: `{"service":"${service}","unit":"${dongMy}"}`,
      headers: { 'content-type': 'text/plain' },
    }
    await refuses(siege, ask, { status: 415, code: 'request.unsupported-type' })
  })
})

describe('family 46: sessions', () => {
  const signIn = () =>
    siege.send(post('/api/session/staff', { login: 'phochutich.dongmy', password: siege.stack.password }))
  const cookieOf = (answer: Answer): string => String(answer.headers['set-cookie']).split(';')[0] ?? ''
  test('a session brought along is not taken over', async () => {
    const answer = await siege.send(
      post(
        '/api/session/staff',
        { login: 'phochutich.dongmy', password: siege.stack.password },
        { headers: { cookie: 'motcua=chosen' } },
      ),
    )
    expect(answer.status).toBe(200)
    expect(cookieOf(answer)).not.toBe('motcua=chosen')
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Lax/)
  })
  test('an ended session opens nothing', async () => {
    const answer = await signIn()
    const as = { cookie: cookieOf(answer), csrf: String(JSON.parse(answer.body).csrfToken) }
    expect((await siege.send({ method: 'DELETE', path: '/api/session', as })).status).toBe(204)
    await refuses(siege, { path: '/api/tasks', as }, { status: 401, code: 'session.required' })
  })
  test('a disabled account has none, and one without a role neither', async () => {
    const answer = await signIn()
    const as = { cookie: cookieOf(answer), csrf: String(JSON.parse(answer.body).csrfToken) }
    const { db } = siege.stack
    await db.query("UPDATE account SET active = false WHERE login = 'phochutich.dongmy'")
    await refuses(siege, { path: '/api/tasks', as }, { status: 401, code: 'session.required' })
    await refuses(siege, post('/api/session/staff', { login: 'phochutich.dongmy', password: siege.stack.password }), {
      status: 401,
      code: 'session.wrong-password',
    })
    await db.query("UPDATE account SET active = true WHERE login = 'phochutich.dongmy'")
    await db.query(
      "UPDATE role_grant SET valid_to = '2000-01-01' WHERE account_id = (SELECT id FROM account WHERE login = 'phochutich.dongmy')",
    )
    await refuses(siege, { path: '/api/tasks', as }, { status: 401, code: 'session.required' })
  })
  test('a cookie of 8 kB and one that is no token are nobody’s', async () => {
    for (const cookie of [`motcua=${'a'.repeat(8000)}`, 'motcua=', 'motcua=%00', 'motcua=a; motcua=b']) {
      await refuses(siege, { path: '/api/tasks', headers: { cookie } }, { status: 401, code: 'session.required' })
    }
  })
})

describe('family 48: guessing passwords', () => {
  const wrong = (login: string, password: string): Ask => post('/api/session/staff', { login, password })
  test.each([
    ['a wrong password', 'tuphap.thanhtri', 'sai'],
    ['a name that does not exist', 'khong.co', 'sai'],
    ['a name in Cyrillic letters', 'tuphap.thаnhtri', 'sai'],
  ])('%s: the same words for all', async (_what, login, password) => {
    await refuses(siege, wrong(login, password), { status: 401, code: 'session.wrong-password' })
  })
  test('a password of a megabyte is not hashed', async () => {
    await refuses(siege, wrong('tuphap.thanhtri', 'a'.repeat(1_000_000)), { status: 413, code: 'request.too-large' })
    await refuses(siege, wrong('tuphap.thanhtri', 'a'.repeat(201)), { status: 400, code: 'request.malformed' })
  })
  test.each([
    ['the password', 'tuphap.thanhtri', 'a\0b'],
    ['the name', 'tuphap\0.thanhtri', 'sai'],
  ])('NUL in %s is no text', async (_where, login, password) => {
    await refuses(siege, wrong(login, password), { status: 400, code: 'request.malformed' })
  })
  test('blanks about the password are part of it', async () => {
    await refuses(siege, wrong('truongphong.thanhtri', ` ${siege.stack.password} `), {
      status: 401,
      code: 'session.wrong-password',
    })
  })
  test('after ten tries at a name it is told to wait', async () => {
    const answers: number[] = []
    for (let attempt = 0; attempt < 12; attempt++)
      answers.push((await siege.send(wrong('bi.doan', `x${attempt}`))).status)
    expect(answers.slice(0, 10).every((status) => status === 401)).toBe(true)
    const last = await refuses(siege, wrong('bi.doan', 'x'), { status: 429, code: 'request.too-many' })
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
  })
})

describe('family 49: one-time codes', () => {
  const ask = (phone: string): Ask => post('/api/session/codes', { phone })
  test.each([
    ['a foreign number', '+12025550123'],
    ['a premium number', '19001234'],
    ['a short code', '00000113'],
    ['letters', 'abcdefghij'],
    ['two numbers', '0912345678,0987654321'.slice(0, 20)],
  ])('none goes to %s', async (_what, phone) => {
    await refuses(siege, ask(phone), { status: 400, code: 'session.phone' })
  })
  test('a second within a minute is not sent, however the number is written', async () => {
    for (const phone of ['0912345678', '+84912345678', '84912345678']) {
      await refuses(siege, ask(phone), { status: 429, code: 'session.code-too-soon' })
    }
  })
  test('a used code, a wrong one and one tried too often are the same', async () => {
    const phone = '0977000111'
    const asked = await siege.send(ask(phone))
    const { challengeId }: { challengeId: string } = JSON.parse(asked.body)
    await new Promise((done) => setTimeout(done, 1500))
    const code = (await siege.stack.messages(phone)).flatMap(({ codes }) => codes).at(-1) ?? ''
    const wrong = code === '000000' ? '000001' : '000000'
    for (let attempt = 0; attempt < 5; attempt++) {
      await refuses(siege, post('/api/session/citizen', { challengeId, code: wrong }), {
        status: 401,
        code: 'session.wrong-code',
      })
    }
    await refuses(siege, post('/api/session/citizen', { challengeId, code }), {
      status: 401,
      code: 'session.wrong-code',
    })
    for (const bad of ['12345', '1234567', 'abcdef']) {
      await refuses(siege, post('/api/session/citizen', { challengeId, code: bad }), {
        status: 400,
        code: 'request.malformed',
      })
    }
  })
})

describe('family 38: races', () => {
  test('of five who claim at once one gets it, and nobody’s decision counts twice', async () => {
    await siege.send({ method: 'DELETE', path: `/api/tasks/${siege.task}/claim`, as: siege.desk })
    const claims = await Promise.all(
      Array.from({ length: 5 }, () =>
        siege.send({ method: 'POST', path: `/api/tasks/${siege.task}/claim`, as: siege.desk }),
      ),
    )
    expect(claims.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const { rows } = await siege.stack.db.query('SELECT version FROM task WHERE id = $1', [siege.task])
    const decide = () =>
      siege.send(
        post(
          `/api/tasks/${siege.task}/decision`,
          { outcome: 'complete', form: { receivedPapers: ['identityScan'] } },
          { as: siege.desk },
        ),
      )
    const answers = await Promise.all(Array.from({ length: 4 }, decide))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expect(['task.already-decided', 'task.closed']).toContain(problemOf(answer).code)
    }
    const decided = await siege.stack.db.query('SELECT count(*)::int AS n FROM task_decision WHERE task_id = $1', [
      siege.task,
    ])
    expect(decided.rows[0]).toEqual({ n: 1 })
    expect(rows).toHaveLength(1)
  })
  test('two saves of one version: one counts', async () => {
    const { body } = await siege.send({ path: `/api/drafts/${siege.strangersDraft}`, as: siege.stranger })
    const { version }: { version: number } = JSON.parse(body)
    const save = (): Promise<Answer> =>
      siege.send({
        method: 'PUT',
        path: `/api/drafts/${siege.strangersDraft}`,
        as: siege.stranger,
        headers: { 'if-match': `"${version}"` },
        body: { answers: {} },
      })
    const answers = await Promise.all([save(), save(), save()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412])
  })
  test('a decision that is made already is not made by another claim', async () => {
    const answer = await siege.send({ method: 'POST', path: `/api/tasks/${siege.task}/claim`, as: siege.desk })
    expect(answer.status).toBe(409)
    expect(['task.closed', 'task.already-decided']).toContain(problemOf(answer).code)
  })
})
