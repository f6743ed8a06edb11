import { describe, expect, test } from '@jest/globals'
import type { Staff } from '../../../server/accounts/index.ts'
import type { AccountId } from '../../../server/ids.ts'
import { isCandidate } from '../../../server/tasks/entitled.ts'
import { urgencyOf } from '../../../server/tasks/list.ts'

const officer = (...roles: Staff['roles']): Staff => ({
  kind: 'staff',
  accountId: '019b0000-0000-7000-8000-000000000001' as AccountId,
  fullName: 'Lê Quang Huy',
  title: 'Công chức',
  unitCode: '00685',
  roles,
  csrfToken: '',
})

describe('who may take a task', () => {
  const task = { groups: ['00685:justiceOfficer', '00685:unitLeader'] }
  test('is whoever holds one of its roles in its unit', () => {
    expect(isCandidate(officer({ role: 'justiceOfficer', unitCode: '00685' }), task)).toBe(true)
  })
  test('is nobody with that role elsewhere, another role there, or none', () => {
    expect(isCandidate(officer({ role: 'justiceOfficer', unitCode: '00667' }), task)).toBe(false)
    expect(isCandidate(officer({ role: 'oneStopOfficer', unitCode: '00685' }), task)).toBe(false)
    expect(isCandidate(officer(), task)).toBe(false)
  })
})

describe('the colour of a row', () => {
  const now = new Date('2017-08-15T02:00:00Z')
  const soon = new Date('2017-08-15T06:00:00Z')
  const at = (hours: number): Date => new Date(now.getTime() + hours * 3_600_000)
  test.each([
    ['late', at(-1), 'running'],
    ['soon', at(0), 'running'],
    ['soon', at(4), 'running'],
    ['on-time', at(5), 'running'],
    ['on-time', at(-1), 'stopped'],
    ['on-time', null, 'running'],
    ['waiting', at(-1), 'paused'],
  ])('is %s for %p with the clock %s', (urgency, due_at, clock) => {
    expect(urgencyOf({ due_at, clock }, now, soon)).toBe(urgency)
  })
})
