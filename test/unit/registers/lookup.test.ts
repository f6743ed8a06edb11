import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from '@jest/globals'
import { createRegisters, exactEntries, missingKeyFields } from '../../../server/registers/index.ts'
import { demoPeople } from '../../../server/simulators/index.ts'
import { aClient, aPlayedRegister, aSimulator, cleanUp, clock, noon, switchFault } from './set-up.ts'

afterEach(cleanUp)

const job = { idempotencyKey: 'job-1' }
const anId = { idNumber: demoPeople.an.idNumber }

describe('a look-up', () => {
  test('of a person finds them', async () => {
    const registers = aClient((await aSimulator()).url)
    expect(await registers.lookup('population.person', anId, job)).toMatchObject({
      status: 'found',
      asOf: noon.toISOString(),
      stale: false,
      more: false,
      entries: [{ fullName: 'Nguyễn Văn An', dateOfBirth: '1985-03-02', sex: 'nam', communeCode: '00685' }],
    })
  })

  test('of nobody says so', async () => {
    const registers = aClient((await aSimulator()).url)
    expect(await registers.lookup('population.person', { idNumber: '001090999999' }, job)).toMatchObject({
      status: 'notFound',
    })
  })

  test('of an entry in which one thing departs finds it, and no rule takes it for a match', async () => {
    const registers = aClient((await aSimulator()).url)
    const key = {
      type: 'khai-sinh',
      fullName: 'nguyễn  văn AN'.normalize('NFD'),
      dateOfBirth: '1985-03-02',
      unit: '00685',
      entryNumber: null,
    }
    const answer = await registers.lookup('civil.entry', key, job)
    expect(answer).toMatchObject({
      status: 'found',
      entries: [
        {
          entryNumber: '41',
          bookNumber: '01/1986',
          subject: { dateOfBirth: '1986-03-02' },
          match: { exact: false, differs: ['dateOfBirth'] },
        },
      ],
    })
    expect(answer.status === 'found' && exactEntries(answer.entries)).toEqual([])
  })

  test('without what the register needs is skipped, not asked: the register is not to blame', async () => {
    const played = await aPlayedRegister((_, response) => response.end())
    const registers = aClient(played.url)
    expect(await registers.lookup('civil.entry', { type: 'khai-sinh', fullName: '' }, job)).toEqual({
      status: 'skipped',
    })
    expect(await registers.lookup('civil.entri', {}, job)).toEqual({ status: 'unavailable', reason: 'unknownRegister' })
    expect(await registers.lookup('__proto__', {}, job)).toEqual({ status: 'unavailable', reason: 'unknownRegister' })
    expect(missingKeyFields('civil.entry', { type: 'khai-sinh', fullName: null })).toEqual(['fullName'])
    expect(played.asked()).toBe(0)
  })

  test('sends its job as idempotency key and the password of its url as authorisation', async () => {
    const headers: (string | string[] | undefined)[] = []
    const played = await aPlayedRegister((request, response) => {
      headers.push(request.url, request.headers['idempotency-key'], request.headers.authorization)
      answerJson(response, { register: 'population.person', asOf: noon.toISOString(), entries: [] })
    })
    await aClient(played.url.replace('//', '//mot:c%C3%BAa@')).lookup('population.person', anId, job)
    expect(headers).toEqual([
      '/registers/population.person/lookup',
      'job-1',
      `Basic ${Buffer.from('mot:cúa').toString('base64')}`,
    ])
  })
})

describe('a register', () => {
  test.each([
    ['down', { status: 'unavailable', reason: 'down' }],
    ['failing', { status: 'unavailable', reason: 'failing' }],
    ['slow', { status: 'unavailable', reason: 'timeout' }],
    ['wrong', { status: 'unavailable', reason: 'malformed' }],
    ['stranger', { status: 'unavailable', reason: 'malformed' }],
    ['huge', { status: 'unavailable', reason: 'tooLarge' }],
    ['redirect', { status: 'unavailable', reason: 'redirected' }],
    ['stale', { status: 'found', stale: true }],
    ['ok', { status: 'found', stale: false }],
  ])('families 58 and 59: that is %s is an answer, not an exception', async (mode, expected) => {
    const simulator = await aSimulator()
    expect(await switchFault(simulator, { register: 'population.person', mode })).toBe(200)
    const registers = aClient(simulator.url, mode === 'slow' ? { timeoutMs: 150 } : {})
    expect(await registers.lookup('population.person', anId, job)).toMatchObject(expected)
  })

  test('that is down does not touch the others', async () => {
    const simulator = await aSimulator()
    await switchFault(simulator, { register: 'civil.entry', mode: 'down' })
    expect(await aClient(simulator.url).lookup('population.person', anId, job)).toMatchObject({ status: 'found' })
  })

  test('that is not there at all is down', async () => {
    const simulator = await aSimulator()
    await simulator.close()
    expect(await aClient(simulator.url).lookup('population.person', anId, job)).toEqual({
      status: 'unavailable',
      reason: 'down',
    })
  })

  test('that stumbles once is asked once more, with the same key', async () => {
    const keys: unknown[] = []
    const played = await aPlayedRegister((request, response) => {
      keys.push(request.headers['idempotency-key'])
      if (keys.length === 1) request.socket.destroy()
      else answerJson(response, { register: 'population.person', asOf: noon.toISOString(), entries: [] })
    })
    expect(await aClient(played.url).lookup('population.person', anId, job)).toMatchObject({ status: 'notFound' })
    expect(keys).toEqual(['job-1', 'job-1'])
  })

  test.each([
    ['tells everybody to come later', 2, 'failing', (response: ServerResponse) => response.writeHead(429).end()],
    ['refuses the question', 1, 'refused', (response: ServerResponse) => response.writeHead(400).end('{}')],
    [
      'wants us elsewhere inside',
      1,
      'redirected',
      (response: ServerResponse) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
    ],
    [
      'answers a page',
      1,
      'malformed',
      (response: ServerResponse) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<script>alert(1)</script>'),
    ],
    ['answers half a JSON', 1, 'malformed', (response: ServerResponse) => answerText(response, '{"register":')],
    ['answers null', 1, 'malformed', (response: ServerResponse) => answerText(response, 'null')],
    [
      'answers JSON of great depth',
      1,
      'malformed',
      (response: ServerResponse) => answerText(response, `${'['.repeat(50_000)}${']'.repeat(50_000)}`),
    ],
    [
      'names a prototype',
      1,
      'malformed',
      (response: ServerResponse) => answerText(response, answerOf('[{"__proto__":{"isAdmin":true},"idNumber":"1"}]')),
    ],
    [
      'answers an entry without its fields',
      1,
      'malformed',
      (response: ServerResponse) => answerText(response, answerOf(`[{"idNumber":"${anId.idNumber}"}]`)),
    ],
    [
      'answers entries that are texts',
      1,
      'malformed',
      (response: ServerResponse) => answerText(response, answerOf('["x"]')),
    ],
    [
      'answers for another register',
      1,
      'malformed',
      (response: ServerResponse) => answerText(response, answerOf('[]').replace('population', 'court')),
    ],
    [
      'gives no day',
      1,
      'malformed',
      (response: ServerResponse) => answerText(response, answerOf('[]').replace(noon.toISOString(), 'hôm qua')),
    ],
    [
      'promises too much',
      1,
      'tooLarge',
      (response: ServerResponse) => response.writeHead(200, { ...json, 'content-length': '99999999' }).end('{'),
    ],
    [
      'sends a bomb of zeros',
      1,
      'tooLarge',
      (response: ServerResponse) => response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb),
    ],
    ['dies in the middle', 2, 'down', (response: ServerResponse) => dieInTheMiddle(response)],
    ['drips', 2, 'timeout', (response: ServerResponse) => drip(response)],
  ])('family 59: that %s is asked %i times and is unavailable: %s', async (_, times, reason, answer) => {
    const played = await aPlayedRegister((request, response) => {
      request.resume()
      answer(response)
    })
    const registers = aClient(played.url, reason === 'timeout' ? { timeoutMs: 150 } : {})
    expect(await registers.lookup('population.person', anId, job)).toEqual({ status: 'unavailable', reason })
    expect(played.asked()).toBe(times)
  })

  test.each(['', 'file:///etc/passwd', 'gopher://127.0.0.1', 'registers'])('family 58: is not reached by %j', (url) => {
    expect(() => createRegisters({ url, clock })).toThrow('REGISTERS_URL must read')
  })
})

const json = { 'content-type': 'application/json' }
const bomb = gzipSync(Buffer.alloc(20_000_000, 0x20))

function answerOf(entries: string): string {
  return `{"register":"population.person","asOf":"${noon.toISOString()}","entries":${entries}}`
}

function answerText(response: ServerResponse, text: string): void {
  response.writeHead(200, json).end(text)
}

function answerJson(response: ServerResponse, body: object): void {
  answerText(response, JSON.stringify(body))
}

function dieInTheMiddle(response: ServerResponse): void {
  response.writeHead(200, json).write('{"register"')
  setImmediate(() => response.destroy())
}

function drip(response: ServerResponse): void {
  response.writeHead(200, json).write('{')
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}
