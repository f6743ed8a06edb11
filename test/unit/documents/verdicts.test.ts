import { expect, test } from '@jest/globals'
import { verdictOn } from '../../../server/documents/sheets/transfer-sheet.ts'

const at = (text: string): Date => new Date(`${text}:00+07:00`)

test.each([
  ['a day before', '2017-12-13T16:00', 'early'],
  ['in the last hours of its day', '2017-12-14T16:59', 'on-time'],
  ['a minute after', '2017-12-14T17:01', 'late'],
  // Half past midnight in the city is still the day before in UTC.
  ['at night, on its day as the city counts', '2017-12-14T00:30', 'on-time'],
])('a step that is done %s its limit reads so', (_when, done, verdict) => {
  expect(verdictOn(at('2017-12-14T17:00'), at(done))).toBe(verdict)
})

test('a step without a limit is in time, and one that is not done is open', () => {
  expect([verdictOn(null, at('2017-12-14T17:00')), verdictOn(at('2017-12-14T17:00'), null)]).toEqual([
    'on-time',
    'open',
  ])
})
