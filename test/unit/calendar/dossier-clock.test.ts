import { describe, expect, test } from '@jest/globals'
import { type ClockFacts, HOUR, readDossierClock, type TimeLimit } from '#calendar'
import { at, hanoi, told } from './hanoi.ts'

const sameDay: TimeLimit = { unit: 'same-day', cutoff: '15:00' }
const workingDays = (value: number): TimeLimit => ({ unit: 'working-day', value })
const calendarDays = (value: number): TimeLimit => ({ unit: 'calendar-day', value })
const workingHours = (value: number): TimeLimit => ({ unit: 'working-hour', value })
const pause = (from: string, to?: string) => ({ from: at(from), to: to === undefined ? undefined : at(to) })

function appointment(limit: TimeLimit, acceptedAt: string, more: Partial<ClockFacts> = {}): string {
  const clock = readDossierClock(hanoi, { limit, acceptedAt: at(acceptedAt), ...more }, at(acceptedAt))
  return clock.state === 'not-started' ? clock.state : told(clock.appointment)
}

describe('Counting 4: the same day', () => {
  test.each([
    ['14:59', '2017-12-14 14:59:00', '2017-12-14 16:30'],
    ['15:00:00 is in time', '2017-12-14 15:00:00', '2017-12-14 16:30'],
    ['15:00:01 is not', '2017-12-14 15:00:01', '2017-12-15 16:30'],
    ['submitted 14:50, accepted 15:10', '2017-12-14 15:10:00', '2017-12-15 16:30'],
    ['before hours', '2017-12-14 06:00', '2017-12-14 16:30'],
    ['at noon', '2017-12-14 12:00', '2017-12-14 16:30'],
    ['exactly 16:30 counts tomorrow at 8:00', '2017-12-14 16:30', '2017-12-15 16:30'],
    ['after 15:00 on a Friday', '2017-12-15 15:30', '2017-12-18 16:30'],
    ['on a Saturday', '2017-12-16 09:00', '2017-12-18 16:30'],
    ['after 15:00 before Tết', '2018-02-13 15:30', '2018-02-21 16:30'],
    ['before Tết in time', '2018-02-13 15:00', '2018-02-13 16:30'],
    ['on a swapped working Saturday', '2019-01-05 09:00', '2019-01-05 16:30'],
    ['after 15:00 before a swapped working Saturday', '2019-01-04 15:30', '2019-01-05 16:30'],
  ])('accepted %s', (_name, accepted, expected) => {
    expect(appointment(sameDay, accepted)).toBe(expected)
  })

  test.each([
    ['resumed before 15:00', '2017-12-20 14:00', '2017-12-20 16:30'],
    ['resumed at 15:00:00', '2017-12-20 15:00:00', '2017-12-20 16:30'],
    ['resumed after 15:00', '2017-12-20 15:00:01', '2017-12-21 16:30'],
    ['resumed out of hours', '2017-12-20 19:00', '2017-12-21 16:30'],
  ])('%s it is the day of the resumption', (_name, resumed, expected) => {
    expect(appointment(sameDay, '2017-12-14 09:00', { pauses: [pause('2017-12-14 10:00', resumed)] })).toBe(expected)
  })

  test('two more working days for a verification come on top of the day', () => {
    const extensions = [{ at: at('2017-12-14 10:00'), unit: 'working-day' as const, value: 2 }]
    expect(appointment(sameDay, '2017-12-14 09:00', { extensions })).toBe('2017-12-18 16:30')
  })
})

describe('Counting 2 and 3: days end at the end of a half-day', () => {
  test.each([
    [1, '2017-12-14 09:00', '2017-12-15 11:30'],
    [1, '2017-12-14 11:29:59', '2017-12-15 11:30'],
    [1, '2017-12-14 11:30:00', '2017-12-15 16:30'],
    [1, '2017-12-14 13:00', '2017-12-15 16:30'],
    [1, '2017-12-14 16:30', '2017-12-18 11:30'],
    [5, '2017-12-14 09:00', '2017-12-21 11:30'],
    [3, '2018-02-13 09:00', '2018-02-23 11:30'],
    [1, '2019-01-04 14:00', '2019-01-05 16:30'],
    [2, '2018-12-28 14:00', '2019-01-03 16:30'],
  ])('%s working days from %s', (days, accepted, expected) => {
    expect(appointment(workingDays(days), accepted)).toBe(expected)
  })

  test.each([
    [1, '2017-12-14 10:30', '2017-12-14 11:30'],
    [4, '2017-12-14 14:30', '2017-12-15 10:00'],
    [8, '2017-12-14 08:00', '2017-12-15 09:00'],
  ])('%s working hours from %s are not rounded', (hours, accepted, expected) => {
    expect(appointment(workingHours(hours), accepted)).toBe(expected)
  })

  test('rounding comes once, after all pauses', () => {
    // 09:00 tomorrow less the half-hour before 09:30 is 6.5 h; rounding before the pause would leave 9 h.
    const pauses = [pause('2017-12-14 09:30', '2017-12-18 09:30'), pause('2017-12-18 10:00', '2017-12-19 10:00')]
    expect(appointment(workingDays(1), '2017-12-14 09:00', { pauses })).toBe('2017-12-20 11:30')
  })
})

describe('Counting 5: pauses', () => {
  test.each([
    ['what was left is left', [pause('2017-12-15 09:00', '2017-12-20 14:00')], '2017-12-21 16:30'],
    [
      'stopped out of hours, it counts from the next beginning',
      [pause('2017-12-14 18:00', '2017-12-18 08:00')],
      '2017-12-19 11:30',
    ],
    [
      'resumed out of hours, it counts to the next beginning',
      [pause('2017-12-14 10:00', '2017-12-16 10:00')],
      '2017-12-19 16:30',
    ],
    ['wholly out of hours, it counts nothing', [pause('2017-12-14 17:00', '2017-12-15 07:00')], '2017-12-18 11:30'],
    [
      'overlapping pauses count once',
      [pause('2017-12-15 09:00', '2017-12-18 09:00'), pause('2017-12-15 14:00', '2017-12-19 09:00')],
      '2017-12-20 11:30',
    ],
    [
      'one within another counts once',
      [pause('2017-12-15 09:00', '2017-12-19 09:00'), pause('2017-12-15 14:00', '2017-12-18 09:00')],
      '2017-12-20 11:30',
    ],
    ['the part before acceptance counts nothing', [pause('2017-12-12 09:00', '2017-12-14 10:00')], '2017-12-18 11:30'],
    ['before acceptance altogether', [pause('2017-12-12 09:00', '2017-12-13 10:00')], '2017-12-18 11:30'],
    [
      'a pause after the appointment counts nothing',
      [pause('2017-12-18 11:30', '2017-12-25 09:00')],
      '2017-12-18 11:30',
    ],
    [
      'begun between deadline and appointment, nothing is left',
      [pause('2017-12-18 10:00', '2017-12-20 14:00')],
      '2017-12-20 16:30',
    ],
    [
      'a pause counts by the appointment as it then stands',
      [pause('2017-12-18 09:00', '2017-12-20 09:00'), pause('2017-12-20 10:00', '2017-12-21 10:00')],
      '2017-12-21 11:30',
    ],
  ])('%s', (_name, pauses, expected) => {
    expect(appointment(workingDays(2), '2017-12-14 09:00', { pauses })).toBe(expected)
  })

  test('the order in which facts are listed does not matter', () => {
    const pauses = [pause('2017-12-15 09:00', '2017-12-18 09:00'), pause('2017-12-18 10:00', '2017-12-19 09:00')]
    expect(appointment(workingDays(2), '2017-12-14 09:00', { pauses: pauses.toReversed() })).toBe(
      appointment(workingDays(2), '2017-12-14 09:00', { pauses }),
    )
  })

  test('calendar days lose the time that passed between', () => {
    const pauses = [pause('2017-12-20 09:00', '2017-12-25 10:00')]
    // 15 days to 29 December 09:00, stopped for 5 days and 1 hour: 3 January 10:00.
    expect(appointment(calendarDays(15), '2017-12-14 09:00', { pauses })).toBe('2018-01-03 11:30')
  })
})

describe('Counting 6: calendar days', () => {
  test.each([
    ['in the morning', 15, '2017-12-14 09:00', '2017-12-29 11:30'],
    ['at 11:29:59', 15, '2017-12-14 11:29:59', '2017-12-29 11:30'],
    ['in the afternoon', 15, '2017-12-14 14:00', '2017-12-29 16:30'],
    ['ending on a Saturday', 2, '2017-12-14 14:00', '2017-12-18 16:30'],
    ['ending on New Year', 18, '2017-12-14 09:00', '2018-01-02 11:30'],
    ['ending in Tết', 5, '2018-02-12 09:00', '2018-02-21 11:30'],
    ['ending on a swapped working Saturday', 8, '2018-12-28 09:00', '2019-01-05 11:30'],
  ])('%s', (_name, days, accepted, expected) => {
    expect(appointment(calendarDays(days), accepted)).toBe(expected)
  })

  test('the last day with the pauses included is the one that moves', () => {
    const pauses = [pause('2017-12-14 10:00', '2017-12-15 10:00')]
    expect(appointment(calendarDays(1), '2017-12-14 09:00', { pauses })).toBe('2017-12-18 11:30')
  })

  test('ten more days by law', () => {
    const extensions = [{ at: at('2017-12-20 09:00'), unit: 'calendar-day' as const, value: 10 }]
    expect(appointment(calendarDays(15), '2017-12-14 09:00', { extensions })).toBe('2018-01-08 11:30')
  })

  test('working days are not added to calendar days', () => {
    const extensions = [{ at: at('2017-12-20 09:00'), unit: 'working-day' as const, value: 10 }]
    expect(() => appointment(calendarDays(15), '2017-12-14 09:00', { extensions })).toThrow(RangeError)
  })
})

describe('what the clock shows', () => {
  const facts: ClockFacts = { limit: workingDays(1), acceptedAt: at('2017-12-14 09:00') }

  test('before acceptance it has not started', () => {
    expect(readDossierClock(hanoi, { limit: sameDay }, at('2017-12-14 09:00'))).toEqual({ state: 'not-started' })
  })

  test('running it says how much working time is left to the appointment', () => {
    expect(readDossierClock(hanoi, facts, at('2017-12-14 16:00'))).toEqual({
      state: 'running',
      startedAt: at('2017-12-14 09:00'),
      due: at('2017-12-15 09:00'),
      appointment: at('2017-12-15 11:30'),
      remaining: 4 * HOUR,
      late: false,
    })
  })

  test('at the appointment it is in time, after it late', () => {
    expect(readDossierClock(hanoi, facts, at('2017-12-15 11:30:00'))).toMatchObject({ remaining: 0, late: false })
    expect(readDossierClock(hanoi, facts, at('2017-12-15 11:30:01'))).toMatchObject({ remaining: 0, late: true })
  })

  test('paused it says what is left of the limit', () => {
    const paused = { ...facts, pauses: [pause('2017-12-14 16:00')] }
    expect(readDossierClock(hanoi, paused, at('2018-01-20 09:00'))).toMatchObject({
      state: 'paused',
      pausedAt: at('2017-12-14 16:00'),
      left: 1.5 * HOUR,
    })
  })

  test('an extension granted during a pause adds to what is left', () => {
    const paused = {
      ...facts,
      pauses: [pause('2017-12-14 16:00')],
      extensions: [{ at: at('2017-12-15 09:00'), unit: 'working-day' as const, value: 1 }],
    }
    expect(readDossierClock(hanoi, paused, at('2018-01-20 09:00'))).toMatchObject({ state: 'paused', left: 8.5 * HOUR })
  })

  test('stopped it says whether it was late, and nothing moves it any more', () => {
    const stoppedAt = at('2017-12-15 11:00')
    const stopped = { ...facts, stoppedAt, pauses: [pause('2017-12-18 09:00')] }
    expect(readDossierClock(hanoi, stopped, at('2018-01-20 09:00'))).toMatchObject({
      state: 'stopped',
      stoppedAt,
      appointment: at('2017-12-15 11:30'),
      late: false,
    })
    const late = { ...facts, stoppedAt: at('2017-12-15 14:00') }
    expect(readDossierClock(hanoi, late, at('2018-01-20 09:00'))).toMatchObject({ state: 'stopped', late: true })
  })

  test('a dossier closed while the citizen owed something is not late', () => {
    const expired = { ...facts, pauses: [pause('2017-12-14 10:00')], stoppedAt: at('2018-01-15 09:00') }
    expect(readDossierClock(hanoi, expired, at('2018-01-20 09:00'))).toMatchObject({ state: 'stopped', late: false })
  })
})
