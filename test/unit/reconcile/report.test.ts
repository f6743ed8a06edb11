import { describe, expect, test } from '@jest/globals'
import type { Line } from '../../../server/reconcile/cases.ts'
import { readOrder } from '../../../server/reconcile/order.ts'
import { reportOf } from '../../../server/reconcile/report.ts'

const goesOn = (code: string, at: string): Line => ({ code, kind: 'dossier', act: 'goes-on', at })
const byHand: Line = { code: 'C-9', kind: 'apology', act: 'by-hand', at: 'sign stand more than once' }

describe('the report', () => {
  test('says the sums first, then how many stand where, then the cases that people must look at, then the others', () => {
    const lines = [goesOn('A-1', 'review'), goesOn('A-2', 'review'), goesOn('A-3', 'sign'), byHand]
    expect(reportOf({ misfit: 'another-engine', lines, besides: ['2 messages'] }, { act: 'look' })).toEqual([
      expect.stringContaining('lost or replaced'),
      'What --apply does:',
      '  4 cases: 3 go on, 0 start anew, 1 are left to people.',
      '  2 messages',
      '  2 × review',
      '  1 × sign',
      '  C-9 (apology) is left to people: sign stand more than once',
      '  A-1 goes on at review',
      '  A-2 goes on at review',
      '  A-3 goes on at sign',
    ])
  })
  test('says that there is nothing to mend', () => {
    expect(reportOf({ misfit: undefined, lines: [], besides: [] }, { act: 'look' })).toEqual([
      'Engine and database know each other.',
      'Nothing to mend in any open case.',
    ])
  })
  test('says what must be done first', () => {
    const blocked = 'First give ZEEBE_EPOCH a new name'
    expect(reportOf({ misfit: 'engine-behind', lines: [], besides: [], blocked }, { act: 'begin' })).toContain(blocked)
  })
})

test('an order is read among the arguments of the app, and without one it is to serve', () => {
  expect(readOrder(['--watch-stdin'])).toBeUndefined()
  expect(readOrder(['--reconcile=burn'])).toBeUndefined()
  expect(readOrder(['--watch-stdin', '--reconcile=apply', '--misfit=database-behind', '--skip=12'])).toEqual({
    act: 'apply',
    misfit: 'database-behind',
    skip: 12,
  })
  expect(readOrder(['--reconcile=look', '--misfit=nonsense', '--skip=-1'])).toEqual({ act: 'look' })
})
