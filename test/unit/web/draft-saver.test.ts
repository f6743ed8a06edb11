import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { ApiProblem, type Draft } from '../../../web/api/index.ts'
import { createDraftSaver, type Saving } from '../../../web/portal/filing/draft-saver.ts'
import { sameAnswers } from '../../../web/portal/filing/same-answers.ts'

const texts = { vi: '', en: '' }
const problem = (code: string, status: number) => new ApiProblem({ code, status, title: texts, remedy: texts })

function aServer(answers: Draft['answers'] = {}) {
  const unit = { code: '1', name: '', shortName: '', kind: '', level: 'commune', parent: null } as const
  const draft: Draft = {
    id: 'd',
    service: 's',
    serviceName: texts,
    unit,
    channel: 'online',
    release: 1,
    answers,
    uploads: [],
    version: 1,
    updatedAt: '2017-12-14T10:42:00+07:00',
    stale: false,
  }
  const server = { draft, saves: 0, refusals: [] as (ApiProblem | 'lost')[] }
  const store = (next: Draft['answers']) => {
    server.draft = { ...server.draft, answers: next, version: server.draft.version + 1 }
  }
  const save = async (next: Draft['answers'], version: number) => {
    server.saves += 1
    const refusal = server.refusals.shift()
    if (refusal instanceof ApiProblem) throw refusal
    if (version !== server.draft.version) throw problem('draft.changed', 412)
    store(next)
    if (refusal === 'lost') throw problem('network.offline', 0)
    return server.draft
  }
  return { server, store, calls: { save, read: async () => server.draft } }
}

describe('saving a draft', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  function aSaver(more: Draft['answers'] = {}) {
    const { server, store, calls } = aServer(more)
    const said: Saving[] = []
    const saver = createDraftSaver(server.draft, calls, (saving) => said.push(saving))
    return { server, store, saver, said, last: () => said.at(-1)?.state }
  }

  test('waits for a pause in typing and saves the newest only', async () => {
    const { saver, server, last } = aSaver()
    saver.change({ a: '1' })
    saver.change({ a: '12' })
    await jest.advanceTimersByTimeAsync(600)
    expect(server.saves).toBe(0)
    saver.change({ a: '123' })
    await jest.advanceTimersByTimeAsync(700)
    expect(server.saves).toBe(1)
    expect(server.draft.answers).toEqual({ a: '123' })
    expect(last()).toBe('saved')
  })

  test('saves at once when asked, and nothing when nothing has changed', async () => {
    const { saver, server } = aSaver()
    expect(await saver.flush()).toBe(true)
    expect(server.saves).toBe(0)
    saver.change({ a: '1' })
    expect(await saver.flush()).toBe(true)
    expect(server.draft.answers).toEqual({ a: '1' })
  })

  test('sends one save at a time, and what was typed meanwhile right after it', async () => {
    const { saver, server } = aSaver()
    saver.change({ a: '1' })
    const first = saver.flush()
    saver.change({ a: '2' })
    expect(await Promise.all([first, saver.flush()])).toEqual([true, true])
    expect(server.saves).toBe(2)
    expect(server.draft.answers).toEqual({ a: '2' })
  })

  test('tries again by itself when the line fails, later and later', async () => {
    const { saver, server, last } = aSaver()
    server.refusals.push(problem('network.offline', 0), problem('internal.unavailable', 503))
    saver.change({ a: '1' })
    expect(await saver.flush()).toBe(false)
    expect(last()).toBe('failed')
    await jest.advanceTimersByTimeAsync(2000)
    expect(server.saves).toBe(2)
    await jest.advanceTimersByTimeAsync(2000)
    expect(server.saves).toBe(2)
    await jest.advanceTimersByTimeAsync(3000)
    expect(last()).toBe('saved')
  })

  test('leaves trying to the person when the server refuses for good', async () => {
    const { saver, server, last } = aSaver()
    server.refusals.push(problem('session.required', 401))
    saver.change({ a: '1' })
    await saver.flush()
    await jest.advanceTimersByTimeAsync(120_000)
    expect(server.saves).toBe(1)
    expect(last()).toBe('failed')
    expect(await saver.flush()).toBe(true)
  })

  test('finds its own save again when the answer to it was lost', async () => {
    const { saver, server, last } = aSaver()
    server.refusals.push('lost')
    saver.change({ b: '2', a: '1' })
    expect(await saver.flush()).toBe(false)
    expect(await saver.flush()).toBe(true)
    expect(last()).toBe('saved')

    // Typed on meanwhile, and the next try did not even arrive.
    server.refusals.push('lost', problem('network.offline', 0))
    saver.change({ a: '3' })
    await saver.flush()
    saver.change({ a: '4' })
    await saver.flush()
    saver.change({ a: '5' })
    expect(await saver.flush()).toBe(true)
    expect(server.draft.answers).toEqual({ a: '5' })
  })

  test('stops when somebody else has saved, until one of the two is chosen', async () => {
    const { saver, server, store, last } = aSaver({ a: '0' })
    store({ a: 'theirs' })
    saver.change({ a: 'mine' })
    expect(await saver.flush()).toBe(false)
    expect(last()).toBe('conflict')
    saver.change({ a: 'mine, more' })
    await jest.advanceTimersByTimeAsync(60_000)
    expect(server.draft.answers).toEqual({ a: 'theirs' })
    expect(await saver.keepMine()).toBe(true)
    expect(server.draft.answers).toEqual({ a: 'mine, more' })

    store({ a: 'theirs again' })
    saver.change({ a: 'mine again' })
    await saver.flush()
    expect(saver.takeTheirs()?.answers).toEqual({ a: 'theirs again' })
    expect(await saver.flush()).toBe(true)
    expect(server.draft.answers).toEqual({ a: 'theirs again' })
  })
})

describe('the same answers', () => {
  test('whatever the order of keys; absent is the same as undefined', () => {
    expect(sameAnswers({ a: 1, b: [{ c: 'x', d: 2 }] }, { b: [{ d: 2, c: 'x' }], a: 1, e: undefined })).toBe(true)
  })
  test.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: null }],
    [{ a: [] }, { a: {} }],
    [{ a: [1, 2] }, { a: [2, 1] }],
  ])('%j is not %j', (left, right) => {
    expect(sameAnswers(left, right)).toBe(false)
  })
})
