import { expect, test } from '@jest/globals'
import { namedPeriods } from '#calendar'
import { namedPeriodsOfHanoi } from '../../services/periods.ts'

const week = { hours: [['08:00', '11:30']], weekdays: [1, 2, 3, 4, 5] } as const
const tet = (date: string) => ({ date, kind: 'public' as const, name: 'Tết Nguyên đán (mùng 1)' })
const rule = { name: 'tet-freeze', around: 'Tết Nguyên đán', daysBefore: 7 }

test('a period reaches from so many days before a closure to its last day, weekends within', () => {
  // Friday to Monday: the weekend between belongs to the closure.
  const days = [tet('2018-02-16'), tet('2018-02-19')]
  expect(namedPeriods({ ...week, days }, [rule])).toEqual({ 'tet-freeze': [{ from: '2018-02-09', to: '2018-02-19' }] })
})

test('other holidays make no such period', () => {
  const days = [{ date: '2018-01-01', kind: 'public' as const, name: 'Tết Dương lịch' }]
  expect(namedPeriods({ ...week, days }, [rule])).toEqual({ 'tet-freeze': [] })
})

test('the seed gives one Tết a year, as it was closed', () => {
  const periods = namedPeriodsOfHanoi()['tet-freeze'] ?? []
  expect(new Set(periods.map(({ from }) => from.slice(0, 4))).size).toBe(periods.length)
  expect(periods.find(({ to }) => to.startsWith('2018'))).toEqual({ from: '2018-02-07', to: '2018-02-20' })
})
