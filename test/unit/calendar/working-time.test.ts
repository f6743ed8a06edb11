import { describe, expect, test } from '@jest/globals'
import { createCalendar, HOUR } from '#calendar'
import { at, definition, hanoi, told } from './hanoi.ts'

describe('Counting 1: hours are half-open', () => {
  test.each([
    ['2017-12-14 07:59:59', false],
    ['2017-12-14 08:00:00', true],
    ['2017-12-14 11:29:59', true],
    ['2017-12-14 11:30:00', false],
    ['2017-12-14 12:59:59', false],
    ['2017-12-14 13:00:00', true],
    ['2017-12-14 16:29:59', true],
    ['2017-12-14 16:30:00', false],
    ['2017-12-16 09:00:00', false],
    ['2018-01-01 09:00:00', false],
    ['2019-01-05 09:00:00', true],
    ['2018-12-31 09:00:00', false],
  ])('%s is working time: %s', (instant, expected) => {
    expect(hanoi.isWorking(at(instant))).toBe(expected)
  })

  test.each([
    ['2017-12-14 09:15:30', '2017-12-14 09:15:30'],
    ['2017-12-14 03:00', '2017-12-14 08:00'],
    ['2017-12-14 11:30', '2017-12-14 13:00'],
    ['2017-12-14 16:30', '2017-12-15 08:00'],
    ['2017-12-15 17:00', '2017-12-18 08:00'],
    ['2018-02-13 16:30', '2018-02-21 08:00'],
    ['2019-01-04 18:00', '2019-01-05 08:00'],
  ])('%s counts at %s', (instant, expected) => {
    expect(told(hanoi.nextWorking(at(instant)))).toBe(expected)
  })
})

describe('adding', () => {
  test.each([
    ['2017-12-14 10:30', 1, '2017-12-14 11:30'],
    ['2017-12-14 10:30', 1.5, '2017-12-14 13:30'],
    ['2017-12-14 13:00', 3.5, '2017-12-14 16:30'],
    ['2017-12-14 16:00', 4, '2017-12-15 11:30'],
    ['2017-12-14 20:00', 1, '2017-12-15 09:00'],
    ['2018-02-13 15:30', 2, '2018-02-21 09:00'],
    ['2017-12-14 12:00', 0, '2017-12-14 13:00'],
  ])('%s and %s working hours are %s', (from, hours, expected) => {
    expect(told(hanoi.addWorkingTime(at(from), hours * HOUR))).toBe(expected)
  })

  test.each([
    ['2017-12-14 09:15', 1, '2017-12-15 09:15'],
    ['2017-12-15 09:15', 1, '2017-12-18 09:15'],
    ['2017-12-14 18:00', 1, '2017-12-18 08:00'],
    ['2018-02-13 14:00', 3, '2018-02-23 14:00'],
    ['2019-01-04 10:00', 1, '2019-01-05 10:00'],
    ['2017-12-14 09:15', 0, '2017-12-14 09:15'],
  ])('%s and %s working days are %s', (from, days, expected) => {
    expect(told(hanoi.addWorkingDays(at(from), days))).toBe(expected)
  })

  test.each([
    ['2017-12-14 09:15', 15, '2017-12-29 09:15'],
    ['2017-12-14 09:15', 2, '2017-12-18 09:15'],
    ['2018-02-13 14:00', 3, '2018-02-21 14:00'],
    ['2018-12-28 14:00', 8, '2019-01-05 14:00'],
  ])('%s and %s calendar days are %s, off a day off', (from, days, expected) => {
    expect(told(hanoi.addCalendarDays(at(from), days))).toBe(expected)
  })

  test('an amount that is negative, broken or longer than a century is refused', () => {
    const from = at('2017-12-14 09:00')
    expect(() => hanoi.addWorkingTime(from, -1)).toThrow(RangeError)
    expect(() => hanoi.addWorkingTime(from, Number.NaN)).toThrow(RangeError)
    expect(() => hanoi.addWorkingTime(from, 1e300)).toThrow(RangeError)
    expect(() => hanoi.addWorkingDays(from, 1.5)).toThrow(RangeError)
    expect(() => hanoi.addCalendarDays(from, 1e9)).toThrow(RangeError)
    expect(() => hanoi.nextWorking(new Date(Number.NaN))).toThrow(RangeError)
  })
})

describe('between', () => {
  test.each([
    ['2017-12-14 09:00', '2017-12-14 10:00', 60],
    ['2017-12-14 11:00', '2017-12-14 13:30', 60],
    ['2017-12-14 16:00', '2017-12-18 08:30', 480],
    ['2018-02-13 16:00', '2018-02-21 08:30', 60],
    ['2017-12-16 00:00', '2017-12-17 23:59', 0],
    ['2017-12-14 10:00', '2017-12-14 09:00', 0],
  ])('from %s to %s there are %s working minutes', (from, to, expected) => {
    expect(hanoi.workingMinutesBetween(at(from), at(to))).toBe(expected)
  })
})

describe('a calendar', () => {
  test.each([
    ['no hours', { hours: [] }],
    ['no weekday', { weekdays: [] }],
    ['a weekday that there is not', { weekdays: [8] }],
    ['an empty period', { hours: [['08:00', '08:00'] as const] }],
    ['overlapping periods', { hours: [['08:00', '12:00'] as const, ['11:00', '16:00'] as const] }],
    ['an hour that there is not', { hours: [['08:00', '25:00'] as const] }],
    ['a day that there is not', { days: [{ date: '2018-02-30', kind: 'public' as const }] }],
  ])('with %s is refused, for its waits would never end', (_name, part) => {
    expect(() => createCalendar({ ...definition, ...part })).toThrow(RangeError)
  })
})
