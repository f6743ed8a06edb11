import { describe, expect, test } from '@jest/globals'
import { keepDrafts } from '../../../server/documents/kept-drafts.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('drafts that were made lately', () => {
  test('are made once for the same words, also while the first is under way', async () => {
    const kept = keepDrafts()
    let made = 0
    const make = async () => bytes(`draft ${++made}`)
    const [first, second] = await Promise.all([kept.draft(['a', 'b'], make), kept.draft(['a', 'b'], make)])
    expect([made, second]).toEqual([1, first])
    expect(await kept.draft(['a', 'b'], make)).toBe(first)
  })
  test('are others for other words, however these are split', async () => {
    const kept = keepDrafts()
    let made = 0
    const make = async () => bytes(`draft ${++made}`)
    await kept.draft(['a', 'bc'], make)
    await kept.draft(['ab', 'c'], make)
    expect(made).toBe(2)
  })
  test('that failed are made again', async () => {
    const kept = keepDrafts()
    await expect(kept.draft(['a'], () => Promise.reject(new Error('busy')))).rejects.toThrow('busy')
    expect(await kept.draft(['a'], async () => bytes('made'))).toEqual(bytes('made'))
  })
  test('leave when there are too many, who was asked for least lately first', async () => {
    const kept = keepDrafts(2)
    let made = 0
    const make = async () => bytes(`draft ${++made}`)
    for (const word of ['a', 'b', 'a', 'c']) await kept.draft([word], make)
    expect(made).toBe(3)
    await kept.draft(['a'], make)
    expect(made).toBe(3)
    await kept.draft(['b'], make)
    expect(made).toBe(4)
  })
})
