import { describe, expect, test } from '@jest/globals'
import { readCursor, writeCursor } from '../../../server/cursor.ts'
import { Problem } from '../../../server/problems.ts'

describe('a position in a list', () => {
  const position = { at: new Date('2017-08-15T02:00:00.123Z'), id: '019b0000-0000-7000-8000-000000000001' }

  test('comes back as it was given out', () => {
    expect(readCursor(writeCursor(position))).toEqual(position)
  })

  test('of the beginning is none', () => {
    expect(readCursor(undefined)).toBeUndefined()
  })

  const made = (text: string): string => Buffer.from(text).toString('base64url')
  test.each([
    '',
    '%%%',
    made('never 019b0000-0000-7000-8000-000000000001'),
    made('2017-08-15T02:00:00Z 1'),
    made("2017-08-15T02:00:00Z 019b0000-0000-7000-8000-00000000000'"),
    made('2017-08-15T02:00:00Z'),
  ])('«%s» is refused as a problem', (cursor) => {
    expect(() => readCursor(cursor)).toThrow(new Problem('request.cursor'))
  })
})
