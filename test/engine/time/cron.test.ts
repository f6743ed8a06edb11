import { describe, expect, test } from '@jest/globals'
import { nextCron, parseCron } from '../../../server/engine/time/cron.ts'

const next = (expression: string, after: string): string | undefined => {
  const cron = parseCron(expression)
  const instant = cron && nextCron(cron, new Date(`${after}+07:00`).getTime())
  return instant === undefined ? undefined : new Date(instant + 7 * 3_600_000).toISOString().slice(0, 19)
}

describe('a cron expression', () => {
  test.each([
    ['0 0 9 * * *', '2017-08-15T08:00:00', '2017-08-15T09:00:00'],
    ['0 0 9 * * *', '2017-08-15T09:00:00', '2017-08-16T09:00:00'],
    ['*/10 * * * * *', '2017-08-15T08:00:03', '2017-08-15T08:00:10'],
    ['0 0/30 8-10 * * *', '2017-08-15T10:30:00', '2017-08-16T08:00:00'],
    ['0 0 8 * * MON-FRI', '2017-08-18T08:00:00', '2017-08-21T08:00:00'],
    ['0 0 0 1 JAN ?', '2017-08-15T00:00:00', '2018-01-01T00:00:00'],
    ['0 0 0 29 2 *', '2017-08-15T00:00:00', '2020-02-29T00:00:00'],
    ['0 0 0 L * *', '2018-02-01T00:00:00', '2018-02-28T00:00:00'],
    ['0 0 0 L-2 * *', '2018-02-01T00:00:00', '2018-02-26T00:00:00'],
    ['0 0 0 LW * *', '2018-06-01T00:00:00', '2018-06-29T00:00:00'],
    ['0 0 0 1W * *', '2018-08-31T00:00:00', '2018-09-03T00:00:00'],
    ['0 0 0 15W * *', '2017-07-01T00:00:00', '2017-07-14T00:00:00'],
    ['0 0 0 ? * 5#2', '2017-08-01T00:00:00', '2017-08-11T00:00:00'],
    ['0 0 0 ? * 5L', '2017-08-01T00:00:00', '2017-08-25T00:00:00'],
    ['0 0 0 * * 7', '2017-08-15T00:00:00', '2017-08-20T00:00:00'],
    ['@daily', '2017-08-15T00:00:00', '2017-08-16T00:00:00'],
    ['@weekly', '2017-08-15T00:00:00', '2017-08-20T00:00:00'],
    ['@monthly', '2017-08-15T00:00:00', '2017-09-01T00:00:00'],
    ['@yearly', '2017-08-15T00:00:00', '2018-01-01T00:00:00'],
    ['@hourly', '2017-08-15T00:00:00', '2017-08-15T01:00:00'],
  ])('%s after %s comes at %s, by the clock of the city', (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected)
  })

  test('that never comes has no next time', () => {
    expect(next('0 0 0 30 2 *', '2017-08-15T00:00:00')).toBeUndefined()
  })

  test.each([
    '',
    '* * * * *',
    '* * * * * * *',
    '60 * * * * *',
    '* * 24 * * *',
    '* * * 32 * *',
    '* * * * 13 *',
    '* * * * * 8',
    'a * * * * *',
    '5-1 * * * * *',
    '*/0 * * * * *',
    '@never',
  ])('is not %j', (expression) => {
    expect(parseCron(expression)).toBeUndefined()
  })
})
