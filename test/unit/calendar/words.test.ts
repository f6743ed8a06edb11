import { describe, expect, test } from '@jest/globals'
import { formatDay, formatInstant, nominalHours, parseLimit } from '#calendar'
import { at } from './hanoi.ts'

describe('words for days and limits', () => {
  test('an instant is told with its weekday, day first', () => {
    expect(formatInstant(at('2017-12-14 16:30'), 'vi')).toBe('thứ Năm, 14/12/2017, 16:30')
    expect(formatInstant(at('2017-12-17 00:05'), 'vi')).toBe('Chủ nhật, 17/12/2017, 00:05')
    expect(formatInstant(at('2017-12-14 16:30'), 'en')).toBe('Thursday, 14/12/2017, 16:30')
  })

  test('the first minutes of a day belong to it although UTC is a day behind', () => {
    expect(formatInstant(new Date('2017-12-31T17:00:00Z'), 'vi')).toBe('thứ Hai, 01/01/2018, 00:00')
  })

  test('a day is told day first, what is no day as it is', () => {
    expect(formatDay('1985-03-02')).toBe('02/03/1985')
    expect(formatDay('khoảng 1985')).toBe('khoảng 1985')
  })

  test.each([
    ['4 working-hours', { unit: 'working-hour', value: 4 }],
    ['1 working-hour', { unit: 'working-hour', value: 1 }],
    ['5 working-days', { unit: 'working-day', value: 5 }],
    ['15 calendar-days', { unit: 'calendar-day', value: 15 }],
    ['same-day', { unit: 'same-day', cutoff: '15:00' }],
    ['same-day 14:30', { unit: 'same-day', cutoff: '14:30' }],
    ['-4 working-hours', undefined],
    ['4 hours', undefined],
    ['same-day 14:75', undefined],
    ['99999 working-days', undefined],
    ['1e3 working-days', undefined],
  ])('the limit %p', (text, expected) => {
    expect(parseLimit(text)).toEqual(expected)
  })

  test('in sums a working day counts as 8 hours', () => {
    expect(nominalHours({ unit: 'working-day', value: 2 })).toBe(16)
    expect(nominalHours({ unit: 'working-hour', value: 4 })).toBe(4)
    expect(nominalHours({ unit: 'same-day', cutoff: '15:00' })).toBeUndefined()
  })
})
