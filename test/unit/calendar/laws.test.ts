import { describe, expect, test } from '@jest/globals'
import {
  DAY,
  dayFromNumber,
  dayNumberOf,
  instantAt,
  parseDay,
  readDossierClock,
  type TimeLimit,
  timeOfDay,
} from '#calendar'
import fc from '../../support/properties.ts'
import { at, hanoi, told } from './hanoi.ts'

const first = at('2017-06-01').getTime()
const instant = fc.integer({ min: 0, max: 700 * DAY }).map((ms) => new Date(first + ms))
const workingMs = fc.integer({ min: 0, max: 60 * hanoi.dayLength })
const limit = fc.oneof(
  fc.constant<TimeLimit>({ unit: 'same-day', cutoff: '15:00' }),
  fc.record({
    unit: fc.constantFrom('working-day' as const, 'calendar-day' as const, 'working-hour' as const),
    value: fc.integer({ min: 0, max: 30 }),
  }),
)

describe('laws of working time', () => {
  test('the next working instant is working, not earlier, and itself when applied again', () => {
    fc.assert(
      fc.property(instant, (t) => {
        const next = hanoi.nextWorking(t)
        expect(hanoi.isWorking(next)).toBe(true)
        expect(next >= t).toBe(true)
        expect(hanoi.nextWorking(next)).toEqual(next)
        expect(hanoi.workingTimeBetween(t, next)).toBe(0)
      }),
    )
  })

  test('what was added lies between', () => {
    fc.assert(
      fc.property(instant, workingMs, (t, ms) => {
        expect(hanoi.workingTimeBetween(t, hanoi.addWorkingTime(t, ms))).toBe(ms)
      }),
    )
  })

  test('adding in two parts is adding at once', () => {
    fc.assert(
      fc.property(instant, workingMs, workingMs, (t, a, b) => {
        const parts = hanoi.addWorkingTime(hanoi.addWorkingTime(t, a), b)
        expect(hanoi.nextWorking(parts)).toEqual(hanoi.nextWorking(hanoi.addWorkingTime(t, a + b)))
      }),
    )
  })

  test('later stays later', () => {
    fc.assert(
      fc.property(instant, instant, workingMs, (a, b, ms) => {
        const [early, late] = a <= b ? [a, b] : [b, a]
        expect(hanoi.addWorkingTime(early, ms) <= hanoi.addWorkingTime(late, ms)).toBe(true)
        expect(hanoi.nextWorking(early) <= hanoi.nextWorking(late)).toBe(true)
      }),
    )
  })

  test('a working day is as long as its hours', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 40 }), (t, days) => {
        const end = hanoi.addWorkingDays(t, days)
        expect(end).toEqual(hanoi.nextWorking(hanoi.addWorkingTime(t, days * hanoi.dayLength)))
        expect(timeOfDay(end)).toBe(timeOfDay(hanoi.nextWorking(t)))
      }),
    )
  })

  test('spans add up', () => {
    fc.assert(
      fc.property(instant, instant, instant, (x, y, z) => {
        const [a, b, c] = [x, y, z].sort((p, q) => p.getTime() - q.getTime())
        if (!a || !b || !c) throw new Error('three instants')
        expect(hanoi.workingTimeBetween(a, c)).toBe(hanoi.workingTimeBetween(a, b) + hanoi.workingTimeBetween(b, c))
      }),
    )
  })
})

describe('laws of the clock', () => {
  test('who is accepted later is not due earlier', () => {
    fc.assert(
      fc.property(limit, instant, instant, (l, a, b) => {
        const [early, late] = a <= b ? [a, b] : [b, a]
        expect(comparable(l, appointmentOf(l, early))).toBeLessThanOrEqual(comparable(l, appointmentOf(l, late)))
      }),
    )
  })

  test('the appointment lies at or after the start, at an end of hours unless hours are counted', () => {
    fc.assert(
      fc.property(limit, instant, (l, t) => {
        const appointment = appointmentOf(l, t)
        expect(appointment >= t).toBe(true)
        if (l.unit !== 'working-hour')
          expect(['11:30', '16:30'].map((e) => timeOfDay(at(`2017-12-14 ${e}`)))).toContain(timeOfDay(appointment))
      }),
    )
  })

  test('a pause never brings the appointment forward, and a longer one not less far', () => {
    fc.assert(
      fc.property(limit, instant, fc.nat(20 * DAY), fc.nat(20 * DAY), fc.nat(20 * DAY), (l, t, after, long, more) => {
        const from = new Date(t.getTime() + after)
        const short = { from, to: new Date(from.getTime() + long) }
        const longer = { from, to: new Date(from.getTime() + long + more) }
        const paused = appointmentOf(l, t, [short])
        expect(comparable(l, paused)).toBeGreaterThanOrEqual(comparable(l, appointmentOf(l, t)))
        expect(comparable(l, appointmentOf(l, t, [longer]))).toBeGreaterThanOrEqual(comparable(l, paused))
        expect(appointmentOf(l, t, [short, longer])).toEqual(appointmentOf(l, t, [longer]))
      }),
    )
  })

  test('a calendar-day limit that ends on days off keeps its time of day: a later deadline may be told the earlier half', () => {
    const limitOf22Days: TimeLimit = { unit: 'calendar-day', value: 22 }
    const accepted = at('2017-09-08 11:30')
    const pause = { from: at('2017-09-13 09:30:01'), to: at('2017-09-13 16:30') }
    // Counted to Saturday 30/09 13:00, and with the pause to Sunday 11:29:59: both move to Monday (rule 6).
    expect(told(appointmentOf(limitOf22Days, accepted))).toBe('2017-10-02 16:30')
    expect(told(appointmentOf(limitOf22Days, accepted, [pause]))).toBe('2017-10-02 11:30')
  })
})

describe('laws of days', () => {
  test('a day and its number tell the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (number) => {
        expect(parseDay(dayFromNumber(number))).toBe(number)
        expect(dayNumberOf(instantAt(number, DAY - 1))).toBe(number)
      }),
    )
  })

  test.each([
    '2017-02-29',
    '2017-13-01',
    '2017-00-10',
    '0000-01-01',
    '2017-1-1',
    '17-01-01',
    '+02017-01-01',
    ' 2017-01-01',
    '2017-01-01T00:00',
    '',
  ])('73: %p is no day', (text) => {
    expect(parseDay(text)).toBeUndefined()
  })
})

/** What a law may compare: the instant, or the day where rule 6 keeps the time of day of an earlier one. */
function comparable(l: TimeLimit, appointment: Date): number {
  return l.unit === 'calendar-day' ? dayNumberOf(appointment) : appointment.getTime()
}

function appointmentOf(l: TimeLimit, acceptedAt: Date, pauses: { from: Date; to: Date }[] = []): Date {
  const clock = readDossierClock(hanoi, { limit: l, acceptedAt, pauses }, acceptedAt)
  if (clock.state === 'not-started') throw new Error('accepted, yet not started')
  return clock.appointment
}
